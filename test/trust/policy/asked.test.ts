import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deploymentOf } from '../../../src/decisions/index.ts';
import { identityMatcher, matches, opennessOf, policyOf, type Asked, type Policy } from '../../../src/trust/policy/index.ts';

type Words = Partial<Omit<Asked['signer'], 'deploymentOf'>> & Partial<Asked['build']> & { readonly types?: readonly string[] };

function ask({ types = [], builder, sourceBranch, sourceTag, sourceVersionedTag, inputs, ...signer }: Words): ReturnType<typeof policyOf> {
  const build = { builder, sourceBranch, sourceTag, sourceVersionedTag, inputs };
  return policyOf({
    signer: { anyIdentity: 'asked', deploymentOf, ...(builder === undefined ? {} : { builder }), ...signer },
    build: Object.fromEntries(Object.entries(build).filter(([, value]) => value !== undefined)),
    types,
    anyArtifact: 'compared',
  });
}

function policy(words: Words): Policy {
  const asked = ask(words);
  assert.equal(asked.kind, 'policy', JSON.stringify(asked));
  return asked.kind === 'policy' ? asked.policy : assert.fail();
}

function accepts(words: Words, identity: string): boolean {
  const { signer } = policy(words);
  assert.equal(signer.kind, 'certificate');
  return signer.kind === 'certificate' && matches(identityMatcher(signer.identity), identity);
}

const github = 'https://token.actions.githubusercontent.com';
const release = 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.0.0';

const generators = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows';

test('who the words ask for', () => {
  const table: readonly { readonly what: string; readonly words: Words; readonly yes: readonly string[]; readonly no: readonly string[] }[] = [
    {
      what: 'a repository alone',
      words: { repo: 'Acme/lens' },
      yes: [release, release.replace('acme', 'ACME')],
      no: [release.replace('lens', 'lens2'), release.replace('lens', 'prism'), 'https://github.com/acme/lens', release.replace('github.com', 'github.example')],
    },
    {
      what: 'a workflow by its file',
      words: { repo: 'acme/lens', workflow: 'release.yml' },
      yes: [release, release.replace('acme', 'Acme'), release.replace('tags/v1.0.0', 'heads/a/b')],
      no: [release.replace('release.yml', 'ci.yml'), release.replace('release.yml', 'Release.yml'), release.replace('release.yml', 'xrelease.yml')],
    },
    {
      what: 'a workflow by its path',
      words: { repo: 'acme/lens', workflow: '.github/workflows/release.yml' },
      yes: [release],
      no: [release.replace('.yml', 'xyml')],
    },
    {
      what: 'a workflow at a ref',
      words: { repo: 'acme/lens', workflow: 'release.yml@refs/tags/v*' },
      yes: [release],
      no: [release.replace('tags', 'heads')],
    },
    {
      what: 'a reusable workflow of another repository',
      words: { repo: 'acme/lens', workflow: 'other/forge/.github/workflows/build.yml' },
      yes: ['https://github.com/other/forge/.github/workflows/build.yml@refs/tags/v3'],
      no: [release, 'https://github.com/acme/lens/.github/workflows/build.yml@refs/tags/v3'],
    },
    {
      what: 'a builder that is a workflow',
      words: { repo: 'acme/lens', builder: 'https://github.com/other/forge/.github/workflows/build.yml' },
      yes: ['https://github.com/other/forge/.github/workflows/build.yml@refs/tags/v3'],
      no: [release],
    },
    {
      what: 'a generator, for a repository alone',
      words: { repo: 'acme/lens' },
      yes: [`${generators}/generator_generic_slsa3.yml@refs/tags/v2.1.0`, `${generators}/delegator_generic_slsa3.yml@refs/tags/v2.1.0`],
      no: [
        `${generators}/generator_generic_slsa3.yml@refs/heads/main`,
        `${generators}/generator_generic_slsa3.yml@refs/tags/v2/x`,
        `${generators}/another.yml@refs/tags/v2.1.0`,
        `${generators.replace('slsa-framework', 'mallory')}/generator_generic_slsa3.yml@refs/tags/v2.1.0`,
      ],
    },
    {
      what: 'no generator where a workflow is asked for',
      words: { repo: 'acme/lens', workflow: 'release.yml' },
      yes: [],
      no: [`${generators}/generator_generic_slsa3.yml@refs/tags/v2.1.0`],
    },
    {
      what: 'a builder at a tag',
      words: { repo: 'acme/lens', builder: `${generators}/builder_go_slsa3.yml@v2.1.0` },
      yes: [`${generators}/builder_go_slsa3.yml@refs/tags/v2.1.0`],
      no: [
        `${generators}/builder_go_slsa3.yml@refs/tags/v2.1.1`,
        `${generators}/builder_go_slsa3.yml@refs/tags/v2.1`,
        `${generators}/builder_go_slsa3.yml@refs/heads/v2.1.0`,
      ],
    },
    {
      what: 'a builder that a delegator calls, and names in its provenance',
      words: { repo: 'acme/lens', builder: `${generators}/builder_maven_slsa3.yml` },
      yes: [`${generators}/builder_maven_slsa3.yml@refs/tags/v2.1.0`, `${generators}/delegator_lowperms-generic_slsa3.yml@refs/tags/v2.1.0`],
      no: [`${generators}/generator_generic_slsa3.yml@refs/tags/v2.1.0`, `${generators}/delegator_generic_slsa3.yml@refs/heads/main`, release],
    },
    { what: 'a builder that is none', words: { repo: 'acme/lens', builder: 'https://github.com/actions/runner/github-hosted' }, yes: [release], no: [] },
    { what: 'an identity', words: { identity: release }, yes: [release], no: [`${release}1`] },
    { what: 'a pattern', words: { identityPattern: release.replace('v1.0.0', '*') }, yes: [release], no: [`${release}/1`] },
    {
      what: 'a repository on another host',
      words: { repo: 'octo.ghe.com/acme/lens', workflow: 'release.yml' },
      yes: ['https://octo.ghe.com/acme/lens/.github/workflows/release.yml@refs/heads/main'],
      no: [release],
    },
  ];
  for (const row of table) {
    for (const text of row.yes) assert.equal(accepts(row.words, text), true, `${row.what}: ${text}`);
    for (const text of row.no) assert.equal(accepts(row.words, text), false, `${row.what}: ${text}`);
  }
});

test('what else is asked of a certificate', () => {
  const { signer } = policy({ repo: 'acme/lens', ref: 'refs/tags/v1.*', commit: 'AB'.repeat(20), runner: 'github-hosted' });
  assert.deepEqual(signer.kind === 'certificate' && { issuer: signer.issuer, extensions: signer.extensions }, {
    issuer: { kind: 'exact', text: github },
    extensions: {
      sourceRepositoryUri: { kind: 'exact-ignoring-case', text: 'https://github.com/acme/lens' },
      sourceRepositoryRef: { kind: 'pattern', parts: [{ kind: 'literal', text: 'refs/tags/v1.' }, { kind: 'segment' }] },
      sourceRepositoryDigest: { kind: 'exact', text: 'ab'.repeat(20) },
      runnerEnvironment: { kind: 'exact', text: 'github-hosted' },
    },
  });
  const issuers: readonly [Words, string][] = [
    [{ repo: 'octo.ghe.com/acme/lens' }, 'https://token.actions.octo.ghe.com'],
    [{ repo: 'github.example.com/acme/lens' }, 'https://github.example.com/_services/token'],
    [{ repo: 'acme/lens', issuer: `${github}/acme` }, `${github}/acme`],
    [{ identity: release }, github],
    [{ identity: 'a@example.com', issuer: 'https://accounts.google.com' }, 'https://accounts.google.com'],
  ];
  for (const [words, issuer] of issuers) {
    const asked = policy(words).signer;
    assert.deepEqual(asked.kind === 'certificate' && asked.issuer, { kind: 'exact', text: issuer });
  }
});

test('what a policy leaves open is said', () => {
  const table: readonly [Words, readonly string[]][] = [
    [{ repo: 'acme/lens' }, ['any workflow', 'any ref']],
    [{ repo: 'acme/lens', workflow: 'release.yml' }, ['any ref']],
    // A called workflow's ref is not the source's.
    [{ repo: 'acme/lens', workflow: 'acme/build/.github/workflows/build.yml@refs/tags/v1' }, ['any ref']],
    [{ repo: 'acme/lens', workflow: 'acme/lens-build/.github/workflows/build.yml@refs/tags/v1' }, ['any ref']],
    [{ repo: 'acme/lens', workflow: 'acme/build/.github/workflows/build.yml@refs/tags/v1', ref: 'refs/tags/v2' }, []],
    [{ repo: 'acme/lens', workflow: 'ACME/lens/.github/workflows/build.yml@refs/tags/v1' }, []],
    [{ repo: 'acme/lens', workflow: 'release.yml@refs/tags/v*' }, []],
    [{ repo: 'acme/lens', ref: 'refs/tags/v1' }, ['any workflow']],
    [{ repo: 'acme/lens', workflow: 'release.yml', ref: 'refs/tags/v1' }, []],
    [{ repo: 'acme/lens', workflow: 'release.yml', commit: 'a'.repeat(40) }, []],
    [{ repo: 'acme/lens', workflow: 'release.yml', sourceTag: 'v1' }, []],
    [{ identity: release }, []],
    [{ identityPattern: 'https://github.com/acme/lens/**' }, ['any workflow', 'any ref']],
    [{ identityPattern: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/heads/*' }, ['any ref']],
    [{ identityPattern: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/heads/v*' }, []],
    [{ identityPattern: 'https://github.com/acme/lens/.github/workflows/release.yml@r**' }, ['any ref']],
    [{ identityPattern: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/*/**' }, ['any ref']],
    [{ identityPattern: 'https://github.com/acme/lens/.github/workflows/**@refs/heads/main' }, ['any workflow', 'any ref']],
    [{ identityPattern: 'https://github.com/acme/**/.github/workflows/release.yml@refs/tags/v1' }, ['any repository of acme', 'any workflow', 'any ref']],
    [
      { identityPattern: 'https://github.com/acme/**', issuer: 'https://token.actions.githubusercontent.com' },
      ['any repository of acme', 'any workflow', 'any ref'],
    ],
    [{ identityPattern: 'https://github.com/acme/le*/.github/workflows/release.yml@refs/tags/v*' }, ['any repository of acme', 'any workflow']],
    [{ identityPattern: 'https://gitlab.com/acme/**', issuer: 'https://gitlab.com' }, ['any repository of acme', 'any workflow', 'any ref']],
    [{ identityPattern: 'https://gitlab.com/acme/tools/**', issuer: 'https://gitlab.com' }, ['any repository of acme', 'any workflow', 'any ref']],
    [{ identityPattern: 'https://example.com/acme/**', issuer: 'https://example.com' }, ['any workflow', 'any ref']],
    [{ identityPattern: 'https://github.com/acme/*/.github/workflows/release.yml@refs/tags/v*' }, ['any repository of acme', 'any workflow']],
    [{ identityPattern: 'https://gitlab.com/acme/lens//.gitlab-ci.yml@refs/tags/*', issuer: 'https://gitlab.com' }, []],
    [{ identityPattern: 'spiffe://example.com/build/*', issuer: 'https://example.com' }, ['any workflow', 'any ref']],
    [{ identityPattern: '*@example.com', issuer: 'https://accounts.google.com' }, []],
    ...['refs/*/**', 'refs/**/**', 'refs/heads/**', 'refs/heads/*', 'refs/t**/x', 'refs/*/main'].flatMap((ref): [Words, readonly string[]][] => [
      [{ repo: 'acme/lens', ref }, ['any workflow', 'any ref']],
      [{ repo: 'acme/lens', workflow: 'release.yml', ref }, ['any ref']],
      [{ repo: 'acme/lens', workflow: `release.yml@${ref}` }, ['any ref']],
    ]),
    ...['refs/tags/**', 'refs/heads/release/*', 'refs/heads/main'].map((ref): [Words, readonly string[]] => [{ repo: 'acme/lens', ref }, ['any workflow']]),
    [{ identityPattern: 'https://github.com/acme/lens/.github/workflows/*@refs/heads/main' }, ['any workflow']],
    [{ anyIdentity: 'unsafely-any' }, ['any identity']],
    [{ key: { kind: 'key', spki: new Uint8Array(3) } }, []],
  ];
  for (const [words, open] of table) assert.deepEqual(opennessOf(policy(words)), open, JSON.stringify(words));
});

test('evidence that is asked for', () => {
  assert.deepEqual(policy({ repo: 'acme/lens' }).evidence, []);
  assert.deepEqual(policy({ repo: 'acme/lens', types: ['spdx', 'signature', 'spdx'] }).evidence, ['spdx', 'signature']);
  assert.deepEqual(policy({ repo: 'acme/lens', types: ['https://example.com/p/v1'] }).evidence, [{ predicateType: 'https://example.com/p/v1' }]);
  const build = policy({ repo: 'acme/lens', sourceTag: 'v1', inputs: ['a=b=c', '__proto__=x'] });
  assert.deepEqual(build.evidence, ['provenance'], 'what is asked of a build is never left unasked');
  assert.equal(build.build.sourceUri, 'https://github.com/acme/lens');
  assert.deepEqual(Object.entries(build.build.inputs ?? {}), [
    ['a', 'b=c'],
    ['__proto__', 'x'],
  ]);
});

test('words that ask for nothing, or against each other', () => {
  const table: readonly { readonly words: Words; readonly message: RegExp; readonly hint: RegExp }[] = [
    { words: {}, message: /nothing says who must have signed/, hint: /--repo OWNER\/REPO/ },
    { words: { types: ['signature'] }, message: /nothing says who/, hint: /--policy FILE/ },
    { words: { repo: 'lens' }, message: /--repo takes OWNER\/REPO, not "lens"/, hint: /acme\/lens/ },
    { words: { repo: 'acme/..' }, message: /--repo takes/, hint: /acme/ },
    { words: { repo: 'acme/lens*' }, message: /--repo takes/, hint: /acme/ },
    { words: { repo: 'a/b/c' }, message: /--repo takes/, hint: /github\.example\.com/ },
    { words: { repo: 'acme/lens', key: { kind: 'key', spki: new Uint8Array(1) } }, message: /--key and --repo exclude each other/, hint: /leave --key out/ },
    { words: { repo: 'acme/lens', anyIdentity: 'unsafely-any' }, message: /--unsafely-any-identity and --repo/, hint: /leave/ },
    { words: { identity: 'a', identityPattern: 'b' }, message: /exclude each other/, hint: /leave/ },
    {
      words: { key: { kind: 'key', spki: new Uint8Array(1) }, ref: 'refs/tags/v1' },
      message: /--ref is for certificates, and --key asks for none/,
      hint: /leave --ref out/,
    },
    { words: { identity: release, workflow: 'x.yml' }, message: /--workflow needs --repo/, hint: /--repo/ },
    { words: { repo: 'a/b', identity: release, workflow: 'x.yml' }, message: /both say who signs/, hint: /--workflow/ },
    { words: { identity: 'me@example.com' }, message: /needs --issuer/, hint: /accounts\.google/ },
    { words: { identity: 'me@*', issuer: github }, message: /has a \* in it/, hint: /--identity-pattern 'me@\*'/ },
    { words: { identity: 'me', issuer: 'google' }, message: /--issuer takes an https address/, hint: /https/ },
    { words: { repo: 'acme/lens', ref: 'v1' }, message: /--ref takes a full name/, hint: /--ref 'refs\/tags\/v1'/ },
    ...['', 'refs/**', 'refs'].map((ref) => ({ words: { repo: 'acme/lens', ref }, message: /--ref takes a full name/, hint: /^--ref 'refs\/tags\/v\*', or/ })),
    { words: { repo: 'acme/lens', ref: 'refs/tags/.*' }, message: /--ref takes no regular expression/, hint: /^--ref 'refs\/tags\/\*\*'$/ },
    { words: { repo: 'acme/lens', ref: '^refs/x/.*' }, message: /--ref takes/, hint: /^--ref 'refs\/tags\/v\*'/ },
    { words: { repo: 'acme/lens', commit: 'abc123' }, message: /whole commit id/, hint: /rev-parse/ },
    { words: { repo: 'acme/lens', workflow: 'release' }, message: /takes a workflow file/, hint: /release\.yml/ },
    { words: { repo: 'acme/lens', workflow: '*.yml' }, message: /takes a workflow file/, hint: /release\.yml/ },
    { words: { repo: 'acme/lens', types: ['sbomb'] }, message: /no type of evidence "sbomb"/, hint: /signature\|provenance/ },
    { words: { repo: 'acme/lens', types: ['signature'], sourceTag: 'v1' }, message: /stands in provenance/, hint: /--type provenance/ },
    { words: { repo: 'acme/lens', sourceTag: 'refs/tags/v1' }, message: /takes the name alone/, hint: /--source-tag v1$/ },
    { words: { repo: 'acme/lens', sourceTag: '' }, message: /--source-tag is empty/, hint: /--source-tag v1\.2\.3$/ },
    { words: { repo: 'acme/lens', sourceBranch: ' ' }, message: /--source-branch is empty/, hint: /--source-branch main$/ },
    { words: { repo: 'acme/lens', sourceVersionedTag: '' }, message: /--source-versioned-tag is empty/, hint: /v1\.2$/ },
    { words: { repo: 'acme/lens', sourceVersionedTag: 'foo' }, message: /takes a version, not "foo"/, hint: /v1\.2\.3; .* --source-tag/ },
    { words: { repo: 'www.github.com/acme/lens' }, message: /no certificate names www\.github\.com/, hint: /^--repo github\.com\/acme\/lens$/ },
    { words: { repo: 'acme/lens', inputs: ['x'] }, message: /KEY=VALUE/, hint: /release=true/ },
    { words: { repo: 'acme/lens', inputs: ['x=1', 'x=2'] }, message: /"x" twice/, hint: /leave/ },
    { words: { repo: 'acme/lens', sourceTag: 'v1', sourceVersionedTag: 'v1' }, message: /exclude/, hint: /leave/ },
  ];
  for (const row of table) {
    const asked = ask(row.words);
    assert.equal(asked.kind, 'mistake', JSON.stringify(row.words));
    if (asked.kind !== 'mistake') continue;
    assert.match(asked.message, row.message);
    assert.match(asked.hint, row.hint);
  }
});

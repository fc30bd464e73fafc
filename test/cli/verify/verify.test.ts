import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { emailIdentity, githubIdentity, makeKey, signingFaults, startLab, trustedRootOf, type SigningFault } from '../../../src/lab/index.ts';
import { SealwrightError } from '../../../src/base/index.ts';
import { verdictSchema } from '../../../src/verdicts/schema.ts';
import { knownRoots, metGithub, rootReport, rootsBelieved, withGithubRefreshed } from '../../../src/cli/verify/roots.ts';
import type { SubjectVerdict } from '../../../src/trust/judge/index.ts';
import { reason } from '../../../src/trust/reason/index.ts';
import { embeddedRoots, githubFirstRoot } from '../../../src/trust/roots/index.ts';
import { fakeMachine, type FakeMachine } from '../../support/fake-machine.ts';
import { nothingKept, now, verifyBench, type Ran } from './bench.ts';

const bench = verifyBench();
after(bench.close);

const content = 'lens 1.2.3\n';
const lens = bench.put('lens', content);
const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
const signature = bench.put('signature.json', bench.sign(content));
const spdx = bench.put('spdx.json', bench.attest(content, 'https://spdx.dev/Document/v2.3', { spdxVersion: 'SPDX-2.3' }));
const others = bench.put('others.json', bench.sign(content, { signer: { kind: 'certificate', identity: githubIdentity({ repository: 'mallory/lens' }) } }));
const branch = bench.put('branch.json', bench.sign(content, { signer: { kind: 'certificate', identity: githubIdentity({ ref: 'refs/heads/feature/pwn' }) } }));
const mail = bench.put(
  'mail.json',
  bench.sign(content, { signer: { kind: 'certificate', identity: emailIdentity('me@example.com', 'https://accounts.example.com') } }),
);
const key = makeKey({ seed: 'a key', algorithm: 'p256' });
const keyed = bench.put('keyed.json', bench.sign(content, { signer: { kind: 'key', key } }));
const pem = bench.put('lens.pub', `-----BEGIN PUBLIC KEY-----\n${Buffer.from(key.spki).toString('base64')}\n-----END PUBLIC KEY-----\n`);
const repo = ['--repo', 'acme/lens', '--workflow', 'release.yml'] as const;

/** Where nobody has more. */
const verify = (words: readonly string[]): Promise<Ran> => bench.verify(words, { ports: { network: nothingKept } });

test('what verifies, what does not, and how it is said', async () => {
  const table: readonly { readonly what: string; readonly words: readonly string[]; readonly code: number; readonly out?: RegExp; readonly err?: RegExp }[] = [
    {
      what: 'a repository alone',
      words: [lens, '--bundle', signature, '--repo', 'acme/lens'],
      code: 0,
      out: /^verified: .*lens has a signature by acme\/lens's release\.yml at refs\/tags\/v1\.2\.3 \(any workflow, any ref\)\n/,
    },
    { what: 'a workflow', words: [lens, '--bundle', signature, ...repo], code: 0, out: /^verified: .* \(any ref\)\n/ },
    { what: 'a workflow at a ref', words: [lens, '--bundle', signature, ...repo, '--ref', 'refs/tags/v*', '--strict'], code: 0, out: /^verified: [^(]*\n/ },
    ...['https:**', 'h**', 'https:/**', 'http**/.github/workflows/release.yml@refs/**', 'https**release.yml@refs/tags/**'].map((pattern) => ({
      what: `whoever a workflow has: ${pattern}`,
      words: [lens, '--bundle', others, '--identity-pattern', pattern, '--issuer', 'https://token.actions.githubusercontent.com', '--strict'],
      code: 2,
      err: /leaves the scheme and the host open/,
    })),
    ...['refs/*/**', 'refs/**/**', 'refs/heads/**', 'refs/heads/*'].map((ref) => ({
      what: `any branch, strictly: ${ref}`,
      words: [lens, '--bundle', branch, '--repo', 'acme/lens', '--ref', ref, '--strict'],
      code: 2,
      err: /any workflow at any ref/,
    })),
    ...['refs/*/**', 'refs/**/**', 'refs/heads/**'].map((ref) => ({
      what: `any branch of a workflow: ${ref}`,
      words: [lens, '--bundle', branch, ...repo, '--ref', ref],
      code: 0,
      out: /^verified: .* \(any ref\)\n/,
    })),
    { what: 'a digest', words: [digest, '--bundle', signature, ...repo], code: 0, out: /^verified: sha256:[0-9a-f]{12}… has/ },
    {
      what: 'another ref',
      words: [lens, '--bundle', signature, ...repo, '--ref', 'refs/heads/main'],
      code: 1,
      out: /sourceRepositoryRef is "refs\/tags\/v1\.2\.3", expected "refs\/heads\/main" \(--ref\)/,
    },
    {
      what: 'another commit',
      words: [lens, '--bundle', signature, ...repo, '--commit', 'a'.repeat(40)],
      code: 1,
      out: /sourceRepositoryDigest is "[0-9a-f]{40}", expected "a{40}" \(--commit\)/,
    },
    {
      what: 'another runner',
      words: [lens, '--bundle', signature, ...repo, '--runner', 'self-hosted'],
      code: 1,
      out: /runnerEnvironment is "github-hosted", expected "self-hosted" \(--runner\)/,
    },
    {
      what: 'another builder',
      words: [
        lens,
        '--bundle',
        bench.put('built.json', bench.attest(content, 'https://slsa.dev/provenance/v1')),
        '--repo',
        'acme/lens',
        '--builder',
        'https://github.com/acme/forge/.github/workflows/build.yml',
      ],
      code: 1,
      out: /if you trust that builder, --builder https:\/\/github\.com\/acme\/lens\/\.github\/workflows\/release\.yml/,
    },
    { what: 'another repository', words: [lens, '--bundle', others, ...repo], code: 1, out: /^not verified: [^]*mallory\/lens[^]*\[IDENTITY_MISMATCH\]/ },
    {
      what: 'another repository beside the right one',
      words: [lens, '--bundle', others, '--bundle', signature, ...repo],
      code: 0,
      out: /also found, and not counted:[^]*mallory/,
    },
    {
      what: 'an address',
      words: [lens, '--bundle', mail, '--identity', 'me@example.com', '--issuer', 'https://accounts.example.com'],
      code: 0,
      out: /by me@example\.com \(https:\/\/accounts\.example\.com\)[^]*me@example\.com \(an e-mail address\)/,
    },
    {
      what: 'an address by another issuer',
      words: [lens, '--bundle', mail, '--identity', 'me@example.com', '--issuer', 'https://accounts.google.com'],
      code: 1,
      out: /\[ISSUER_MISMATCH\]/,
    },
    { what: 'a key', words: [lens, '--bundle', keyed, '--key', pem], code: 0, out: /a signature by the key sha256:/ },
    { what: 'a key where a certificate signed', words: [lens, '--bundle', signature, '--key', pem], code: 1, out: /^not verified/ },
    { what: 'a certificate where a key signed', words: [lens, '--bundle', keyed, ...repo], code: 1, out: /^not verified/ },
    { what: 'a file that is no key', words: [lens, '--bundle', keyed, '--key', lens], code: 2, err: /\[KEY_UNREADABLE\]/ },
    { what: 'another file', words: [pem, '--bundle', signature, ...repo], code: 1, out: /^not verified/ },
    { what: 'an SBOM that was asked for', words: [lens, '--bundle', spdx, ...repo, '--type', 'spdx'], code: 0, out: /has an SPDX SBOM by/ },
    {
      what: 'a signature for an SBOM',
      words: [lens, '--bundle', signature, ...repo, '--type', 'sbom'],
      code: 1,
      out: /this is a signature, expected an SBOM \[EVIDENCE_OTHER_KIND\]/,
    },
    { what: 'an SBOM for a signature', words: [lens, '--bundle', spdx, ...repo, '--type', 'signature'], code: 1, out: /\[EVIDENCE_OTHER_KIND\]/ },
    {
      what: 'both',
      words: [lens, '--bundle', spdx, '--bundle', signature, ...repo, '--type', 'signature', '--type', 'spdx'],
      code: 0,
      out: /has a signature by .* and an SPDX SBOM by|has an SPDX SBOM by .* and a signature by/,
    },
    { what: 'whoever', words: [lens, '--bundle', others, '--unsafely-any-identity'], code: 0, out: /\(any identity\)\n/ },
    {
      what: 'whatever',
      words: [pem, '--bundle', spdx, ...repo, '--unsafely-any-artifact'],
      code: 0,
      out: /^verified without its subject: .*was not looked at\n/,
    },
    { what: 'no evidence, and nobody to ask', words: [pem, ...repo], code: 3, out: /^not decided: [^]*\[SERVICE_UNREACHABLE\]/ },
    {
      what: 'no evidence, and GitHub not asked',
      words: [pem, ...repo, '--offline'],
      code: 3,
      out: /\[EVIDENCE_MISSING\][^]*\[SERVICE_NOT_ASKED\]\n *hint: leave --offline out/,
    },
    { what: 'another kind, and GitHub not asked', words: [lens, ...repo, '--type', 'sbom', '--bundle', signature, '--offline'], code: 1 },
    { what: 'no evidence of a key, whom nobody could be asked about', words: [pem, '--key', pem, '--offline'], code: 1 },
    { what: 'an image without a network', words: ['ghcr.io/acme/lens:1', ...repo], code: 3, out: /^not decided: [^]*\[SERVICE_UNREACHABLE\]/ },
    { what: 'an image and no network wanted', words: ['ghcr.io/acme/lens:1', ...repo, '--offline'], code: 3, out: /\[SERVICE_NOT_ASKED\]/ },
    { what: 'no file', words: [`${lens}x`, ...repo], code: 3, out: /^not decided: [^]*\[SUBJECT_MISSING\]/ },
    { what: 'no bundle', words: [lens, '--bundle', 'nix', ...repo], code: 2, err: /\[EVIDENCE_UNREADABLE\]/ },
    { what: 'no root', words: [lens, '--bundle', signature, ...repo, '--trusted-root', lens], code: 2, err: /is no trusted root[^]*\[ROOT_UNREADABLE\]/ },
    { what: 'rubbish for a bundle', words: [lens, '--bundle', lens, ...repo], code: 1, out: /\[BUNDLE_[A-Z]+\]/ },
    { what: 'several', words: [lens, pem, '--bundle', signature, ...repo], code: 1, out: /\n1 of 2 verified, 1 not verified\n$/ },
    { what: 'the checks', words: [lens, '--bundle', signature, ...repo, '--explain'], code: 0, out: /what was checked of .*:\n {5}1 {2}/ },
    { what: 'a second opinion', words: [lens, '--bundle', signature, ...repo, '--cross-check'], code: 0, out: /^verified[^]*\n +agreed +by @sigstore\/verify/ },
    {
      what: 'a second opinion, step by step',
      words: [lens, '--bundle', signature, ...repo, '--cross-check', '--explain'],
      code: 0,
      out: /@sigstore\/verify, another verifier, accepts it too \[asked for with --cross-check\]/,
    },
    {
      what: 'a second opinion for programs',
      words: [lens, '--bundle', signature, ...repo, '--cross-check', '--format', 'json'],
      code: 0,
      out: /"secondOpinion": "agrees"/,
    },
    { what: 'one opinion', words: [lens, '--bundle', signature, ...repo, '--format', 'json'], code: 0, out: /"secondOpinion": null/ },
    { what: 'a second opinion of a digest', words: [digest, '--bundle', signature, ...repo, '--cross-check'], code: 3, out: /\[CROSS_CHECK_IMPOSSIBLE\]/ },
  ];
  for (const row of table) {
    const ran = await bench.verify(row.words);
    assert.equal(ran.code, row.code, `${row.what}: ${ran.out}${ran.err}`);
    if (row.out !== undefined) assert.match(ran.out, row.out, row.what);
    if (row.err !== undefined) assert.match(ran.err, row.err, row.what);
  }
});

test('evidence beside the file is found, and a signed list vouches for what it lists', async () => {
  const path = bench.put('beside/lens', content);
  assert.equal((await verify([path, ...repo])).code, 1);
  const list = `${digest.slice(7)}  lens\n`;
  bench.put('beside/SHA256SUMS', list);
  assert.equal((await verify([path, ...repo])).code, 1, 'a list that nobody signed');
  bench.put('beside/SHA256SUMS.sigstore.json', bench.sign(list));
  const listed = await verify([path, ...repo]);
  assert.equal(listed.code, 0, listed.out);
  assert.match(listed.out, /lens is listed in SHA256SUMS, which has a signature by acme\/lens's release\.yml/);
  assert.equal((await verify([path, ...repo, '--type', 'signature'])).code, 0);
  const sbom = await verify([path, ...repo, '--type', 'sbom']);
  assert.equal(sbom.code, 1, 'a list says nothing of what is in a file');
  bench.put('beside/SHA256SUMS', `${'0'.repeat(64)}  lens\n`);
  bench.put('beside/SHA256SUMS.sigstore.json', bench.sign(`${'0'.repeat(64)}  lens\n`));
  const wrong = await verify([path, ...repo]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /\[CHECKSUM_MISMATCH\]/);
  bench.put('beside/lens.sigstore.json', bench.sign(content));
  const contradicted = await verify([path, ...repo]);
  assert.equal(contradicted.code, 1, 'a signed list says that the name is of other bytes, whoever signed these');
  assert.match(contradicted.out, /^not verified: .*\n.*\n {2}"SHA256SUMS" lists another sha256 for "lens" than the file has: 0{64} \[CHECKSUM_MISMATCH\]\n/);
  bench.put(
    'beside/SHA256SUMS.sigstore.json',
    bench.sign(`${'0'.repeat(64)}  lens\n`, { signer: { kind: 'certificate', identity: githubIdentity({ repository: 'mallory/lens' }) } }),
  );
  const stranger = await verify([path, ...repo]);
  assert.equal(stranger.code, 0, 'a stranger signed the list');
  assert.match(stranger.out, /lens has a signature by/);
  assert.doesNotMatch(stranger.out, /sound, and nothing more/);
});

test('a policy file says what each subject must carry', async () => {
  const policy = bench.put(
    'policy.yaml',
    `version: 1
signers:
  release: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }
  sboms: { identity: me@example.com, issuer: https://accounts.example.com }
  key: { key: lens.pub }
subjects:
  - { name: lens, signer: release, evidence: [signature, spdx] }
  - { name: mixed, signer: release, evidence: [signature, { type: spdx, signer: sboms }] }
  - { name: keyed, signer: key, evidence: [signature] }
  - { name: "*.md", unsafelyNothing: nobody runs it }
`,
  );
  const mixed = bench.put('mixed', content);
  const readme = bench.put('README.md', 'x');
  const named = bench.put('keyed', content);
  const bySboms = bench.put(
    'by-sboms.json',
    bench.attest(
      content,
      'https://spdx.dev/Document',
      { spdxVersion: 'SPDX-2.3' },
      { signer: { kind: 'certificate', identity: emailIdentity('me@example.com', 'https://accounts.example.com') } },
    ),
  );
  const table: readonly { readonly what: string; readonly words: readonly string[]; readonly code: number; readonly out: RegExp }[] = [
    { what: 'all of it', words: [lens, '--bundle', signature, '--bundle', spdx, '--strict'], code: 0, out: /^verified/ },
    { what: 'half of it', words: [lens, '--bundle', signature], code: 1, out: /an SPDX SBOM was asked for/ },
    { what: 'each by its signer', words: [mixed, '--bundle', signature, '--bundle', bySboms], code: 0, out: /and an SPDX SBOM by me@example\.com/ },
    { what: 'an SBOM by the other', words: [mixed, '--bundle', signature, '--bundle', spdx], code: 1, out: /\[IDENTITY_MISMATCH\]/ },
    { what: 'a key', words: [named, '--bundle', keyed], code: 0, out: /by the key/ },
    { what: 'nothing', words: [readme], code: 3, out: /^not asked: the policy lets .*README\.md through unverified: nobody runs it/ },
    { what: 'nothing, beside what is verified', words: [readme, named, '--bundle', keyed], code: 0, out: /1 of 2 verified, 1 let through/ },
    { what: 'what it says nothing of', words: [pem], code: 1, out: /\[POLICY_SILENT\]/ },
  ];
  for (const row of table) {
    const ran = await bench.verify([...row.words, '--policy', policy]);
    assert.equal(ran.code, row.code, `${row.what}: ${ran.out}${ran.err}`);
    assert.match(ran.out, row.out, row.what);
  }
  const open = bench.put('open.yaml', 'version: 1\nsigners: { a: { repo: acme/lens } }\nsubjects: [{ name: lens, signer: a, evidence: [signature] }]\n');
  const strict = await bench.verify([lens, '--policy', open, '--strict']);
  assert.equal(strict.code, 2);
  assert.match(strict.err, /open\.yaml:3: --strict refuses[^]*\[POLICY_TOO_OPEN\]/);
});

test('JSON is of the published schema, and says the same', async () => {
  for (const words of [
    [lens, '--bundle', signature, '--bundle', others, ...repo],
    [lens, '--bundle', lens, ...repo],
    [pem, `${lens}x`, ...repo],
    [lens, '--bundle', keyed, '--key', pem],
  ]) {
    const ran = await bench.verify([...words, '--format', 'json']);
    const report = verdictSchema.parse(JSON.parse(ran.out));
    assert.equal({ verified: 0, 'not-verified': 1, undecided: 3, exempt: 3 }[report.verdict], ran.code, ran.out);
  }
});

test('every lie of a signer is seen, and said with a code', async () => {
  const path = bench.put('lies/lens', content);
  for (const fault of Object.keys(signingFaults) as SigningFault[]) {
    if (fault === 'two-envelope-signatures' || fault === 'statement-of-another-artifact') continue;
    const bundle = bench.put(`lies/${fault}.json`, bench.sign(content, { faults: [fault], timestamps: 1 }));
    const ran = await bench.verify([path, '--bundle', bundle, ...repo]);
    assert.equal(ran.code, 1, `${fault}: ${ran.out}${ran.err}`);
    assert.match(ran.out, /\[[A-Z_]+\]\n/, fault);
  }
});

test('how old a root is, and when that is too old', () => {
  const day = 86_400_000;
  const table = [
    { what: 'a file', asOf: undefined, ageDays: null, stale: false },
    { what: 'today', asOf: new Date(now).toISOString(), ageDays: 0, stale: false },
    { what: 'from tomorrow', asOf: new Date(now + day).toISOString(), ageDays: 0, stale: false },
    { what: 'thirty days', asOf: new Date(now - 30 * day).toISOString(), ageDays: 30, stale: false },
    { what: 'thirty-one', asOf: new Date(now - 31 * day).toISOString(), ageDays: 31, stale: true },
    { what: 'of no day', asOf: 'soon', ageDays: null, stale: false },
  ];
  for (const { what, asOf, ageDays, stale } of table) assert.deepEqual(rootReport({ from: 'r', asOf }, now), { from: 'r', ageDays, stale }, what);
});

test('a root that could not be refreshed is said, and one that was kept is taken', async () => {
  const machine = (env: Readonly<Record<string, string>>): FakeMachine => fakeMachine({ env });
  const ports = { ...bench.ports, clock: { now: () => Date.parse('2036-01-01') } };
  const [embedded] = embeddedRoots();
  const offline = await knownRoots({ network: 'offline' }, machine({ HOME: bench.folder }), ports);
  assert.deepEqual([offline.roots[0], offline.problem], [embedded, undefined]);
  const cache = { XDG_CACHE_HOME: join(bench.folder, 'cache') };
  const text = JSON.stringify(trustedRootOf(bench.sigstore));
  bench.put('cache/sealwright/public-good-root.json', JSON.stringify({ asOf: '2035-12-30', root: text }));
  const kept = await knownRoots({ network: 'used' }, machine(cache), ports);
  assert.equal(kept.roots[0]?.asOf, '2035-12-30');
  assert.equal(kept.roots[0]?.logs[0]?.baseUrl, 'https://rekor.lab.test');
  for (const broken of ['', '[]', '{"asOf":1}', JSON.stringify({ asOf: '2035-12-30', root: '{}' }), JSON.stringify({ asOf: '2010-01-01', root: text })]) {
    bench.put('cache/sealwright/public-good-root.json', broken);
    const known = await knownRoots({ network: 'offline' }, machine(cache), ports);
    assert.equal(known.roots[0], embedded, broken);
  }
  const [, github] = embeddedRoots();
  for (const [root, url] of [
    [text, 'https://rekor.lab.test'],
    ['{}', undefined],
  ] as const) {
    bench.put('cache/sealwright/github-root.json', JSON.stringify({ asOf: '2035-12-30', root }));
    const [, known] = (await knownRoots({ network: 'offline' }, machine(cache), ports)).roots;
    assert.equal(known?.asOf, url === undefined ? github.asOf : '2035-12-30');
    assert.equal(known?.logs[0]?.baseUrl, url ?? github.logs[0]?.baseUrl, 'a broken one gives way to that of the package');
  }
});

test('the root of GitHub’s own instance is refreshed where it is due, and kept', async () => {
  const clock = { now: () => Date.now() };
  const lab = await startLab({ clock });
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-github-root-'));
  try {
    const ports = { ...bench.ports, clock: { now: () => Date.now() + 400 * 86_400_000 } };
    const machine = fakeMachine({ env: { XDG_CACHE_HOME: folder } });
    const rootFile = join(folder, 'first.json');
    writeFileSync(rootFile, lab.tuf.root());
    const mirror = { from: "GitHub's own root", url: lab.tuf.url, rootFile };
    const known = { roots: embeddedRoots() };
    assert.equal(await withGithubRefreshed(known, { network: 'offline' }, machine, ports, mirror), undefined, 'nobody is asked offline');
    const young = { ...ports, clock: { now: () => Date.parse(embeddedRoots()[1].asOf ?? '') } };
    assert.equal(await withGithubRefreshed(known, { network: 'used' }, machine, young, mirror), undefined, 'it is new enough');
    const fresh = await withGithubRefreshed(known, { network: 'used' }, machine, ports, mirror);
    assert.equal(fresh?.problem, undefined);
    assert.equal(fresh?.roots[0], embeddedRoots()[0], 'the other root stays');
    const url = fresh?.roots[1]?.logs[0]?.baseUrl ?? 'none';
    assert.match(url, /^http:\/\/127\.0\.0\.1:/);
    const kept = machine.written.get(join(folder, 'sealwright/github-root.json'));
    assert.ok(kept?.includes(url), 'it is kept for the next run');
    // From the first root of another repository nothing leads to this one.
    const stranger = await withGithubRefreshed(known, { network: 'used' }, fakeMachine({ env: { XDG_CACHE_HOME: join(folder, 'other') } }), ports, {
      from: mirror.from,
      url: lab.tuf.url,
      rootFile: bench.put('github-first-root.json', githubFirstRoot),
    });
    assert.equal(stranger?.problem?.code, 'ROOT_UNREFRESHED');
    assert.deepEqual(stranger?.roots, known.roots);
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the root of GitHub’s own instance counts where its authority issued what was verified, or something of GitHub was not believed', () => {
  const roots = embeddedRoots();
  const by = (caSubject: string | undefined): SubjectVerdict =>
    ({
      verified: true,
      answers: [{ piece: 0 }],
      pieces: [{ facts: { signer: caSubject === undefined ? { kind: 'key' } : { kind: 'certificate', caSubject } }, reasons: [] }],
    }) as unknown as SubjectVerdict;
  const [sigstore, github] = roots.map((root) => root.authorities.at(-1)?.chain[0].subject.words ?? '');
  assert.equal(metGithub(roots, []), false);
  assert.equal(metGithub(roots, [by(sigstore)]), false);
  assert.equal(metGithub(roots, [by(undefined)]), false, 'a key');
  assert.equal(metGithub(roots, [by(github)]), true);
  const unknown = [reason('CA_UNKNOWN', 'the certificate is issued by "O=GitHub, Inc., CN=Fulcio Intermediate l9", which no trusted root has')];
  const refused = { verified: false, answers: [], pieces: [{ facts: undefined, reasons: unknown }] } as unknown as SubjectVerdict;
  assert.equal(metGithub(roots, [refused]), true);
});

test('a reusable workflow of another repository signs in its own name, and it is said how to ask for it', async () => {
  const identity = githubIdentity({ signer: { workflowRef: 'other/forge/.github/workflows/build.yml@refs/tags/v3', commit: 'a'.repeat(40) } });
  const bundle = bench.put('forge.json', bench.sign(content, { signer: { kind: 'certificate', identity } }));
  const refused = await bench.verify([lens, '--bundle', bundle, '--repo', 'acme/lens']);
  assert.equal(refused.code, 1);
  assert.match(refused.out, /hint: it was run for that repository: .* --workflow other\/forge\/\.github\/workflows\/build\.yml\n/);
  const asked = await bench.verify([
    lens,
    '--bundle',
    bundle,
    '--repo',
    'acme/lens',
    '--workflow',
    'other/forge/.github/workflows/build.yml',
    '--ref',
    'refs/tags/v1.2.3',
  ]);
  assert.equal(asked.code, 0, asked.out);
  assert.match(asked.out, /^verified: .* by other\/forge's build\.yml at refs\/tags\/v3 for acme\/lens\n/);
  const stolen = await bench.verify([lens, '--bundle', bundle, '--repo', 'acme/prism', '--workflow', 'other/forge/.github/workflows/build.yml']);
  assert.equal(stolen.code, 1, 'the same workflow, run for somebody else');
});

test('a root that nothing rests on is not told, and its age is no reason against a key', async () => {
  const { out, code } = await bench.verify([lens, '--bundle', keyed, '--key', pem, '--format', 'json']);
  assert.equal(code, 0);
  const report = JSON.parse(out) as {
    readonly roots: readonly unknown[];
    readonly subjects: readonly { readonly pieces: readonly { readonly log: unknown }[] }[];
  };
  assert.equal(report.roots.length, 1, 'what the key signed is in a log of the root');
  const unlogged = { signer: { kind: 'key', fingerprint: 'a' }, content: { kind: 'message', digest: undefined }, times: [], log: [], proof: [] } as const;
  const piece = { from: 'x', format: 'bundle', kind: 'signature', facts: unlogged, reasons: [] } as const;
  const demand = { wanted: 'signature', policy: { signer: { kind: 'unsafely-any-identity' }, artifact: { kind: 'artifact' }, build: {} } } as const;
  assert.deepEqual(rootsBelieved(embeddedRoots(), [{ verified: true, answers: [{ demand, piece: 0 }], pieces: [piece] }]), []);
});

test('a file that cannot be read to its end is not decided, and takes no other verdict with it', async () => {
  const broken = {
    ...bench.ports.disk,
    open: (path: string) => {
      const opened = bench.ports.disk.open(path);
      if (opened.kind !== 'pieces' || path !== pem) return opened;
      const fail = (): never => {
        throw new SealwrightError('FILE_UNREADABLE', { message: `${path} cannot be read to its end (EIO)` });
      };
      return { ...opened, read: fail };
    },
  };
  const { out, code } = await bench.verify([pem, lens, '--bundle', signature, ...repo], { ports: { disk: broken } });
  assert.equal(code, 3);
  assert.match(out, /not decided: .*lens\.pub\n.*cannot be read to its end \(EIO\) \[SUBJECT_UNREADABLE\]/);
  assert.match(out, /^verified: .*lens has a signature/m);
});

test('a word that names nothing is a mistake of whoever typed it', async () => {
  for (const word of ['', 'git:', 'sha256:a0', 'pkg:foo/bar@1']) {
    const { code, err } = await bench.verify([word, '--bundle', signature, ...repo]);
    assert.equal(code, 2, word);
    assert.match(err, /\[USAGE\]/, word);
  }
});

test('an SBOM of a list of checksums vouches for nothing in it', async () => {
  const list = `${createHash('sha256').update(content).digest('hex')}  lens\n`;
  bench.put('listed/lens', content);
  bench.put('listed/SHA256SUMS', list);
  bench.put('listed/SHA256SUMS.sigstore.json', bench.attest(list, 'https://spdx.dev/Document', { spdxVersion: 'SPDX-2.3' }));
  const described = await verify([join(bench.folder, 'listed/lens'), ...repo]);
  assert.equal(described.code, 1);
  assert.match(described.out, /about the list, expected a signature of it \[EVIDENCE_OTHER_KIND\]/);
  bench.put('listed/SHA256SUMS.sigstore.json', bench.sign(list));
  assert.equal((await verify([join(bench.folder, 'listed/lens'), ...repo])).code, 0);
});

test('a policy file that asks for any branch is too open to be strict', async () => {
  const file = bench.put('branches/lens', content);
  const bundle = bench.put(
    'branches/lens.sigstore.json',
    bench.sign(content, { signer: { kind: 'certificate', identity: githubIdentity({ ref: 'refs/heads/feature/pwn' }) } }),
  );
  for (const ref of ['refs/*/**', 'refs/heads/**']) {
    const path = bench.put(
      'branches/policy.yaml',
      `version: 1\nsigners:\n  release: { repo: acme/lens, ref: '${ref}' }\nsubjects:\n  - { name: lens, signer: release, evidence: [signature] }\n`,
    );
    const words = [file, '--bundle', bundle, '--policy', path];
    const loose = await bench.verify(words);
    assert.equal(loose.code, 0, loose.err);
    assert.match(loose.out, /\(any workflow, any ref\)/);
    const strict = await bench.verify([...words, '--strict']);
    assert.equal(strict.code, 2, strict.out);
    assert.match(strict.err, /POLICY_TOO_OPEN/);
  }
});

test('what was refused says what to type next', async () => {
  const bare = bench.put('bare/lens', content);
  bench.put('bare/lens.sig', Buffer.from(new Uint8Array(64).fill(0x31)).toString('base64'));
  const listed = bench.put('hints/lens', content);
  const list = `${createHash('sha256').update(content).digest('hex')}  lens\n`;
  bench.put('hints/SHA256SUMS', list);
  bench.put('hints/SHA256SUMS.sigstore.json', bench.sign(list));
  const table: readonly { readonly what: string; readonly words: readonly string[]; readonly out: RegExp }[] = [
    {
      what: 'a signature without its certificate',
      words: [bare, ...repo],
      out: /was refused: .*the evidence brings none \[EVIDENCE_KIND_MISSING\]\n *hint: .*--bundle FILE\.pem; .*--key FILE[^]*\[SIGNER_KIND_MISMATCH\]\n$/,
    },
    {
      what: 'a certificate for a key',
      words: [lens, '--bundle', signature, '--key', pem],
      out: /hint: .* --repo OWNER\/REPO or --identity … --issuer … in place of --key/,
    },
    {
      what: 'another issuer',
      words: [lens, '--bundle', mail, '--identity', 'me@example.com', '--issuer', 'https://a.example'],
      out: /was refused: .*\n *hint: .*--issuer URL[^]*\[ISSUER_MISMATCH\]/,
    },
    {
      what: 'a changed file',
      words: [pem, '--bundle', signature, ...repo],
      out: /was refused: .*\n *hint: the evidence is of other bytes[^]*\[ARTIFACT_MISMATCH\]/,
    },
    {
      what: 'one cause of all that was refused comes first',
      words: [lens, '--bundle', signature, '--bundle', signature, '--repo', 'acme/lens', '--ref', 'refs/tags/v9'],
      out: /each of the 2 pieces found was refused: .*expected "refs\/tags\/v9" \(--ref\) \[EVIDENCE_KIND_MISSING\]\n *hint: look up with its publisher how it was built/,
    },
    {
      what: 'two causes come with what each is of',
      words: [lens, '--bundle', others, '--bundle', mail, ...repo],
      out: /each of the 2 pieces found was refused \[EVIDENCE_KIND_MISSING\]\n *hint: give more evidence/,
    },
    {
      what: 'a list for provenance that --type did not ask for',
      words: [listed, '--repo', 'acme/lens', '--source-tag', 'v1.2.3'],
      out: /^(?![^]*--type)[^]*hint: give evidence of the kind/,
    },
    {
      what: 'a layout that is not there',
      words: ['oci-layout:/nowhere/at/all', ...repo],
      out: /there is no folder "\/nowhere\/at\/all" that can be read \[SUBJECT_MISSING\]/,
    },
    { what: 'a folder that is no layout', words: [`oci-layout:${bench.folder}/bare`, ...repo], out: /there is no file oci-layout in it \[SUBJECT_MISSING\]/ },
    {
      what: 'one hint for all that it helps with',
      words: [lens, '--bundle', others, '--bundle', others, ...repo],
      out: /^(?:(?!hint: somebody else)[^])*hint: somebody else(?:(?!hint: somebody else)[^])*$/,
    },
    {
      what: 'no advice where nothing is amiss',
      words: [lens, '--bundle', others, '--bundle', signature, ...repo],
      out: /^verified(?:(?!hint:)[^])*IDENTITY_MISMATCH(?:(?!hint:)[^])*$/,
    },
  ];
  for (const { what, words, out } of table) assert.match((await verify(words)).out, out, what);
  assert.match((await verify([digest.toUpperCase(), ...repo])).err, /hint: sha256: and 64 hexadecimal digits, all in lower case/);
  assert.match((await verify(['x@sha256:abc', ...repo])).err, /its digest is "sha256:abc", expected sha256: and 64/);
  assert.match((await verify([lens, '--bundle', 'gone.json', ...repo])).err, /EVIDENCE_UNREADABLE\]\n *hint: .*--bundle FILE/);
});

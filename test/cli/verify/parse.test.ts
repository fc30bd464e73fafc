import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, type VerifyOptions } from '../../../src/cli/verify/options.ts';
import { verifySpec } from '../../../src/cli/verify/spec.ts';

const repo = ['--repo', 'acme/lens', '--workflow', 'release.yml'] as const;

test('command lines that are understood', () => {
  const table: readonly { readonly what: string; readonly argv: readonly string[]; readonly has: Partial<VerifyOptions> }[] = [
    {
      what: 'a file and a repository',
      argv: ['f', ...repo],
      has: {
        subjects: ['f'],
        bundles: [],
        release: undefined,
        strictness: 'usual',
        opinions: 'one',
        proof: 'left-out',
        network: 'used',
        format: 'terminal',
        platforms: 'index',
      },
    },
    { what: 'several', argv: ['f', 'g', ...repo], has: { subjects: ['f', 'g'] } },
    { what: 'a policy file', argv: ['f', '--policy', 'p.yaml'], has: { policy: { kind: 'file', path: 'p.yaml' } } },
    { what: 'a release', argv: ['--release', 'dist', '--policy', 'p.yaml'], has: { subjects: [], release: 'dist' } },
    {
      what: 'evidence that is given',
      argv: ['f', ...repo, '--bundle', 'a', '--bundle=b', '--rekor-entry', 'e'],
      has: { bundles: ['a', 'b'], rekorEntries: ['e'] },
    },
    {
      what: 'whom to believe',
      argv: ['f', ...repo, '--trusted-root', 'a', '--trusted-root', 'b', '--offline'],
      has: { trustedRoots: ['a', 'b'], network: 'offline' },
    },
    { what: 'how it is said', argv: ['f', ...repo, '--format', 'json', '--explain', '--no-color'], has: { format: 'json', proof: 'shown', colour: 'never' } },
    {
      what: 'strictly',
      argv: ['f', ...repo, '--ref', 'refs/tags/v*', '--strict', '--cross-check', '--recursive'],
      has: { strictness: 'strict', opinions: 'two', platforms: 'each' },
    },
    { what: 'a repository and a ref, strictly', argv: ['f', '--repo', 'a/b', '--ref', 'refs/tags/v1', '--strict'], has: { strictness: 'strict' } },
    { what: 'a digest with its bundle', argv: [`sha256:${'a'.repeat(64)}`, ...repo, '--bundle', 'b'], has: { bundles: ['b'] } },
    { what: 'a subject that looks like an option', argv: [...repo, '--', '--strict'], has: { subjects: ['--strict'], strictness: 'usual' } },
  ];
  for (const row of table) {
    const options = parse(row.argv);
    assert.equal(options.kind, 'verify', `${row.what}: ${JSON.stringify(options)}`);
    for (const [name, value] of Object.entries(row.has)) assert.deepEqual(options[name as keyof typeof options], value, `${row.what}: ${name}`);
  }
});

test('command lines that are not', () => {
  const table: readonly { readonly what: string; readonly argv: readonly string[]; readonly message: RegExp; readonly hint: RegExp }[] = [
    { what: 'nothing', argv: [], message: /needs a SUBJECT/, hint: /--repo OWNER\/REPO/ },
    { what: 'no policy', argv: ['f'], message: /nothing says who must have signed/, hint: /--policy FILE/ },
    { what: 'a type is no policy', argv: ['f', '--type', 'signature'], message: /nothing says who/, hint: /--repo/ },
    { what: 'a policy and a flag', argv: ['f', '--policy', 'p', '--repo', 'a/b'], message: /--policy says itself what --repo says/, hint: /leave --repo out/ },
    { what: 'a policy and a type', argv: ['f', '--policy', 'p', '--type', 'sbom'], message: /what --type says/, hint: /leave --type out/ },
    { what: 'a release without a policy', argv: ['--release', 'd', ...repo], message: /--release needs --policy/, hint: /docs\/verification/ },
    { what: 'a digest alone', argv: [`sha256:${'a'.repeat(64)}`, ...repo, '--offline'], message: /a digest alone/, hint: /--bundle FILE/ },
    {
      what: 'an open pattern, strictly',
      argv: ['f', '--identity-pattern', 'https://github.com/acme/**', '--issuer', 'https://token.actions.githubusercontent.com', '--strict'],
      message: /any workflow at any ref/,
      hint: /^--identity-pattern 'https:\/\/github\.com\/acme\/REPO\/\.github\/workflows\/release\.yml@refs\/tags\/v\*'$/,
    },
    ...['--trusted-root', '--key', '--policy', '--bundle', '--rekor-entry'].map((option) => ({
      what: `an empty ${option}`,
      argv: ['f', option, '', ...repo],
      message: new RegExp(`^${option} is empty$`),
      hint: /a variable unset/,
    })),
    { what: 'an open policy, strictly', argv: ['f', '--repo', 'a/b', '--strict'], message: /any workflow at any ref/, hint: /--ref refs\/tags\/v1\.2\.3/ },
    {
      what: 'a workflow at any ref, strictly',
      argv: ['f', ...repo, '--strict'],
      message: /a workflow at any ref: whoever can push a branch could sign/,
      hint: /--source-tag/,
    },
    { what: 'anybody, strictly', argv: ['f', '--unsafely-any-identity', '--strict'], message: /--strict refuses --unsafely-any-identity/, hint: /who/ },
    {
      what: 'anything, strictly',
      argv: ['f', ...repo, '--unsafely-any-artifact', '--strict'],
      message: /--strict refuses --unsafely-any-artifact/,
      hint: /leave/,
    },
    { what: 'a runner of no kind', argv: ['f', ...repo, '--runner', 'mine'], message: /--runner takes github-hosted, self-hosted/, hint: /--runner/ },
    { what: 'a misspelt option', argv: ['f', '--rep', 'a/b'], message: /no option --rep/, hint: /did you mean --repo/ },
    { what: 'an expression', argv: ['f', '--identity-pattern', '.*'], message: /takes no regular expression/, hint: /OWNER/ },
  ];
  for (const row of table) {
    const options = parse(row.argv);
    assert.equal(options.kind, 'usage', row.what);
    if (options.kind !== 'usage') continue;
    assert.match(options.message, row.message, row.what);
    assert.match(options.hint, row.hint, row.what);
  }
});

test('no words make the reader of them throw, and none ask for nobody', () => {
  const word = fc.oneof(fc.constantFrom(...verifySpec.options.flatMap((option) => option.names.map((name) => `--${name}`))), fc.string({ maxLength: 12 }));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
      const options = parse(argv);
      if (options.kind === 'usage') assert.ok(options.hint.length > 0);
      else if (options.policy.kind === 'asked' && options.policy.policy.signer.kind === 'unsafely-any-identity')
        assert.ok(argv.includes('--unsafely-any-identity'));
    }),
    { numRuns: 2_000 },
  );
});

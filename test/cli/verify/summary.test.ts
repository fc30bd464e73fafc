import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeKey } from '../../../src/lab/index.ts';
import { verifyBench } from './bench.ts';

const bench = verifyBench();
after(bench.close);

const type = 'https://slsa.dev/verification_summary/v1';
const key = makeKey({ seed: 'the verifier', algorithm: 'p256' });
const pem = bench.put('verifier.pub', `-----BEGIN PUBLIC KEY-----\n${Buffer.from(key.spki).toString('base64')}\n-----END PUBLIC KEY-----\n`);
const verifier = 'https://verifier.example/v1';
const resource = 'pkg:generic/lens@1.2.3';
const summary = {
  verifier: { id: verifier },
  timeVerified: '2026-05-01T00:00:00Z',
  resourceUri: resource,
  policy: { uri: 'https://verifier.example/policy' },
  verificationResult: 'PASSED',
  verifiedLevels: ['SLSA_BUILD_LEVEL_2', 'SLSA_SOURCE_LEVEL_3', 'OUR_OWN'],
};
const file = bench.put('lens', 'lens');
const put = (name: string, predicate: object, content = 'lens'): string =>
  bench.put(name, bench.attest(content, type, predicate, { signer: { kind: 'key', key }, log: 'none' }));
const sound = put('summary.json', summary);
const asked = ['--key', pem, '--verifier', verifier, '--resource-uri', resource] as const;

test('a verification summary says who verified what, and how well', async () => {
  const level = (...levels: readonly string[]): readonly string[] => levels.flatMap((one) => ['--verified-level', one]);
  const table: readonly { readonly what: string; readonly words: readonly string[]; readonly code: number; readonly said: RegExp }[] = [
    {
      what: 'all that was asked for',
      words: [file, '--bundle', sound, ...asked, ...level('SLSA_BUILD_LEVEL_2', 'OUR_OWN')],
      code: 0,
      said: /has a verification summary by the key/,
    },
    { what: 'no level', words: [file, '--bundle', sound, ...asked, '--type', 'vsa'], code: 0, said: /^verified/ },
    { what: 'a lower level', words: [file, '--bundle', sound, ...asked, ...level('SLSA_BUILD_LEVEL_1')], code: 0, said: /^verified/ },
    {
      what: 'a higher level',
      words: [file, '--bundle', sound, ...asked, ...level('SLSA_BUILD_LEVEL_3')],
      code: 1,
      said: /\(--verified-level\) \[SUMMARY_MISMATCH\]/,
    },
    {
      what: 'the level of another track',
      words: [file, '--bundle', sound, ...asked, ...level('SLSA_BUILD_LEVEL_3', 'SLSA_SOURCE_LEVEL_3')],
      code: 1,
      said: /SUMMARY_MISMATCH/,
    },
    {
      what: 'another verifier',
      words: [file, '--bundle', sound, '--key', pem, '--verifier', 'https://other.example', '--resource-uri', resource],
      code: 1,
      said: /\(--verifier\) \[SUMMARY_MISMATCH\]/,
    },
    {
      what: 'another resource',
      words: [file, '--bundle', sound, '--key', pem, '--verifier', verifier, '--resource-uri', 'pkg:generic/lens@1.2.4'],
      code: 1,
      said: /\(--resource-uri\)/,
    },
    {
      what: 'what did not pass',
      words: [file, '--bundle', put('failed.json', { ...summary, verificationResult: 'FAILED' }), ...asked],
      code: 1,
      said: /\[SUMMARY_NOT_PASSED\]/,
    },
    { what: 'other bytes', words: [file, '--bundle', put('other.json', summary, 'another'), ...asked], code: 1, said: /\[ARTIFACT_MISMATCH\]/ },
    {
      what: 'names of all objects',
      words: [file, '--bundle', put('none.json', { verificationResult: 'PASSED' }), ...asked],
      code: 1,
      said: /of the verification summary the verifier is nothing/,
    },
    {
      what: 'provenance that says the same',
      words: [
        file,
        '--bundle',
        bench.put('slsa.json', bench.attest('lens', 'https://slsa.dev/provenance/v1', summary, { signer: { kind: 'key', key } })),
        ...asked,
      ],
      code: 1,
      said: /this is provenance, expected a verification summary/,
    },
  ];
  for (const { what, words, code, said } of table) {
    const ran = await bench.verify(words);
    assert.equal(ran.code, code, `${what}: ${ran.out}${ran.err}`);
    assert.match(ran.out, said, what);
  }
});

test('what is asked of a summary is asked whole, and of nothing else', async () => {
  for (const words of [
    ['--key', pem, '--type', 'vsa'],
    ['--key', pem, '--verifier', verifier],
    ['--key', pem, '--resource-uri', resource],
    [...asked, '--type', 'signature'],
    [...asked, '--verified-level', 'level 3'],
  ]) {
    const { code, err } = await bench.verify([file, '--bundle', sound, ...words]);
    assert.equal(code, 2, words.join(' '));
    assert.match(err, /\[USAGE\]\n {2}hint: /);
  }
  const policy = bench.put(
    'policy.yaml',
    `version: 1
signers: { them: { key: verifier.pub } }
subjects:
  - name: lens
    signer: them
    evidence: [{ type: vsa, verifier: ${verifier}, resourceUri: "${resource}", verifiedLevels: [SLSA_BUILD_LEVEL_2] }]
`,
  );
  const byFile = await bench.verify([file, '--bundle', sound, '--policy', policy]);
  assert.equal(byFile.code, 0, byFile.out + byFile.err);
  const incomplete = bench.put(
    'incomplete.yaml',
    'version: 1\nsigners: { them: { key: verifier.pub } }\nsubjects: [{ name: lens, signer: them, evidence: [vsa] }]\n',
  );
  const ran = await bench.verify([file, '--bundle', sound, '--policy', incomplete]);
  assert.equal(ran.code, 2, ran.out);
  assert.match(ran.err, /type: vsa needs verifier[^]*\[POLICY_MALFORMED\]/);
});

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { clientTrustConfigOf, createSigstore, trustedRootOf, type KeyAlgorithm } from '../../../src/lab/index.ts';
import { root as github } from '../../../src/trust/roots/data/github.ts';
import { root as publicGood } from '../../../src/trust/roots/data/public-good.ts';
import { root as staging } from '../../../src/trust/roots/data/staging.ts';
import { embeddedRoots, parseTrustedRoot, parseTrustedRoots, validAt } from '../../../src/trust/roots/index.ts';

const clock = { now: () => Date.UTC(2026, 5, 1, 12) };
const sigstore = createSigstore({ clock });
const text = JSON.stringify(trustedRootOf(sigstore));
const source = { from: 'a file' };
const read = (one: string) => parseTrustedRoot(Buffer.from(one), source);
const edited = (edit: (root: Record<string, unknown>) => void): string => {
  const copy = JSON.parse(text) as Record<string, unknown>;
  edit(copy);
  return JSON.stringify(copy);
};

test('every media type is read, and no other', () => {
  const names = ['trustedroot+json;version=0.1', 'trustedroot+json;version=0.2', 'trustedroot.v0.1+json', 'trustedroot.v0.2+json'];
  for (const name of names) assert.equal(read(edited((root) => (root['mediaType'] = `application/vnd.dev.sigstore.${name}`))).kind, 'parsed', name);
  for (const name of ['application/json', '', 7, undefined, 'application/vnd.dev.sigstore.trustedroot.v0.9+json'])
    assert.equal(read(edited((root) => (root['mediaType'] = name))).kind, 'refused', String(name));
});

test('a client trust configuration gives its root', () => {
  const whole = read(JSON.stringify(clientTrustConfigOf(sigstore)));
  assert.equal(whole.kind, 'parsed');
  if (whole.kind === 'parsed') assert.equal(whole.value.logs.length, 2);
});

test('a file can hold one root, set out or not, or one a line', () => {
  const roots = (bytes: string) => parseTrustedRoots(Buffer.from(bytes), source);
  const count = (bytes: string): number | string => {
    const found = roots(bytes);
    return found.kind === 'parsed' ? found.value.length : found.reason.code;
  };
  assert.equal(count(text), 1);
  assert.equal(count(JSON.stringify(JSON.parse(text), undefined, 2)), 1);
  assert.equal(count(`${text}\n${text}\r\n\n${text}\n`), 3);
  assert.equal(count(`${text}\n{}\n`), 'ROOT_MALFORMED');
  assert.equal(count(`${text}\n${text.slice(0, 50)}`), 'ROOT_MALFORMED');
  assert.equal(count(Array.from({ length: 70 }, () => text).join('\n')), 'ROOT_MALFORMED');
  assert.equal(count(''), 'ROOT_MALFORMED');
});

const broken: readonly { readonly what: string; readonly path: readonly (string | number)[]; readonly to: unknown }[] = [
  { what: 'a start that is no time', path: ['tlogs', 0, 'publicKey', 'validFor', 'start'], to: '2021' },
  { what: 'a start that does not exist', path: ['tlogs', 0, 'publicKey', 'validFor', 'start'], to: null },
  { what: 'a validity that is left out', path: ['certificateAuthorities', 0, 'validFor'], to: undefined },
  { what: 'an end before the start', path: ['tlogs', 0, 'publicKey', 'validFor', 'end'], to: '1999-01-01T00:00:00Z' },
  { what: 'a key that is no base64', path: ['tlogs', 0, 'publicKey', 'rawBytes'], to: '***' },
  { what: 'a key of another kind than it says', path: ['tlogs', 0, 'publicKey', 'keyDetails'], to: 'PKIX_ED25519' },
  { what: 'a log without an identity', path: ['tlogs', 0, 'logId'], to: undefined },
  { what: 'an authority without certificates', path: ['certificateAuthorities', 0, 'certChain'], to: { certificates: [] } },
  { what: 'a certificate that is none', path: ['certificateAuthorities', 0, 'certChain', 'certificates', 0, 'rawBytes'], to: 'AAAA' },
  { what: 'logs that are no list', path: ['tlogs'], to: {} },
  { what: 'more logs than are read', path: ['tlogs'], to: Array.from({ length: 300 }, () => ({})) },
];

for (const { what, path, to } of broken) {
  test(`a root with ${what} is refused whole`, () => {
    const changed = edited((root) => {
      let at: Record<string | number, unknown> = root;
      for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
      at[path.at(-1) ?? ''] = to;
    });
    const found = read(changed);
    assert.equal(found.kind === 'refused' ? found.reason.code : 'read', 'ROOT_MALFORMED');
  });
}

test('a key of a kind that is not read leaves its log out, and says so', () => {
  const found = read(
    edited((root) => (((root['tlogs'] as { publicKey: { keyDetails: string } }[])[0] ?? { publicKey: { keyDetails: '' } }).publicKey.keyDetails = 'ML_DSA_65')),
  );
  assert.equal(found.kind, 'parsed');
  if (found.kind === 'parsed') assert.deepEqual([found.value.logs.length, found.value.left], [1, ['tlogs[0]']]);
});

test('keys of every kind that the lab has are read', () => {
  for (const algorithm of ['p256', 'p384', 'p521', 'ed25519', 'rsa-2048'] as KeyAlgorithm[]) {
    const found = read(JSON.stringify(trustedRootOf(createSigstore({ clock, algorithms: { rekorV1: algorithm, rekorV2: algorithm } }))));
    assert.equal(found.kind === 'parsed' ? found.value.logs.length : found.reason.message, 2, algorithm);
  }
});

test('a duplicate key and any other bytes are refused with a code', () => {
  assert.equal(read(text.replace('{', '{"tlogs":[],')).kind, 'refused');
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const found = parseTrustedRoots(bytes, source);
      assert.ok(found.kind === 'refused' && found.reason.message.length > 0);
    }),
  );
  fc.assert(fc.property(fc.json(), (json) => assert.equal(read(json).kind, 'refused')));
});

test('a validity is closed on both ends', () => {
  const range = { start: 10, end: 20 };
  assert.deepEqual(
    [9, 10, 20, 21].map((at) => validAt(range, at)),
    [false, true, true, false],
  );
  assert.equal(validAt({ start: 10, end: undefined }, Number.MAX_SAFE_INTEGER), true);
});

test('the embedded roots are the bytes that were published', () => {
  for (const embedded of [publicGood, github, staging]) {
    assert.equal(hash('sha256', embedded.text), embedded.sha256);
    assert.match(embedded.asOf, /^20\d\d-\d\d-\d\d$/);
  }
  const [sigstoreRoot, githubRoot] = embeddedRoots();
  assert.deepEqual(
    [sigstoreRoot.logs.length, sigstoreRoot.ctLogs.length, sigstoreRoot.authorities.length, sigstoreRoot.timestampAuthorities.length],
    [2, 2, 2, 1],
  );
  assert.deepEqual([githubRoot.logs.length, githubRoot.ctLogs.length, githubRoot.authorities.length, githubRoot.timestampAuthorities.length], [0, 0, 6, 6]);
  assert.equal(embeddedRoots()[0], sigstoreRoot, 'read once');
  assert.deepEqual(
    sigstoreRoot.logs.map((one) => one.operator),
    ['sigstore.dev', 'sigstore.dev'],
  );
});

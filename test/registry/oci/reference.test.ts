import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseImageReference } from '../../../src/registry/oci/index.ts';

const sha256 = `sha256:${'a1'.repeat(32)}`;
const sha512 = `sha512:${'0f'.repeat(64)}`;

test('references are read as Docker reads them', () => {
  const rows = [
    ['alpine', 'docker.io', 'library/alpine', 'latest', undefined],
    ['alpine:3.20', 'docker.io', 'library/alpine', '3.20', undefined],
    ['acme/lens', 'docker.io', 'acme/lens', 'latest', undefined],
    ['docker.io/alpine', 'docker.io', 'library/alpine', 'latest', undefined],
    ['index.docker.io/acme/lens:v1', 'docker.io', 'acme/lens', 'v1', undefined],
    ['localhost/lens', 'localhost', 'lens', 'latest', undefined],
    ['localhost:5000/lens:v1', 'localhost:5000', 'lens', 'v1', undefined],
    ['localhost:5000', 'docker.io', 'library/localhost', '5000', undefined],
    ['GHCR.io/acme/lens', 'ghcr.io', 'acme/lens', 'latest', undefined],
    ['ghcr.io/acme/a.b_c__d-e/lens:v1.2.3_rc-1', 'ghcr.io', 'acme/a.b_c__d-e/lens', 'v1.2.3_rc-1', undefined],
    [`ghcr.io/acme/lens@${sha256}`, 'ghcr.io', 'acme/lens', undefined, sha256],
    [`ghcr.io/acme/lens:v1@${sha512}`, 'ghcr.io', 'acme/lens', 'v1', sha512],
    ['[::1]:5000/lens', '[::1]:5000', 'lens', 'latest', undefined],
    ['registry.example:8443/a/b/c', 'registry.example:8443', 'a/b/c', 'latest', undefined],
  ] as const;
  for (const [text, registry, repository, tag, digest] of rows)
    assert.deepEqual(parseImageReference(text), { kind: 'parsed', value: { registry, repository, tag, digest } }, text);
});

test('what is no reference', () => {
  const rows = [
    '',
    ':v1',
    'ghcr.io/',
    'ghcr.io/Acme/lens',
    'acme//lens',
    '/acme/lens',
    'acme/lens/',
    'acme/../lens',
    'acme/lens:',
    'acme/lens:-v1',
    `acme/lens:${'v'.repeat(129)}`,
    'acme/lens@sha256:abc',
    `acme/lens@sha256:${'A1'.repeat(32)}`,
    `acme/lens@md5:${'a'.repeat(32)}`,
    `acme/lens@${sha256}@${sha256}`,
    'https://ghcr.io/acme/lens',
    'user@ghcr.io/acme/lens',
    'ghcr.io/acme/lens?x=y',
    'ghcr.io/acme/lens#x',
    'ghcr.io/acme/le ns',
    'gh\ncr.io/acme/lens',
    `ghcr.io/${'a'.repeat(256)}`,
    'a'.repeat(2_000),
  ];
  for (const text of rows) assert.equal(parseImageReference(text).kind, 'refused', text);
});

test('of any text, a reference stays within its host and path', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab.:/@-_%?#\\[]05 ') })), (one) => {
      const reference = parseImageReference(one);
      if (reference.kind === 'refused') return;
      const { registry, repository, tag } = reference.value;
      const url = new URL(`https://${registry}/v2/${repository}/manifests/${tag ?? 'x'}`);
      assert.equal(url.pathname, `/v2/${repository}/manifests/${tag ?? 'x'}`);
      assert.equal(url.search + url.hash + url.username, '');
    }),
  );
});

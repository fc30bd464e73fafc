import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predicateWords, readPredicate } from '../../../src/trust/predicate/index.ts';

const spdx = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'lens',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://acme.example/lens',
  creationInfo: { created: '2026-06-01T00:00:00Z', creators: ['Tool: x'] },
};
const cyclonedx = { bomFormat: 'CycloneDX', specVersion: '1.6' };
const provenance = {
  buildDefinition: { buildType: 'https://acme.example/build', externalParameters: {} },
  runDetails: { builder: { id: 'https://acme.example/builder' } },
};
const vuln = {
  scanner: { uri: 'pkg:github/acme/scan@1', result: [] },
  metadata: { scanStartedOn: '2026-06-01T00:00:00Z', scanFinishedOn: '2026-06-01T00:01:00Z' },
};
const vsa = {
  verifier: { id: 'https://acme.example/verifier' },
  timeVerified: '2026-06-01T00:00:00Z',
  resourceUri: 'pkg:generic/lens',
  policy: { uri: 'https://acme.example/policy' },
  verificationResult: 'PASSED',
  verifiedLevels: ['SLSA_BUILD_LEVEL_2'],
};

const read = (value: unknown, type: string) => readPredicate(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), type);
const typeOf = (value: unknown, type: string): string | undefined => {
  const got = read(value, type);
  return got.kind === 'parsed' ? got.value.predicateType : undefined;
};

test('a word gives the type that others look for', () => {
  // What cosign's `--type spdxjson` asks for.
  assert.equal(typeOf(spdx, 'spdx'), 'https://spdx.dev/Document');
  assert.equal(typeOf({ ...spdx, spdxVersion: 'SPDX-2.2' }, 'spdx'), 'https://spdx.dev/Document');
  assert.equal(typeOf({ ...spdx, spdxVersion: 'SPDX-3.0' }, 'spdx'), undefined);
  assert.equal(typeOf(spdx, 'https://spdx.dev/Document/v2.3'), 'https://spdx.dev/Document/v2.3');
  assert.equal(typeOf(cyclonedx, 'cyclonedx'), 'https://cyclonedx.org/bom');
  assert.equal(typeOf(provenance, 'slsa-provenance'), 'https://slsa.dev/provenance/v1');
  assert.equal(typeOf(vuln, 'vuln'), 'https://cosign.sigstore.dev/attestation/vuln/v1');
  assert.equal(typeOf(vsa, 'vsa'), 'https://slsa.dev/verification_summary/v1');
  assert.deepEqual(predicateWords, ['spdx', 'cyclonedx', 'slsa-provenance', 'vuln', 'vsa']);
});

test('an address is kept, and what it is known to mean is asked for all the same', () => {
  assert.equal(typeOf(spdx, 'https://spdx.dev/Document'), 'https://spdx.dev/Document');
  assert.equal(typeOf(spdx, 'https://spdx.dev/Document/v2.2'), undefined);
  assert.equal(typeOf(cyclonedx, 'https://cyclonedx.org/bom/v1.6'), 'https://cyclonedx.org/bom/v1.6');
  assert.equal(typeOf(cyclonedx, 'https://cyclonedx.org/bom/v1.5'), undefined);
  assert.equal(typeOf(vuln, 'https://in-toto.io/attestation/vulns/v0.2'), 'https://in-toto.io/attestation/vulns/v0.2');
  assert.equal(typeOf({ any: 1 }, 'https://acme.example/review/v1'), 'https://acme.example/review/v1');
  for (const type of ['review', 'http://acme.example/review', 'https://acme.example', 'https://a b/c']) assert.equal(typeOf({ any: 1 }, type), undefined, type);
});

test('a document of another type is refused, and says what it lacks', () => {
  const without = (value: object, name: string): object => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  const rows: readonly (readonly [string, object, readonly string[]])[] = [
    ['spdx', spdx, Object.keys(spdx)],
    ['cyclonedx', cyclonedx, Object.keys(cyclonedx)],
    ['slsa-provenance', provenance, Object.keys(provenance)],
    ['vuln', vuln, Object.keys(vuln)],
    ['vsa', vsa, Object.keys(vsa)],
  ];
  for (const [word, whole, fields] of rows) {
    for (const field of fields) {
      const got = read(without(whole, field), word);
      assert.ok(got.kind === 'refused' && got.reason.code === 'PREDICATE_MISMATCH' && got.reason.message.includes(field), `${word} without ${field}`);
    }
    for (const [other, document] of rows) if (other !== word) assert.equal(read(document, word).kind, 'refused', `${other} as ${word}`);
  }
  assert.equal(read({ ...vsa, verificationResult: 'MAYBE' }, 'vsa').kind, 'refused');
  assert.equal(read({ ...provenance, runDetails: { builder: { id: 'me' } } }, 'slsa-provenance').kind, 'refused');
  assert.equal(read({ '@graph': [{}] }, 'spdx').kind, 'refused');
});

test('what two readers would read in two ways, and what holds the predicate within it, is refused', () => {
  for (const text of ['{"a":1,"a":2}', '[]', 'null', '"text"', '{', '{"n":12345678901234567890}', '\u{feff}{}'])
    assert.equal(read(text, 'https://acme.example/review/v1').kind, 'refused', text);
  for (const field of ['_type', 'payloadType', 'verificationMaterial']) {
    const got = read({ [field]: 'x' }, 'https://acme.example/review/v1');
    assert.ok(got.kind === 'refused' && got.reason.hint?.includes('"predicate"') === true, field);
  }
});

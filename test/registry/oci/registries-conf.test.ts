import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Asker } from '../../../src/registry/asking/index.ts';
import { openRegistry, parseImageReference, parseRegistriesConf } from '../../../src/registry/oci/index.ts';
import { outside } from '../../support/outside.ts';

const text = `
unqualified-search-registries = ["docker.io"]

[[registry]]
prefix = "docker.io"
location = "docker.io"
[[registry.mirror]]
location = "mirror.example/hub"
[[registry.mirror]]
location = "plain.example:5000"
insecure = true

[[registry]]
prefix = "docker.io/library"
location = "copies.example/official"

[[registry]]
location = "plain.example"
insecure = true

[[registry]]
prefix = "evil.example"
location = "evil.example"
blocked = true

[[registry]]
prefix = "*.corp.example"
[[registry.mirror]]
location = "cache.example"
`;

function placesOf(image: string): readonly string[] | undefined {
  const places = parseRegistriesConf(text);
  const reference = parseImageReference(image);
  assert.ok(typeof places === 'function' && reference.kind === 'parsed');
  return places(reference.value)?.map(({ at, tls }) => `${tls === 'required' ? 'https' : 'http'} ${at.registry}/${at.repository}`);
}

test('mirrors first, then where the registry is', () => {
  const rows = [
    { image: 'ghcr.io/acme/lens', places: ['https ghcr.io/acme/lens'] },
    { image: 'acme/lens', places: ['https mirror.example/hub/acme/lens', 'http plain.example:5000/acme/lens', 'https docker.io/acme/lens'] },
    { image: 'alpine', places: ['https copies.example/official/alpine'] },
    {
      image: 'docker.io/libraryx/alpine',
      places: ['https mirror.example/hub/libraryx/alpine', 'http plain.example:5000/libraryx/alpine', 'https docker.io/libraryx/alpine'],
    },
    { image: 'plain.example/lens', places: ['http plain.example/lens'] },
    { image: 'evil.example/lens', places: undefined },
    { image: 'a.corp.example/lens', places: ['https cache.example/lens', 'https a.corp.example/lens'] },
    { image: 'corp.example/lens', places: ['https corp.example/lens'] },
  ];
  for (const { image, places } of rows) assert.deepEqual(placesOf(image), places, image);
});

test('what is blocked is not asked, for images and for evidence', async () => {
  const places = parseRegistriesConf(text);
  assert.ok(typeof places === 'function');
  const asked: string[] = [];
  const ports = outside();
  const asker = new Asker({
    ...ports,
    network: {
      request: ({ url }) => {
        asked.push(url);
        return Promise.resolve({ kind: 'answer', status: 404, header: () => null, bytes: new Uint8Array() });
      },
    },
  });
  const evil = { registry: 'evil.example', repository: 'lens' };
  const store = openRegistry(asker, evil, { places });
  const digest = `sha256:${'ab'.repeat(32)}`;
  const found = await store.manifest({ digest });
  assert.equal(found.kind === 'refused' ? found.reason.code : found.kind, 'SERVICE_NOT_ASKED');
  for (const one of [store, openRegistry(asker, { registry: 'ghcr.io', repository: 'lens' }, { places, evidenceRepository: evil })]) {
    assert.deepEqual(
      (await one.evidence(digest)).notes.map((note) => note.reason.code),
      ['SERVICE_NOT_ASKED'],
    );
  }
  assert.deepEqual(asked, []);
});

test('a configuration of another form is told', () => {
  const rows = [
    '[[registry',
    '[[registry]]\ninsecure = true',
    'registry = 3',
    '[[registry]]\nlocation = 3',
    '[[registry]]\nlocation = "a"\nmirror = "b"',
    '[[registry]]\nlocation = "a"\n[[registry.mirror]]\n',
  ];
  for (const one of rows) assert.equal(typeof parseRegistriesConf(one), 'object', one);
  assert.equal(typeof parseRegistriesConf(''), 'function');
  const part = fc.constantFrom(
    '[[registry]]\n',
    '[[registry.mirror]]\n',
    'prefix = ',
    'location = ',
    'insecure = ',
    '"a.example"',
    '"*.x"',
    'true',
    '3',
    '\n',
    '"',
    '__proto__ = 1\n',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const places = parseRegistriesConf(parts.join(''));
      if (typeof places === 'function') places({ registry: 'a.example', repository: 'b' });
    }),
    { numRuns: 1_000 },
  );
});

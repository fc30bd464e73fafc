import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseManifest } from '../../../src/registry/oci/manifest.ts';
import { parseChallenge } from '../../../src/registry/oci/challenge.ts';
import { dockerCredentials, openArchive, openLayout } from '../../../src/registry/oci/index.ts';
import { parsePackage } from '../../../src/subjects/package-url.ts';
import { parseSubject } from '../../../src/subjects/named.ts';
import { memoryDisk } from '../../support/memory-disk.ts';
import { archiveBytes, memoryLayout, tarOf } from '../../support/oci-layout.ts';
import { keepBundle, keepImage, ociImage } from '../../support/oci-server.ts';

/** JSON that is near to a manifest, a configuration or an answer. */
const near = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(2, -1, 1e300, null, true, '', 'sha256:', `sha256:${'a'.repeat(64)}`, ociImage, 'x', [], {}),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'schemaVersion',
        'mediaType',
        'manifests',
        'layers',
        'config',
        'subject',
        'digest',
        'size',
        'annotations',
        'platform',
        'auths',
        'auth',
        'credHelpers',
        '__proto__',
        'constructor',
      ),
      tie('value'),
      { maxKeys: 6 },
    ),
  ),
})).value;

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  near.map((value) => new TextEncoder().encode(JSON.stringify(value))),
);

test('any bytes give a manifest or a reason', () => {
  fc.assert(
    fc.property(bytes, fc.option(fc.string(), { nil: undefined }), (one, served) => {
      const read = parseManifest(one, 'sha256:', served);
      assert.ok(read.kind === 'parsed' ? read.value.digest.startsWith('sha256:') : read.reason.code.startsWith('SERVICE_'));
    }),
    { numRuns: 2_000 },
  );
});

test('any header gives a challenge, and no realm without TLS', () => {
  const word = fc.constantFrom('Bearer ', 'Basic ', 'realm=', '"https://a.example/t"', '"http://a.example/t"', 'service=', '"', '\\', ',', ' ', 'x');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join('')),
      ),
      (header) => {
        const read = parseChallenge(header, new URL('https://registry.example/v2/'));
        if (read.kind === 'bearer') assert.equal(read.realm.protocol, 'https:');
      },
    ),
    { numRuns: 2_000 },
  );
});

test('any configuration gives credentials or none', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, async (one) => {
      const run = (): Promise<never> => assert.fail('no helper has a name like that');
      const found = await dockerCredentials([one], {
        run: (program) => (/^docker-credential-[\w.-]+$/.test(program) ? Promise.resolve({ kind: 'failed', cause: 'missing', reason: 'none' }) : run()),
      })({
        registry: 'x',
        repository: 'y',
      });
      assert.ok(found.credential === undefined || typeof found.credential.kind === 'string');
    }),
  );
});

test('any bytes give an archive or a reason, and a byte that is changed never another image', async () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (one) => void openArchive(archiveBytes(one), 'x')));
  const layout = memoryLayout();
  const image = keepImage(layout);
  layout.index([{ ...image, annotations: { 'org.opencontainers.image.ref.name': 'v1' } }, keepBundle(layout, image, '{"bundle":1}')] as Parameters<
    typeof layout.index
  >[0]);
  const good = tarOf(layout.files);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bad = Uint8Array.from(good);
      bad[at] = (bad[at] ?? 0) ^ flip;
      const read = openArchive(archiveBytes(bad), 'x');
      if (read.kind === 'refused') return;
      const found = await read.value.store.manifest({ digest: image.digest });
      // Whatever is said to be this image is this image.
      if (found.kind === 'parsed') assert.equal(found.value.digest, image.digest);
      for (const one of (await read.value.store.evidence(image.digest)).evidence) assert.equal(new TextDecoder().decode(one.bytes), '{"bundle":1}');
    }),
    { numRuns: 500 },
  );
});

test('a layout of any files is one or none', () => {
  fc.assert(
    fc.property(bytes, (index) => {
      const files = new Map([
        ['oci-layout', new TextEncoder().encode('{"imageLayoutVersion":"1.0.0"}')],
        ['index.json', index],
      ]);
      const read = openLayout((path) => {
        const found = files.get(path);
        return found === undefined ? { kind: 'missing' } : { kind: 'parsed', value: found };
      }, 'x');
      assert.ok(read.kind === 'parsed' || read.reason.code === 'SUBJECT_UNREADABLE');
    }),
    { numRuns: 1_000 },
  );
});

test('any word names a subject or nothing', () => {
  const disk = memoryDisk({ '/a/b': 'x' });
  const part = fc.constantFrom(
    'pkg:',
    'npm',
    'pypi',
    'oci',
    'github',
    'docker',
    '/',
    '@',
    ':',
    '?',
    '=',
    '#',
    '%',
    '%2F',
    '%00',
    '..',
    'a',
    'sha256:',
    'oci-layout:',
    'git:',
    'repository_url=',
    'file_name=',
    '&',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part, { maxLength: 14 }).map((parts) => parts.join('')),
      ),
      (word) => {
        parseSubject(word, disk);
        const named = parsePackage(word);
        if (named.kind === 'parsed' && named.value.kind === 'npm') assert.match(named.value.name, /^(?:@[^/@]+\/)?[^/@]+$/);
        if (named.kind === 'parsed' && named.value.kind === 'github') assert.ok(!`${named.value.owner}${named.value.repo}`.includes('/'));
      },
    ),
    { numRuns: 5_000 },
  );
});

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { catalogers, describe, writeCycloneDx, writeCycloneDxIndex, writeSpdx, writeSpdxIndex, type SbomSubject } from '../../src/sbom/index.ts';
import { treeOfFiles } from '../support/sbom-tree.ts';
import { cycloneDxMistakes, spdxMistakes } from './support/schemas.ts';

const writing = { created: 1_700_000_000, version: '1.2.3' };
const digest = (text: string): NonNullable<SbomSubject['digest']> => ({ algorithm: 'sha256', hex: hash('sha256', text) });
const subject: SbomSubject = {
  kind: 'index',
  name: 'ghcr.io/acme/lens',
  version: 'v1',
  digest: digest('index'),
  purl: `pkg:oci/lens@sha256:${hash('sha256', 'index')}`,
};

for (const { what, write, writeIndex, mistakes, end } of [
  { what: 'SPDX', write: writeSpdx, writeIndex: writeSpdxIndex, mistakes: spdxMistakes, end: 'spdx.json' },
  { what: 'CycloneDX', write: writeCycloneDx, writeIndex: writeCycloneDxIndex, mistakes: cycloneDxMistakes, end: 'cdx.json' },
]) {
  test(`the document of an index names its images and their documents by digest: ${what}`, async () => {
    const platforms = await Promise.all(
      ['linux/amd64', 'linux/arm/v7'].map(async (platform) => {
        const tree = await treeOfFiles({ 'var/lib/dpkg/status': `Package: lens\nVersion: 1\nArchitecture: ${platform.split('/')[1] ?? ''}\n` });
        const own: SbomSubject = { ...subject, kind: 'image', digest: digest(platform), purl: `pkg:oci/lens@sha256:${hash('sha256', platform)}`, platform };
        return { subject: own, file: `${platform.replaceAll('/', '-')}.${end}`, text: write(describe({ tree, subject: own, catalogers }), writing) };
      }),
    );
    const text = writeIndex({ subject, platforms, problems: [] }, writing);
    assert.deepEqual(mistakes(text), []);
    assert.equal(writeIndex({ subject, platforms, problems: [] }, writing), text);
    for (const one of platforms) {
      assert.deepEqual(mistakes(one.text), []);
      assert.ok(text.includes(hash(what === 'SPDX' ? 'sha1' : 'sha256', one.text)), 'the digest of its document');
      assert.ok(text.includes(one.subject.digest?.hex ?? '?'), 'the digest of the image');
      assert.ok(text.includes(one.file), 'the name of its document');
      const name = /"documentNamespace": "([^"]+)"|"serialNumber": "urn:uuid:([^"]+)"/.exec(one.text);
      assert.ok(text.includes(name?.[1] ?? name?.[2] ?? '?'), 'what its document is called');
    }
    assert.deepEqual(mistakes(writeIndex({ subject, platforms, problems: ['SERVICE_FAILED: one is not there'] }, writing)), []);
    assert.deepEqual(mistakes(writeIndex({ subject, platforms: [], problems: [] }, writing)), []);
    assert.notEqual(writeIndex({ subject, platforms: platforms.slice(1), problems: [] }, writing), text);
  });
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import type { Network } from '../../../src/base/index.ts';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { startGithub } from '../../../src/lab/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { openReleases } from '../../../src/registry/github-releases/index.ts';

const token = 'neverShown0123';
const github = await startGithub({ token });
after(github.close);
let tag = '';
let count = 0;
beforeEach(() => {
  tag = `v1.0.${count++}`;
});

const timer = { wait: async () => undefined };
const real = openNetwork();

/** A writer whose requests something is done to. */
function writerOf(request: Network['request'] = async (one) => await real.request(one)): ReturnType<typeof openReleases> {
  const asker = new Asker({ network: { request }, clock: { now: () => Date.now() }, timer });
  return openReleases(asker, { of: { owner: 'acme', repo: 'lens' }, timer }, { api: github.url, token });
}

const fileOf = (name: string, text: string) => {
  const bytes = Buffer.from(text);
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), read: () => [bytes] };
};
const kept = () => github.releases.find((one) => one.tag === tag) ?? assert.fail('there is no release');
const isUpload = ({ method, url }: Parameters<Network['request']>[0]): boolean => method === 'POST' && url.includes('/assets?');

test('a name that the service changes is told at once, and is not left there', async () => {
  const renaming = writerOf(async (one) => await real.request(isUpload(one) ? { ...one, url: one.url.replaceAll('~', '.') } : one));
  const { id } = await renaming.create(tag);
  await assert.rejects(renaming.upload(id, fileOf('lens_1~rc1.deb', 'lens')), { code: 'RELEASE_REFUSED', message: /calls lens_1~rc1\.deb lens_1\.rc1\.deb/ });
  assert.deepEqual(kept().files, []);
});

test('what another run has uploaded meanwhile is left alone', async () => {
  const writer = writerOf();
  const { id } = await writer.create(tag);
  await writer.upload(id, fileOf('lens', 'of the other'));
  await assert.rejects(writer.upload(id, fileOf('lens', 'ours')), {
    code: 'RELEASE_TAKEN',
    message: /has lens with the sha256 [0-9a-f]{64} by now, where [0-9a-f]{64} is released/,
  });
  assert.deepEqual(
    kept().files.map(({ bytes }) => Buffer.from(bytes).toString()),
    ['of the other'],
  );
  await writer.upload(id, fileOf('lens', 'of the other'));
});

test('what became public is not changed any more, between two attempts either', async () => {
  for (const when of ['before the first', 'after the first']) {
    tag = `${tag}-${when.length}`;
    let uploads = 0;
    const writer = writerOf(async (one) => {
      if (isUpload(one) && ++uploads > 1) assert.fail('it uploads into what is public');
      const reply = await real.request(one);
      if (isUpload(one)) kept().draft = false;
      return reply;
    });
    const { id } = await writer.create(tag);
    if (when === 'before the first') kept().draft = false;
    else github.spoilUploads('changed');
    await assert.rejects(writer.upload(id, fileOf('lens', 'lens')), { code: 'RELEASE_TAKEN', message: /became public meanwhile/ });
    assert.equal(uploads, when === 'before the first' ? 0 : 1);
    assert.equal(kept().files.length, uploads, 'nothing is deleted either');
  }
});

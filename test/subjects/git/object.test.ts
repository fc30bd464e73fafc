import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { readGitObject } from '../../../src/subjects/git/object.ts';

const id = 'a'.repeat(40);
const nameOf = (kind: string, bytes: Uint8Array, hash = 'sha1') => createHash(hash).update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
function read(kind: 'tag' | 'commit', text: string, hash = 'sha1') {
  const bytes = Buffer.from(text);
  return readGitObject(bytes, { id: nameOf(kind, bytes, hash), kind });
}
const tag = `object ${id}\ntype commit\ntag v1\ntagger A <a@b> 1 +0000\n\nhello\n`;
const armour = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;

test('a tag is parted where git parts it', () => {
  const table = [
    { what: 'no signature', text: tag, payload: tag, signature: undefined },
    { what: 'a signature', text: tag + armour('SSH SIGNATURE'), payload: tag, signature: armour('SSH SIGNATURE') },
    {
      what: 'a message that quotes a signature',
      text: tag + armour('PGP SIGNATURE') + armour('SIGNED MESSAGE'),
      payload: tag + armour('PGP SIGNATURE'),
      signature: armour('SIGNED MESSAGE'),
    },
    {
      what: 'a signature within a line',
      text: `${tag}see -----BEGIN PGP SIGNATURE-----\n`,
      payload: `${tag}see -----BEGIN PGP SIGNATURE-----\n`,
      signature: undefined,
    },
  ];
  for (const { what, text, payload, signature } of table) {
    const object = read('tag', text);
    assert.equal(object.kind, 'parsed', what);
    if (object.kind !== 'parsed') continue;
    assert.equal(Buffer.from(object.value.payload).toString(), payload, what);
    assert.equal(object.value.signature, signature, what);
    assert.deepEqual(object.value.tag, { name: 'v1', target: id, targetKind: 'commit' }, what);
  }
});

test('a commit signs all but its signature, in repositories of both hashes', () => {
  const head = `tree ${id}\nparent ${id}\nauthor Ä <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n`;
  const header = (name: string) => `${name} -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\n`;
  const body = '\ngpgsig is a word\n of ours\n';
  const signed = read('commit', head + header('gpgsig') + header('gpgsig-sha256') + body);
  assert.equal(signed.kind === 'parsed' && Buffer.from(signed.value.payload).toString(), head + body);
  assert.equal(signed.kind === 'parsed' && signed.value.signature, armour('SSH SIGNATURE'));
  const bare = read('commit', head + body);
  assert.equal(bare.kind === 'parsed' && bare.value.signature, undefined);
  const other = read('commit', head + header('gpgsig') + body);
  assert.equal(other.kind === 'parsed' && other.value.signature, armour('SSH SIGNATURE'));
  const large = `tree ${'b'.repeat(64)}\nauthor A <a@b> 1 +0000\n`;
  const both = read('commit', large + header('gpgsig-sha256') + body, 'sha256');
  assert.equal(both.kind === 'parsed' && Buffer.from(both.value.payload).toString(), large + body);
});

test('objects of another form or name are refused', () => {
  assert.equal(readGitObject(Buffer.from(tag), { id, kind: 'tag' }).kind, 'refused');
  assert.equal(readGitObject(Buffer.from(tag), { id: nameOf('commit', Buffer.from(tag)), kind: 'tag' }).kind, 'refused');
  for (const text of ['', 'object x\n', tag.replace('type commit\n', ''), tag.replace('type commit', 'type thing'), tag.replace('object ', 'Object ')])
    assert.equal(read('tag', text).kind, 'refused', text);
  const header = 'gpgsig a\n b\n';
  assert.equal(read('commit', `tree ${id}\n${header}${header}\n`).kind, 'refused');
  assert.equal(read('commit', `parent ${id}\n\n`).kind, 'refused');
});

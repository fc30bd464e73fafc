import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SealwrightError } from '../../../src/base/index.ts';
import { disk } from '../../../src/cli/ports/disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-disk-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('what a file that is named gives', () => {
  writeFileSync(join(folder, 'a'), 'abc');
  mkdirSync(join(folder, 'b'));
  symlinkSync(join(folder, 'a'), join(folder, 'c'));
  symlinkSync(join(folder, 'gone'), join(folder, 'd'));
  const read = (name: string, maxBytes = 10): string => {
    const found = disk.read(join(folder, name), { maxBytes });
    return found.kind === 'bytes' ? Buffer.from(found.bytes).toString() : found.kind === 'refused' ? found.reason : found.kind;
  };
  assert.deepEqual([read('a'), read('c'), read('b'), read('d'), read('x'), read('a/x')], ['abc', 'abc', 'folder', 'missing', 'missing', 'missing']);
  assert.equal(read('a', 2), 'it has 3 bytes, and at most 2 are read');
  assert.equal(disk.read('/dev/null', { maxBytes: 10 }).kind, 'refused', 'no device is opened');
  assert.deepEqual(disk.names(folder), [
    { name: 'a', kind: 'file' },
    { name: 'b', kind: 'folder' },
    { name: 'c', kind: 'file' },
    { name: 'd', kind: 'other' },
  ]);
  assert.equal(disk.names(join(folder, 'a')), undefined);
});

test('a large file comes in pieces, as often as it is asked for', () => {
  const path = join(folder, 'large');
  const bytes = Buffer.alloc(3 * 1024 * 1024 + 7, 'lens');
  writeFileSync(path, bytes);
  const found = disk.open(path);
  assert.equal(found.kind, 'pieces');
  if (found.kind !== 'pieces') return;
  for (const time of ['once', 'twice']) {
    const whole: Buffer[] = [];
    for (const piece of found.read()) whole.push(Buffer.from(piece));
    assert.ok(Buffer.concat(whole).equals(bytes), time);
  }
  appendFileSync(path, 'more');
  assert.throws(
    () => [...found.read()],
    (error) => error instanceof SealwrightError && error.code === 'SUBJECT_CHANGED',
  );
});

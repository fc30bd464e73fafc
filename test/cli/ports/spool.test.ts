import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { limits, SealwrightError } from '../../../src/base/index.ts';
import { disk } from '../../../src/cli/ports/disk.ts';
import { spool } from '../../../src/cli/ports/spool.ts';

/** Gives temporary files a place of their own, and what is left in it. */
function inFolder(use: (left: () => readonly string[]) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-spool-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    use(() => readdirSync(folder));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

test('what is put aside is read again in any order, and a piece that is overwritten later is what it was', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 }), fc.array(fc.tuple(fc.nat(300), fc.nat(80))), (pieces, reads) => {
      const kept = spool.open();
      const buffer = new Uint8Array(40);
      for (const piece of pieces) {
        buffer.set(piece);
        kept.write(buffer.subarray(0, piece.length));
      }
      const whole = Buffer.concat(pieces);
      assert.equal(kept.size(), whole.length);
      for (const [offset, length] of reads) assert.deepEqual(Buffer.from(kept.at(offset, length)), Buffer.from(whole.subarray(offset, offset + length)));
      kept.close();
    }),
  );
});

test('what is more than memory is to hold goes to a file that has no name', { skip: process.platform === 'win32' }, () => {
  inFolder((left) => {
    const kept = spool.open();
    const piece = Buffer.alloc(1024 * 1024 + 1, 'abcdefg');
    const pieces = Math.ceil(limits.maxSpoolMemoryBytes / piece.length) + 2;
    for (let i = 0; i < pieces; i += 1) kept.write(piece);
    assert.equal(kept.size(), pieces * piece.length);
    for (const offset of [0, 5, piece.length - 3, limits.maxSpoolMemoryBytes - 3, kept.size() - 4]) {
      const expected = Buffer.from(Array.from({ length: Math.min(7, kept.size() - offset) }, (_, i) => piece[(offset + i) % piece.length] ?? 0));
      assert.deepEqual(Buffer.from(kept.at(offset, 7)), expected, String(offset));
    }
    assert.deepEqual(left(), []);
    kept.close();
    assert.deepEqual(left(), []);
  });
});

test('without a place for temporary files it is said what to do', { skip: process.platform === 'win32' }, () => {
  inFolder(() => {
    process.env['TMPDIR'] = '/proc/is-not-there';
    const kept = spool.open();
    const piece = Buffer.alloc(16 * 1024 * 1024);
    assert.throws(
      () => {
        for (let i = 0; i < 6; i += 1) kept.write(piece);
      },
      (error) => error instanceof SealwrightError && error.code === 'SPOOL_FULL' && /TMPDIR/.test(error.details.hint ?? ''),
    );
    kept.close();
  });
});

test('a file of the disk is hashed to its end, and one that changed since it was opened is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-hash-'));
  try {
    const path = join(folder, 'file');
    for (const size of [0, 1, 1024 * 1024 - 1, 1024 * 1024, 3 * 1024 * 1024 + 5]) {
      const bytes = Buffer.alloc(size, 'abc');
      writeFileSync(path, bytes);
      const opened = disk.open(path);
      assert.ok(opened.kind === 'pieces');
      assert.equal(await opened.sha256(), hash('sha256', bytes));
      assert.deepEqual(Buffer.from(opened.at(1, 4)), bytes.subarray(1, 5));
    }
    const opened = disk.open(path);
    assert.ok(opened.kind === 'pieces');
    writeFileSync(path, 'shorter');
    await assert.rejects(opened.sha256(), (error) => error instanceof SealwrightError && error.code === 'SUBJECT_CHANGED');
    rmSync(path);
    await assert.rejects(opened.sha256(), (error) => error instanceof SealwrightError && error.code === 'FILE_UNREADABLE');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Journal } from '../../src/release/journal.ts';
import type { JournalFile } from '../../src/release/journal.ts';

interface MemoryFile extends JournalFile {
  bytes: Buffer;
}

function memoryFile(bytes: Buffer = Buffer.alloc(0)): MemoryFile {
  const file: MemoryFile = {
    bytes,
    read: () => file.bytes,
    append: (line) => void (file.bytes = Buffer.concat([file.bytes, Buffer.from(line)])),
    truncate: (length) => void (file.bytes = file.bytes.subarray(0, length)),
  };
  return file;
}

const steps = [
  { id: 'freeze', phase: 'prepare' },
  { id: 'upload', phase: 'stage' },
  { id: 'verify', phase: 'verify' },
  { id: 'flip', phase: 'publish' },
  { id: 'pypi', phase: 'final' },
];

function written(): MemoryFile {
  const file = memoryFile();
  const journal = Journal.open(file, 'journal');
  journal.write({ kind: 'planned', name: 'v1', plan: 'abc', paths: ['dist/lens'] });
  journal.write({ kind: 'done', step: 'freeze', facts: { outputs: { lens: 'f'.repeat(64) } } });
  journal.write({ kind: 'done', step: 'upload', facts: { draft: 7, draftWas: 'made' } });
  return file;
}

test('a journal says where the release stands', () => {
  const file = memoryFile();
  const journal = Journal.open(file, 'journal');
  assert.equal(journal.state(steps), 'planned');
  const rows = [
    { entry: { kind: 'done', step: 'freeze', facts: {} }, state: 'frozen' },
    { entry: { kind: 'done', step: 'upload', facts: {} }, state: 'staged' },
    { entry: { kind: 'done', step: 'verify', facts: {} }, state: 'verified' },
    { entry: { kind: 'begun', step: 'flip' }, state: 'partly-published' },
    { entry: { kind: 'done', step: 'flip', facts: {} }, state: 'partly-published' },
    { entry: { kind: 'begun', step: 'pypi' }, state: 'partly-published' },
    { entry: { kind: 'done', step: 'pypi', facts: {} }, state: 'published' },
  ] as const;
  for (const { entry, state } of rows) {
    journal.write(entry);
    assert.equal(journal.state(steps), state);
    assert.equal(Journal.open(file, 'journal').state(steps), state, 'read again it says the same');
  }
});

test('cut off anywhere it lacks the last lines and nothing else, and is written on', () => {
  const whole = written().bytes;
  const ends = [...whole.entries()].flatMap(([i, byte]) => (byte === 10 ? [i + 1] : []));
  for (let length = 0; length <= whole.length; length++) {
    const file = memoryFile(Buffer.from(whole.subarray(0, length)));
    const journal = Journal.open(file, 'journal');
    const lines = ends.filter((end) => end <= length).length;
    assert.deepEqual(
      [journal.plan !== undefined, journal.done('freeze') !== undefined, journal.done('upload')?.draft],
      [lines > 0, lines > 1, lines > 2 ? 7 : undefined],
    );
    journal.write({ kind: 'begun', step: 'flip' });
    assert.ok(Journal.open(file, 'journal').isPublic, `${length}`);
  }
});

test('a changed bit is found out wherever it is', () => {
  const whole = written().bytes;
  const said = (bytes: Buffer): string => {
    try {
      const journal = Journal.open(memoryFile(bytes), 'journal');
      return JSON.stringify([journal.plan, journal.done('freeze'), journal.done('upload')]);
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };
  const good = said(whole);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      const now = said(changed);
      // The end of the last line makes of it one that was cut off.
      if (at === whole.length - 1) assert.notEqual(now, good);
      else assert.equal(now, 'JOURNAL_DAMAGED');
    }),
  );
});

test('the paths of a plan are found in the text, which may be anything', () => {
  assert.deepEqual(Journal.plannedIn(written().bytes.toString()).paths, ['dist/lens']);
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(Journal.plannedIn(text).paths)));
  const chart = { path: 'a.tgz', name: 'a', version: '1.0.0' };
  const text = JSON.stringify({ kind: 'planned', paths: [1, 'a'], charts: [null, 'a', { path: 'a.tgz' }, chart] });
  assert.deepEqual(Journal.plannedIn(`${'0'.repeat(64)} ${text}`), { paths: ['a'], charts: [chart] });
});

import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { holdReleaseStore } from '../../src/cli/ports/release-store.ts';
import { releaseBench, sha256 } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const at = (...path: readonly string[]): string => join(bench.folder, ...path);
const modeOf = (...path: readonly string[]): number => statSync(at(...path)).mode & 0o777;
const declare = (more: object): void => bench.config({ signer: bench.signer, files: [{ path: 'dist/*', evidence: ['signature'] }], ...more });

test('what may be run when it is built may be run where it is published, also after a stop', async () => {
  chmodSync(bench.put('dist/lens', '#!/bin/sh\n'), 0o750);
  chmodSync(bench.put('dist/others-only', 'x\n'), 0o655);
  chmodSync(bench.put('dist/readme', 'text\n'), 0o664);
  declare({ folder: 'public' });
  bench.lab.fulcio.misbehave('server-error');
  assert.equal((await bench.release()).code, 3);
  bench.lab.fulcio.behave();
  const kept = '.sealwright/release/v1.2.3/files';
  assert.deepEqual([modeOf(kept, 'lens'), modeOf(kept, 'readme')], [0o700, 0o600]);
  // Stores of jobs keep bytes and no modes; what was built may be gone, and a kept copy may be spoiled.
  rmSync(at(kept, 'others-only'));
  chmodSync(at(kept, 'lens'), 0o600);
  rmSync(at('dist/lens'));
  const ran = await bench.release();
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(
    ['lens', 'others-only', 'readme', 'SHA256SUMS'].map((name) => modeOf('public', name)),
    [0o755, 0o644, 0o644, 0o644],
  );
});

test('what is changed after it was verified is not put into the folder', async () => {
  bench.put('dist/lens', '#!/bin/sh\n');
  const state = at('changed-state');
  const kept = join(state, 'v1.2.3/files/lens');
  const script = bench.put('spoil.sh', `#!/bin/sh\necho evil > ${kept}\n`);
  // A client runs last: here the folder has been published, and what the client spoils is its own.
  declare({
    folder: 'changed',
    packages: [
      { name: 'one', files: 'dist/lens', run: ['sh', script] },
      { name: 'two', files: 'dist/lens', run: ['cp', '{files}', at('index')] },
    ],
  });
  mkdirSync(at('index'), { recursive: true });
  const ran = await bench.release(['--state', state]);
  assert.equal(ran.code, 1, ran.err);
  assert.match(ran.err, /the kept copy of lens was changed after it was verified/);
  assert.deepEqual(readdirSync(at('index')), [], 'the next client gets nothing of it');
  assert.equal(readFileSync(at('changed/lens'), 'utf8'), '#!/bin/sh\n');
  writeFileSync(script, '#!/bin/sh\n');
  const again = await bench.release(['--state', state]);
  assert.equal(again.code, 0, again.err);
  assert.equal(readFileSync(at('index/lens'), 'utf8'), '#!/bin/sh\n', 'the source is what was frozen: it is kept anew');
});

test('a kept file with other bytes publishes nothing, and a folder that is there is compared by its bytes', (t) => {
  const held = holdReleaseStore(at('store'));
  t.after(held.close);
  const { store } = held;
  const file = (text: string) => ({ name: 'a', sha256: sha256(text), executable: false });
  store.keep('a', [Buffer.from('a\n')]);
  assert.deepEqual(
    store.publishInto(at('sink'), [file('b\n')], () => undefined),
    { changed: 'a' },
  );
  assert.ok(!existsSync(at('sink')) && !readdirSync(bench.folder).some((name) => name.startsWith('sink')), 'nothing is left of it');
  assert.equal(
    store.publishInto(at('sink'), [file('a\n')], () => undefined),
    'published',
  );
  assert.equal(
    store.publishInto(at('sink'), [file('a\n')], () => undefined),
    'same',
  );
  assert.equal(
    store.publishInto(at('sink'), [file('b\n')], () => undefined),
    'other',
  );
  writeFileSync(at('sink/more'), '');
  assert.equal(
    store.publishInto(at('sink'), [file('a\n')], () => undefined),
    'other',
  );
  rmSync(at('sink/more'));
  // Read in pieces, to the last of them.
  const large = Buffer.alloc(2 * 1024 * 1024 + 1, 'a');
  store.keep('large', [large]);
  const whole = { name: 'large', sha256: sha256(large), executable: false };
  assert.equal(
    store.publishInto(at('sink-2'), [whole], () => undefined),
    'published',
  );
  assert.equal(
    store.publishInto(at('sink-2'), [whole], () => undefined),
    'same',
  );
  large[large.length - 1] = 0x62;
  writeFileSync(at('sink-2/large'), large);
  assert.equal(
    store.publishInto(at('sink-2'), [whole], () => undefined),
    'other',
  );
});

test('a journal that was cut short does not free the name for other bytes', async () => {
  const files = [{ path: 'cut-dist/*', evidence: ['signature'] }];
  bench.put('cut-dist/lens', 'lens\n');
  const other = ['--state', at('cut-2')];
  bench.config({ signer: bench.signer, files, folder: 'cut-out' });
  assert.equal((await bench.release(other)).code, 0);
  rmSync(at('cut-out'), { recursive: true });
  const journal = at('cut-2/v1.2.3/journal');
  const [first = ''] = readFileSync(journal, 'utf8').split('\n');
  for (const left of ['', `${first}\n`]) {
    writeFileSync(journal, left);
    bench.put('cut-dist/lens', 'other bytes\n');
    const ran = await bench.release(other);
    assert.match(ran.err, /it says nothing of SHA256SUMS\.sigstore\.json, which was made for a release of this name \[JOURNAL_DAMAGED\]/);
    assert.notEqual(ran.code, 0);
    assert.ok(!existsSync(at('cut-out')));
  }
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { filesOf, isPattern } from '../../../src/cli/attest/globs.ts';
import { disk } from '../../../src/cli/ports/disk.ts';

const top = mkdtempSync(join(tmpdir(), 'sealwright-globs-'));
after(() => rmSync(top, { recursive: true, force: true }));
for (const path of ['a.whl', 'b.tar.gz', '.hidden.whl', 'dist/a.whl', 'dist/sub/c.whl', 'dist/sub/deep/d.whl', 'dist/.git/e.whl', 'x[1].whl']) {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), path);
}
symlinkSync(top, join(top, 'dist/circle'));
const found = (pattern: string): readonly string[] | 'too-many' => {
  const files = filesOf(`${top}/${pattern}`, disk);
  return files === 'too-many' ? files : files.map((path) => path.slice(top.length + 1));
};

test('a star is of one name, two are of folders, and what begins with a dot is written out', () => {
  assert.deepEqual(found('*.whl'), ['a.whl', 'x[1].whl']);
  assert.deepEqual(found('?.whl'), ['a.whl']);
  assert.deepEqual(found('.*.whl'), ['.hidden.whl']);
  assert.deepEqual(found('*'), ['a.whl', 'b.tar.gz', 'x[1].whl']);
  assert.deepEqual(found('d*/*.whl'), ['dist/a.whl']);
  assert.deepEqual(found('dist/**/*.whl'), ['dist/a.whl', 'dist/sub/c.whl', 'dist/sub/deep/d.whl']);
  assert.deepEqual(found('**'), ['a.whl', 'b.tar.gz', 'dist/a.whl', 'dist/sub/c.whl', 'dist/sub/deep/d.whl', 'x[1].whl']);
  assert.deepEqual(found('**/deep/*'), ['dist/sub/deep/d.whl']);
  assert.deepEqual(found('*.none'), []);
  assert.deepEqual(found('none/*'), []);
});

test('a link to a folder is gone through where it is named, and not by two stars', () => {
  assert.deepEqual(found('dist/circle/*.gz'), ['dist/circle/b.tar.gz']);
  assert.deepEqual(found('dist/**/*.gz'), []);
});

test('brackets and braces are letters', () => {
  assert.equal(isPattern('x[1].whl'), false);
  assert.equal(isPattern('{a,b}'), false);
  assert.deepEqual(found('x[1]*'), ['x[1].whl']);
});

test('a pattern of many stars is matched in no time', () => {
  writeFileSync(join(top, 'a'.repeat(200)), '');
  const start = performance.now();
  assert.deepEqual(found(`${'*a'.repeat(100)}*b`), []);
  assert.ok(performance.now() - start < 1_000);
  rmSync(join(top, 'a'.repeat(200)));
});

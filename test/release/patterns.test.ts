import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { filled } from '../../src/release/names.ts';
import { looksInto, matching } from '../../src/release/patterns.ts';

const paths = ['dist/lens-1.2.3.tar.gz', 'dist/lens-1.2.3.whl', 'dist/.hidden', 'dist/sub/lens.whl', 'lens.whl', 'dist/a+b(1).zip'];

test('a pattern fits names of one folder', () => {
  const table = [
    { pattern: 'dist/*', is: ['dist/lens-1.2.3.tar.gz', 'dist/lens-1.2.3.whl', 'dist/a+b(1).zip'] },
    { pattern: 'dist/lens-*.tar.gz', is: ['dist/lens-1.2.3.tar.gz'] },
    { pattern: '*/*/*.whl', is: ['dist/sub/lens.whl'] },
    { pattern: '*.whl', is: ['lens.whl'] },
    { pattern: 'dist/.*', is: ['dist/.hidden'] },
    { pattern: 'dist/a+b(1).zip', is: ['dist/a+b(1).zip'] },
    { pattern: 'dist/a.b*', is: [] },
    { pattern: 'dist/lens-1.2.3.whl*l', is: [] },
    { pattern: 'dist', is: [] },
    { pattern: './dist/lens-*.whl', is: ['dist/lens-1.2.3.whl'] },
    { pattern: 'dist/./*.whl', is: ['dist/lens-1.2.3.whl'] },
    { pattern: 'dist/**', is: ['dist/lens-1.2.3.tar.gz', 'dist/lens-1.2.3.whl', 'dist/sub/lens.whl', 'dist/a+b(1).zip'] },
    { pattern: '**/*.whl', is: ['dist/lens-1.2.3.whl', 'dist/sub/lens.whl', 'lens.whl'] },
    { pattern: 'dist/**/lens.whl', is: ['dist/sub/lens.whl'] },
    { pattern: '**', is: ['dist/lens-1.2.3.tar.gz', 'dist/lens-1.2.3.whl', 'dist/sub/lens.whl', 'lens.whl', 'dist/a+b(1).zip'] },
    { pattern: '**/sub/**/lens.whl', is: ['dist/sub/lens.whl'] },
    { pattern: '**/sub/*/lens.whl', is: [] },
  ];
  for (const { pattern, is } of table) assert.deepEqual(matching(pattern, paths), is, pattern);
});

test('it fits as the same regular expression does', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 8 });
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '-', '*'), maxLength: 6 }), letters, (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '[^/]*')}$`).test(text);
      assert.equal(matching(pattern, [text]).length === 1, expected);
    }),
  );
});

test('folders fit as the same regular expression does', () => {
  const part = fc.constantFrom('a', 'b', '.h');
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', '*', '**'), { minLength: 1, maxLength: 5 }),
      fc.array(part, { minLength: 1, maxLength: 5 }),
      (pattern, path) => {
        const parts = pattern.map((one, i) =>
          one === '**'
            ? `(?:[^/.][^/]*/)${i === pattern.length - 1 ? '*[^/.][^/]*' : '*'}`
            : `${one === '*' ? '[^/.][^/]*' : one}${i === pattern.length - 1 ? '' : '/'}`,
        );
        assert.equal(matching(pattern.join('/'), [path.join('/')]).length === 1, new RegExp(`^${parts.join('')}$`).test(path.join('/')), pattern.join('/'));
      },
    ),
  );
});

test('a folder is looked into where something below it can fit', () => {
  const name = fc.constantFrom('a', 'b', '.h');
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b*', '*', '**', '.'), { minLength: 1, maxLength: 5 }),
      fc.array(name, { minLength: 2, maxLength: 5 }),
      (parts, path) => {
        const pattern = parts.join('/');
        if (matching(pattern, [path.join('/')]).length === 0) return;
        for (let i = 1; i < path.length; i++) assert.ok(looksInto(pattern, path.slice(0, i).join('/')), `${pattern} ${path.join('/')}`);
      },
    ),
  );
  for (const [pattern, folder] of [
    ['*.tgz', 'node_modules'],
    ['dist/*', 'src'],
    ['dist/*', 'dist/sub'],
    ['**/*.whl', '.git'],
  ] as const)
    assert.equal(looksInto(pattern, folder), false, pattern);
});

test('many stars take no longer than one', () => {
  const started = performance.now();
  assert.deepEqual(matching('*a'.repeat(200) + 'b', ['a'.repeat(5_000)]), []);
  assert.deepEqual(matching('**/'.repeat(200) + 'b', ['a/'.repeat(400) + 'a']), []);
  assert.ok(performance.now() - started < 2_000);
});

test('what stands in braces is filled in as it is', () => {
  assert.equal(filled('{name} {version} {other}', 'v1.2.3'), 'v1.2.3 1.2.3 {other}');
  assert.equal(filled('{version}', 'nightly'), 'nightly');
  assert.equal(filled('{name}', '$&'), '$&');
});

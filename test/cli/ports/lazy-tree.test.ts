import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { limits } from '../../../src/base/index.ts';
import { LazyTree } from '../../../src/cli/ports/lazy-tree.ts';
import type { FolderRead, SourceEntry, TreeSource } from '../../../src/cli/ports/tree-source.ts';

/** A source made of a function, which counts what it is asked. */
function source(entries: (folder: string) => FolderRead, links: Readonly<Record<string, string>> = {}): TreeSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    entries: (folder) => {
      asked.push(folder);
      return entries(folder);
    },
    readLink: (path) => (links[path] === undefined ? undefined : { target: links[path], leaves: links[path].startsWith('//') }),
    readBytes: () => ({ kind: 'bytes', bytes: Buffer.from('x') }),
  };
}

const entry = (name: string, kind: SourceEntry['kind']): SourceEntry => ({ name, kind });

test('asking for one path reads its folders only', () => {
  const tree = source((folder) => ({
    kind: 'entries',
    entries: folder.split('/').length > 3 ? [] : [entry('a', 'folder'), entry('b', 'folder'), entry('f', 'file')],
  }));
  const lazy = new LazyTree(tree);
  assert.equal(lazy.has('a/b/f'), true);
  assert.deepEqual(tree.asked, ['', 'a', 'a/b']);
  lazy.read('a/b/f');
  lazy.folder('a');
  assert.equal(tree.asked.length, 3);
});

test('a folder that cannot be read is refused under its path', () => {
  const lazy = new LazyTree(
    source((folder) =>
      folder === 'shut'
        ? { kind: 'refused', reason: 'the folder cannot be read (EACCES)' }
        : { kind: 'entries', entries: folder === '' ? [entry('shut', 'folder'), entry('f', 'file')] : [] },
    ),
  );
  assert.deepEqual(lazy.list(), ['f']);
  assert.deepEqual(lazy.refused(), [{ path: 'shut', reason: 'the folder cannot be read (EACCES)' }]);
});

test('the listing is bounded, and the deepest files are those left out', () => {
  const many = Array.from({ length: 60_000 }, (_, i) => entry(`f${i}`, 'file'));
  const lazy = new LazyTree(source((folder) => ({ kind: 'entries', entries: [...many, ...(folder.length < 20 ? [entry('d', 'folder')] : [])] })));
  const files = lazy.list();
  assert.ok(files.length <= limits.maxFilesListed);
  assert.ok(files.includes('f59999'));
  assert.match(lazy.refused()[0]?.reason ?? '', /not listed/);
});

test('any web of links ends, stays inside and lists only files that can be read', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const target = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '..', '.', ''), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
  const folder = fc.dictionary(
    name,
    fc.oneof(
      fc.constant('file'),
      fc.constant('folder'),
      target.map((t) => `link ${t}`),
    ),
  );
  fc.assert(
    fc.property(fc.array(folder, { minLength: 1, maxLength: 4 }), (shapes) => {
      const links: Record<string, string> = {};
      const tree = source((path) => {
        const depth = path === '' ? 0 : path.split('/').length;
        const shape = shapes[depth];
        const entries = Object.entries(shape ?? {}).map(([one, what]): SourceEntry => {
          if (what.startsWith('link ')) {
            links[path === '' ? one : `${path}/${one}`] = what.slice(5);
            return entry(one, 'link');
          }
          return entry(one, what === 'file' ? 'file' : 'folder');
        });
        return { kind: 'entries', entries };
      }, links);
      const lazy = new LazyTree(tree);
      for (const path of lazy.list()) {
        assert.equal(lazy.has(path), true);
        assert.equal(lazy.read(path).kind, 'text');
      }
      for (const asked of tree.asked) assert.ok(!asked.split('/').includes('..'));
    }),
    { numRuns: 200 },
  );
});

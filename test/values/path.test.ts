import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alternatives, concat, hole, lit, normalizePath, resolvePath, show, wild, type Text } from '../../src/values/index.ts';
import { choice, globOf, loopOver, textOf } from './text.ts';

const workspace = hole('github.workspace');

const rows: readonly { readonly what: string; readonly cwd: Text; readonly path: Text; readonly result: string }[] = [
  { what: 'a dot', cwd: lit(''), path: lit('.'), result: '' },
  { what: 'a path below the root', cwd: lit(''), path: lit('./dist//a/'), result: 'dist/a' },
  { what: 'a path below a folder', cwd: lit('sub'), path: lit('a'), result: 'sub/a' },
  { what: 'the folder itself', cwd: lit('sub'), path: lit('.'), result: 'sub' },
  { what: 'up', cwd: lit('a/b'), path: lit('../c'), result: 'a/c' },
  { what: 'above the root', cwd: lit('a'), path: lit('../../x'), result: '../x' },
  { what: 'absolute', cwd: lit('sub'), path: lit('/tmp/../x'), result: '/x' },
  { what: 'above the absolute root', cwd: lit(''), path: lit('/../x'), result: '/x' },
  { what: 'home', cwd: lit('sub'), path: lit('~/x'), result: '~/x' },
  { what: 'the workspace', cwd: lit('sub'), path: concat(workspace, lit('/dist/x')), result: 'dist/x' },
  { what: 'the workspace alone', cwd: lit('sub'), path: workspace, result: '' },
  { what: 'the workspace as folder', cwd: concat(workspace, lit('/a')), path: lit('b'), result: 'a/b' },
  { what: 'a known absolute unknown', cwd: lit('sub'), path: concat(hole('runner.temp'), lit('/x')), result: '{runner.temp}/x' },
  { what: 'an unknown name', cwd: lit('sub'), path: textOf('{v}/x'), result: 'sub/{v}/x' },
  { what: 'up from a partly known folder', cwd: lit(''), path: textOf('a-{v}/../x'), result: 'x' },
  { what: 'up from an unknown folder', cwd: lit('s'), path: textOf('{v}/../x/y'), result: '{parent(s/{v})}/x/y' },
  { what: 'up twice from an unknown folder', cwd: lit(''), path: textOf('{v}/../../x'), result: '{parent({parent({v})})}/x' },
  { what: 'up from a wildcard', cwd: lit(''), path: globOf('a/*/../x'), result: '{parent(a/*)}/x' },
  { what: 'wildcards stay', cwd: lit('s'), path: globOf('**/*.gz'), result: 's/**/*.gz' },
  { what: 'a choice of names stays together', cwd: lit('s'), path: concat(lit('./'), choice('k', 'a', 'b'), lit('.gz')), result: 's/{a,b}.gz' },
  { what: 'a choice of folders', cwd: lit('s'), path: concat(alternatives('k', [lit('..'), lit('a/b'), lit('')]), lit('/x')), result: '{x,s/a/b/x,/x}' },
  { what: 'a choice of working folders', cwd: alternatives('k', [lit(''), lit('a/..'), lit('b')]), path: lit('x'), result: '{x,x,b/x}' },
  { what: 'a name glued to the workspace', cwd: lit(''), path: concat(workspace, lit('-x')), result: '{github.workspace}-x' },
  {
    what: 'a choice of folders in the middle',
    cwd: lit('s'),
    path: concat(lit('d/'), alternatives('k', [lit('..'), lit('a/b'), lit('')]), lit('/x')),
    result: '{s/x,s/d/a/b/x,s/d/x}',
  },
  { what: 'a choice with the workspace', cwd: lit('s'), path: concat(alternatives('k', [workspace, lit('d')]), lit('/x')), result: '{x,s/d/x}' },
  { what: 'a loop variable', cwd: lit(''), path: concat(loopOver('f', 'dist/*'), lit('.sig')), result: 'dist/*.sig' },
  { what: 'a loop variable below a folder', cwd: lit('s'), path: loopOver('f', 'dist/*'), result: 's/dist/*' },
  { what: 'a loop variable of unresolved names', cwd: lit('s'), path: loopOver('f', './dist/*', '../x'), result: '{s/dist/*,x}' },
  { what: 'a loop variable of absolute names', cwd: lit('s'), path: loopOver('f', '/tmp/*'), result: '/tmp/*' },
];

for (const row of rows) {
  test(`paths: ${row.what}`, () => {
    const result = resolvePath(row.cwd, row.path);
    assert.equal(show(result), row.result);
    assert.deepEqual(normalizePath(result), result);
  });
}

test('a loop variable that needs no change stays itself', () => {
  const loop = loopOver('f', 'dist/*');
  assert.deepEqual(resolvePath(lit(''), loop), loop);
  assert.deepEqual(resolvePath(lit('s'), loop), concat(lit('s/'), loop));
  assert.deepEqual(resolvePath(lit(''), wild('*')), wild('*'));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alternatives,
  basename,
  byChoice,
  concat,
  derive,
  dirname,
  hole,
  holesOf,
  keyOf,
  lines,
  lit,
  lower,
  mapEach,
  mapPieces,
  mapText,
  replaceText,
  sameText,
  show,
  splitAt,
  stripPrefix,
  stripSuffix,
  substitute,
  substring,
  trim,
  upper,
  wild,
  words,
  type Hole,
  type Text,
} from '../../src/values/index.ts';
import { choice, globOf, loopOver, textOf } from './text.ts';

const shown = (texts: readonly Text[]): readonly string[] => texts.map(show);

test('splitting', () => {
  assert.deepEqual(shown(words(textOf('  a {v}-b\tc\n'))), ['a', '{v}-b', 'c']);
  assert.deepEqual(shown(lines(textOf('a {v}\r\n\n  b \n'))), ['a {v}', 'b']);
  assert.deepEqual(shown(splitAt(textOf('a,{v},'), /,/g)), ['a', '{v}', '']);
  assert.deepEqual(words(emptyOrSpace()), []);
});

function emptyOrSpace(): Text {
  return lit(' \t ');
}

test('splitting an alternative keeps its options apart', () => {
  const flags = alternatives('k', [lit('--push --quiet'), lit('')]);
  assert.deepEqual(shown(words(concat(lit('build '), flags, lit(' .')))), ['build', '{--push,}', '{--quiet,}', '.']);
  assert.deepEqual(shown(words(concat(lit('build'), choice('k', ' --push', ''), lit(' .')))), ['build', '{--push,.}', '{.,}']);
  assert.deepEqual(shown(words(choice('k', 'a b', 'c'))), ['{a,c}', '{b,}']);
  const glued = concat(lit('x'), choice('k', 'a b', 'c'), lit('y'));
  assert.deepEqual(shown(words(glued)), ['{xa,xcy}', '{by,}']);
  const many = concat(...Array.from({ length: 20 }, (_, i) => concat(lit('x'), choice(`k${i}`, 'a b', 'c'))));
  assert.ok(words(many).length > 0, 'bounded');
});

test('trimming', () => {
  assert.equal(show(trim(textOf(' \n a {v} '))), 'a {v}');
  assert.equal(show(trim(choice('k', ' a', 'b '))), '{a,b}');
  assert.deepEqual(trim(lit('  ')), []);
});

test('functions of whole strings go into choices and loops', () => {
  const twice = (value: string): string => value + value;
  assert.equal(show(mapText(textOf('ab'), 'twice', twice)), 'abab');
  assert.equal(show(mapText(concat(lit('x'), choice('k', 'a', 'b')), 'twice', twice)), '{xaxa,xbxb}');
  assert.equal(show(mapText(loopOver('f', 'a', 'b'), 'twice', twice)), '{aa,bb}');
  assert.deepEqual(mapText(hole('v'), 'twice', twice), derive('twice', hole('v')));
  assert.equal(show(mapPieces(textOf('a{v}'), 'tr', (value) => value.toUpperCase())), 'A{v}');
});

test('case', () => {
  assert.equal(show(lower(textOf('Ab{v}'))), 'ab{v}');
  assert.ok(sameText(lower(lower(hole('v'))), lower(hole('v'))));
  assert.ok(!sameText(lower(hole('v')), hole('v')));
  const digest = hole('d', { shape: 'sha256:[0-9a-f]{64}' });
  assert.ok(sameText(lower(digest), digest), 'there is nothing to change');
  assert.ok(!sameText(upper(digest), digest));
  assert.equal(show(upper(choice('k', 'a', 'b'))), '{A,B}');
  assert.equal(show(lower(loopOver('f', 'A', 'B'))), '{a,b}');
});

const names: readonly { readonly what: string; readonly text: Text; readonly base: string; readonly dir: string }[] = [
  { what: 'a plain path', text: lit('a/b/c.gz'), base: 'c.gz', dir: 'a/b' },
  { what: 'no folder', text: textOf('c-{v}.gz'), base: 'c-{v}.gz', dir: '.' },
  { what: 'an unknown folder', text: textOf('a/{v}/c'), base: 'c', dir: 'a/{v}' },
  { what: 'an unknown name', text: textOf('a/{v}'), base: '{v}', dir: 'a' },
  { what: 'the root', text: lit('/'), base: '/', dir: '/' },
  { what: 'a file in the root', text: lit('/a'), base: 'a', dir: '/' },
  { what: 'an end slash', text: lit('a/b//'), base: 'b', dir: 'a' },
  { what: 'a wildcard name', text: globOf('dist/*.gz'), base: '*.gz', dir: 'dist' },
  { what: 'a loop variable', text: loopOver('f', 'dist/*.gz', 'out/*.zip'), base: '{*.gz,*.zip}', dir: '{dist,out}' },
  { what: 'a loop variable and a suffix', text: concat(loopOver('f', 'dist/*.gz'), lit('.sig')), base: '*.gz.sig', dir: 'dist' },
  { what: 'a loop variable in a folder', text: concat(lit('dist/'), loopOver('f', '*.gz')), base: '*.gz', dir: 'dist' },
  { what: 'a loop variable with folders in a folder', text: concat(lit('x/'), loopOver('f', 'a/*.gz', 'b')), base: '{*.gz,b}', dir: '{dirname(x/{a/*.gz,b})}' },
  { what: 'any folders', text: globOf('**'), base: '*', dir: '{dirname(**)}' },
  { what: 'a choice', text: choice('k', 'a/b', 'c'), base: '{b,c}', dir: '{a,.}' },
  { what: 'an unknown that may hold a slash', text: hole('p', { shape: '.*' }), base: '{basename({p})}', dir: '{dirname({p})}' },
];

for (const row of names) {
  test(`the names of a path: ${row.what}`, () => {
    assert.equal(show(basename(row.text)), row.base);
    assert.equal(show(dirname(row.text)), row.dir);
  });
}

test('the image of a loop variable', () => {
  const loop = (...sources: readonly string[]): Hole => holesOf(loopOver('f', ...sources))[0]!;
  const same = mapEach(loop('dist/a', 'out/a'), 'basename', basename);
  assert.ok(same.kind === 'hole' && same.id === 'basename(f)' && same.each?.include.length === 1);
  const literal = mapEach(loop('a', 'b', '!b'), 'x', (name) => concat(name, lit('x')));
  assert.ok(literal.kind === 'hole' && show([literal]) === 'ax');
  const folders = mapEach(loop('dist/*', '!dist/a'), 'basename', basename);
  assert.ok(folders.kind === 'hole' && folders.each === undefined, 'another file of the excluded name may be there');
  const suffix = stripSuffix(loopOver('f', '*.tar.gz', '!x.tar.gz', '!y.zip'), lit('.tar.gz'));
  assert.ok(suffix[0]?.kind === 'hole' && show(suffix[0].each!.include[0]!) === '*' && suffix[0].each!.exclude.map(show).join() === 'x');
});

const strips: readonly {
  readonly what: string;
  readonly text: Text;
  readonly cut: string;
  readonly side: 'prefix' | 'suffix';
  readonly short: string;
  readonly long?: string;
}[] = [
  { what: 'a literal', text: lit('v1.2'), cut: 'v', side: 'prefix', short: '1.2' },
  { what: 'a literal that is not there', text: textOf('x{v}'), cut: 'v', side: 'prefix', short: 'x{v}' },
  { what: 'an unknown start', text: hole('tag'), cut: 'v', side: 'prefix', short: '{version}' },
  { what: 'a shape that begins otherwise', text: hole('n', { shape: '\\d+\\.\\d+' }), cut: 'v', side: 'prefix', short: '{n}' },
  { what: 'a known end', text: textOf('name-{v}.tar.gz'), cut: '.tar.gz', side: 'suffix', short: 'name-{v}' },
  { what: 'an unknown of the pattern', text: textOf('{n}-{v}.gz'), cut: '{n}-', side: 'prefix', short: '{v}.gz' },
  { what: 'the base name', text: textOf('a/{d}/c-{v}'), cut: '*/', side: 'prefix', short: '{d}/c-{v}', long: 'c-{v}' },
  { what: 'the folder', text: textOf('a/{d}/c'), cut: '/*', side: 'suffix', short: 'a/{d}', long: 'a' },
  { what: 'the extension of an unknown stem', text: textOf('{n}.gz'), cut: '.*', side: 'suffix', short: '{n}', long: '{strip-suffix .*({n}.gz)}' },
  { what: 'all', text: textOf('a{v}'), cut: '*', side: 'prefix', short: 'a{v}', long: '' },
  { what: 'a class', text: lit('v1'), cut: '[a-z]', side: 'prefix', short: '1' },
  { what: 'a negated class crosses slashes', text: lit('/1'), cut: '[!a-z]', side: 'prefix', short: '1' },
  { what: 'names of a loop', text: loopOver('f', 'dist/*.tar.gz'), cut: '.tar.gz', side: 'suffix', short: 'dist/*' },
  { what: 'names of a loop behind a folder', text: concat(lit('x/'), loopOver('f', '*.gz')), cut: '.gz', side: 'suffix', short: 'x/*' },
  { what: 'folders of a loop', text: loopOver('f', 'dist/*.gz'), cut: '*/', side: 'prefix', short: '*.gz', long: '*.gz' },
  { what: 'a choice', text: choice('k', 'v1', '2'), cut: 'v', side: 'prefix', short: '{1,2}' },
  { what: 'nothing', text: textOf('a{v}'), cut: '', side: 'prefix', short: 'a{v}' },
];

for (const row of strips) {
  test(`stripping: ${row.what}`, () => {
    const cut = globOf(row.cut, { crossing: true });
    const strip = row.side === 'prefix' ? stripPrefix : stripSuffix;
    assert.equal(show(strip(row.text, cut)), row.short);
    assert.equal(show(strip(row.text, cut, { longest: true })).replace('-longest', ''), row.long ?? row.short);
  });
}

test('the same strip of the same unknown is the same unknown', () => {
  assert.ok(sameText(stripPrefix(hole('tag'), lit('v')), stripPrefix(hole('tag'), lit('v'), { longest: true })));
  assert.ok(!sameText(stripPrefix(hole('tag'), lit('v')), stripPrefix(hole('tag'), lit('w'))));
  assert.ok(!sameText(stripPrefix(hole('tag'), lit('*')), stripPrefix(hole('tag'), wild('*'))));
  assert.ok(
    !sameText(stripPrefix(hole('tag'), globOf('v*', { crossing: true })), stripPrefix(hole('tag'), globOf('v*', { crossing: true }), { longest: true })),
  );
});

test('what surely was stripped can be put back', () => {
  const digest = hole('d', { shape: 'sha256:[0-9a-f]{64}' });
  const hex = stripPrefix(digest, lit('sha256:'));
  assert.equal(holesOf(hex)[0]!.shape, '[0-9a-f]{64}');
  assert.ok(sameText(concat(lit('img@sha256:'), hex), concat(lit('img@'), digest)));
  assert.ok(!sameText(concat(lit('img@sha512:'), hex), concat(lit('img@'), digest)));
  const tag = hole('t', { shape: 'v\\d+' });
  assert.ok(sameText(concat(lit('v'), stripPrefix(tag, lit('v'))), tag));
  assert.ok(!sameText(concat(lit('v'), stripPrefix(hole('t'), lit('v'))), hole('t')), 'a tag may have no v');
  assert.equal(keyOf(stripPrefix(hole('t', { shape: 'v?\\d+' }), lit('v'))).includes('strip-prefix'), true);
  const file = hole('g', { shape: '[a-z]+\\.gz' });
  assert.ok(sameText(concat(stripSuffix(file, lit('.gz')), lit('.gz.sig')), concat(file, lit('.sig'))));
});

test('replacing', () => {
  const replaced = (text: Text, from: string, to: string, options: Parameters<typeof replaceText>[3] = {}): string =>
    show(replaceText(text, globOf(from, { crossing: true }), textOf(to), options));
  assert.equal(replaced(lit('a/b/c'), '/', '-'), 'a-b/c');
  assert.equal(replaced(lit('a/b/c'), '/', '-', { all: true }), 'a-b-c');
  assert.equal(replaced(lit('foobar'), 'o*b', '{x}'), 'f{x}ar');
  assert.equal(replaced(lit('foobar'), 'bar', '', { at: 'start' }), 'foobar');
  assert.equal(replaced(lit('foobar'), 'ba*', '-', { at: 'end' }), 'foo-');
  assert.equal(replaced(textOf('foo-{v}'), 'o', '0'), 'f0o-{v}');
  assert.equal(replaced(textOf('v{v}'), 'v', '', { at: 'start' }), '{v}');
  assert.equal(replaced(textOf('a/{v}'), '/', '-', { all: true }), 'a-{replace-all /({v})}');
  assert.equal(replaced(concat(lit('a/'), hole('d', { shape: '[0-9a-f]+' })), '/', '-', { all: true }), 'a-{d}');
  assert.equal(replaced(choice('k', 'a/b', 'c'), '/', '-'), '{a-b,c}');
  assert.equal(replaced(loopOver('f', 'a/b', 'c/d'), '/', '-'), '{a-b,c-d}');
  assert.ok(!sameText(replaceText(hole('v'), lit('a'), lit('b')), replaceText(hole('v'), lit('a'), lit('c'))));
});

test('parts of a text', () => {
  const part = (text: Text, offset: number, length?: number): string => show(substring(text, offset, length));
  assert.equal(part(lit('abcdef'), 1, 3), 'bcd');
  assert.equal(part(lit('abcdef'), -3, 2), 'de');
  assert.equal(part(lit('abcdef'), 1, -2), 'bcd');
  assert.equal(part(lit('abc'), 5), '');
  assert.equal(part(textOf('abc{v}'), 1), 'bc{v}');
  assert.equal(part(textOf('abc{v}'), 1, 2), 'bc');
  assert.equal(part(textOf('{v}abc'), -2), 'bc');
  assert.equal(part(textOf('{v}abc'), 0, -1), '{v}ab');
  assert.equal(part(choice('k', 'abc', 'xyz'), 1), '{bc,yz}');
  const short = substring(hole('sha', { shape: '[0-9a-f]{40}' }), 0, 7);
  assert.equal(holesOf(short)[0]!.shape, '[0-9a-f]{7}');
  assert.ok(sameText(short, substring(hole('sha', { shape: '[0-9a-f]{40}' }), 0, 7)));
  assert.ok(!sameText(short, substring(hole('sha', { shape: '[0-9a-f]{40}' }), 0, 8)));
});

test('substitution reaches everywhere, and what was computed becomes another unknown', () => {
  const put = (text: Text): Text => substitute(text, (one) => (one.id === 'v' ? lit('1') : undefined));
  assert.equal(show(put(concat(textOf('a-{v}'), choice('k', '{v}', 'b')))), 'a-1{1,b}');
  const loop = loopOver('f', '{v}-*');
  assert.equal(show(put(loop)), '1-*');
  assert.ok(!sameText(put(loop), loop));
  const derived = lower(hole('v'));
  assert.ok(!sameText(put(derived), derived));
  assert.ok(sameText(put(derived), put(lower(hole('v')))));
  assert.ok(
    !sameText(
      put(derived),
      substitute(derived, (one) => (one.id === 'v' ? lit('2') : undefined)),
    ),
  );
  const other = textOf('{w}');
  assert.deepEqual(put(other), other);
});

test('a function is applied choice by choice under the same keys', () => {
  const text = concat(choice('k', 'a', 'b'), choice('l', 'x', 'y'));
  const marked = byChoice(text, (one) => concat(one, lit('!')));
  assert.equal(show(marked), '{{ax!,ay!},{bx!,by!}}');
  const kept = byChoice(
    text,
    (one) => concat(one, lit('!')),
    (piece) => piece.key === 'k',
  );
  assert.equal(show(kept), '{a{x,y}!,b{x,y}!}');
  const many = concat(...Array.from({ length: 12 }, (_, i) => choice(`k${i}`, 'a', 'b')));
  assert.equal(byChoice(many, (one) => one)[0]?.kind, 'hole', 'bounded');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oneText, render, templateProblems, templateReferences } from '../../src/catalog/template.ts';
import { show } from '../../src/values/index.ts';
import { scopeOf } from './support.ts';
import type { GivenTexts } from './support.ts';

interface Row extends GivenTexts {
  readonly what: string;
  readonly template: string;
  readonly is: readonly string[];
}

const rows: readonly Row[] = [
  { what: 'plain text', template: 'dist', is: ['dist'] },
  { what: 'an input', template: '{inputs.a}', inputs: { a: 'x' }, is: ['x'] },
  { what: 'text around an input', template: 'a-{inputs.a}.zip', inputs: { a: '${v}' }, is: ['a-{v}.zip'] },
  { what: 'an input that was not given is empty inside a text', template: 'Packages{inputs.a}', inputs: {}, is: ['Packages'] },
  { what: 'a blank input counts as not given', template: '{inputs.a}', inputs: { a: '' }, is: [''] },
  { what: 'lines', template: '{inputs.a | lines}', inputs: { a: 'x\n\n  y z \n' }, is: ['x', 'y z'] },
  { what: 'words', template: '{inputs.a | words}', inputs: { a: 'x  y\nz' }, is: ['x', 'y', 'z'] },
  { what: 'commas', template: '{inputs.a | commas}', inputs: { a: 'x, y,,z' }, is: ['x', 'y', 'z'] },
  { what: 'a list by lines and commas', template: '{inputs.a | list}', inputs: { a: 'x,y\nz' }, is: ['x', 'y', 'z'] },
  { what: 'commas inside braces do not split', template: '{inputs.a | paths}', inputs: { a: 'd/*.{x,y},z' }, is: ['d/*.x', 'd/*.y', 'z'] },
  { what: 'the toolkit knows no braces', template: '{inputs.a | toolkit-globs}', inputs: { a: 'd/{x,y}*' }, is: ['d/{x,y}*'] },
  { what: 'a folder before each', template: '{inputs.d}/{inputs.a | globs}', inputs: { d: 'out', a: 'x\ny' }, is: ['out/x', 'out/y'] },
  { what: 'a suffix after each', template: '{inputs.a | words}.sig', inputs: { a: 'x y' }, is: ['x.sig', 'y.sig'] },
  { what: 'braces in the template', template: '{inputs.d}/*.{whl,tar.gz}', inputs: { d: 'dist' }, is: ['dist/*.whl', 'dist/*.tar.gz'] },
  { what: '{file} stays', template: '{file}.sig', is: ['{file}.sig'] },
  { what: 'a fallback', template: '{inputs.a | or inputs.b | or github.ref_name}', inputs: { b: 'y' }, is: ['y'] },
  { what: 'the last fallback', template: '{inputs.a | or github.ref_name}', is: ['{github.ref_name}'] },
  { what: 'a fallback for a filter that finds nothing', template: '{inputs.a | after -o | or outputs.x}', inputs: { a: 'mod' }, is: ['{out.x}'] },
  { what: 'the word after a flag', template: '{inputs.a | after -o}', inputs: { a: 'mod -o ${d}/b.json -v' }, is: ['{d}/b.json'] },
  { what: 'the value of a flag', template: '{inputs.a | after --out}', inputs: { a: '--out=b.json' }, is: ['b.json'] },
  { what: 'the first word that is no flag', template: '{inputs.a | operand}', inputs: { a: '-f v1 --force' }, is: ['v1'] },
  { what: 'the last part of a path', template: '{inputs.a | basename}', inputs: { a: 'd/e/f.tgz' }, is: ['f.tgz'] },
  { what: 'the folder of a path', template: '{inputs.a | dir}', inputs: { a: 'd/e/f.tgz' }, is: ['d/e'] },
  { what: 'no scheme', template: '{inputs.a | noscheme}', inputs: { a: 'oci://r.io/a' }, is: ['r.io/a'] },
  { what: 'lower case', template: '{inputs.a | lower}', inputs: { a: 'GHCR.io/O/a' }, is: ['ghcr.io/o/a'] },
  { what: 'a tag without its prefix', template: '{inputs.a | refname}', inputs: { a: 'refs/tags/v1' }, is: ['v1'] },
  { what: 'a tag with an unknown name', template: '{inputs.a | refname}', inputs: { a: 'refs/tags/${t}' }, is: ['{t}'] },
  { what: 'a literal start dropped', template: '{inputs.a | drop v}', inputs: { a: 'v1' }, is: ['1'] },
  { what: 'attributes', template: '{inputs.a | attr name}', inputs: { a: 'type=image,"name=a,b",push=true\ntype=image,name=c' }, is: ['a', 'b', 'c'] },
  { what: 'an attribute with an unknown', template: '{inputs.a | attr dest}', inputs: { a: 'type=local,dest=${d}/x' }, is: ['{d}/x'] },
  { what: 'a JSON list', template: '{inputs.a | json}', inputs: { a: '["x", 1, "y"]' }, is: ['x', 'y'] },
  { what: 'what only looks like JSON', template: '{inputs.a | json}', inputs: { a: '[x' }, is: ['[x'] },
  { what: 'a placeholder', template: '{inputs.a | replace $t inputs.t}', inputs: { a: 'b-$t-$t', t: 'refs/tags/v1' }, is: ['b-v1-v1'] },
  { what: 'a placeholder that was not given', template: '{inputs.a | replace $t inputs.t}', inputs: { a: 'b-$t' }, is: ['b-{out.t}'] },
  { what: 'all words from the second on', template: '{args.1..}', args: ['a', 'b', '${c}'], is: ['b', '{c}'] },
  { what: 'a repeated flag', template: '{flags.tag}', flags: { tag: ['a', 'b'] }, is: ['a', 'b'] },
  { what: 'the environment', template: '{env.A}', env: { A: 'x' }, is: ['x'] },
  { what: 'standard input', template: '{stdin}', is: ['from stdin'] },
  { what: 'the callee', template: '{call.name}@{call.ref}', is: ['owner/repo@v1'] },
];

for (const row of rows) {
  test(`template: ${row.what}`, () => assert.deepEqual(render(row.template, scopeOf(row)).texts.map(show), row.is));
}

test('a leading ! takes a pattern out', () => {
  const rendered = render('{inputs.a | paths}', scopeOf({ inputs: { a: 'd/*\n!d/*.tmp' } }));
  assert.deepEqual(rendered.texts.map(show), ['d/*']);
  assert.deepEqual(rendered.exclude.map(show), ['d/*.tmp']);
});

test('given says whether some reference had a value', () => {
  assert.equal(render('{inputs.a}-{inputs.b}', scopeOf({ inputs: { b: 'x' } })).given, true);
  assert.equal(render('--config={inputs.a}', scopeOf({})).given, false);
  assert.equal(render('plain', scopeOf({})).given, true);
});

test('several texts in a field of one are joined by blanks', () => {
  assert.equal(show(oneText(render('{args.0..}', scopeOf({ args: ['a', 'b'] })))), 'a b');
});

test('wildcards in a template are wildcards', () => {
  assert.deepEqual(
    render('dist/*.whl', scopeOf({})).texts[0]?.map((piece) => piece.kind),
    ['lit', 'wild', 'lit'],
  );
});

const wrong = [
  { what: 'a misspelled root', template: '{input.a}', problem: /not a reference/ },
  { what: 'a filter that there is not', template: '{inputs.a | shout}', problem: /not a filter/ },
  { what: 'a filter without its word', template: '{inputs.a | drop}', problem: /takes 1 word/ },
  { what: 'a filter with a word too many', template: '{inputs.a | lines x}', problem: /takes 0 words/ },
  { what: 'a fallback that is no reference', template: '{inputs.a | or default}', problem: /not a reference/ },
];

for (const { what, template, problem } of wrong) test(`template: ${what} is a problem`, () => assert.match(templateProblems(template).join('\n'), problem));

test('references are listed, those of fallbacks too', () => {
  assert.deepEqual(templateReferences('{inputs.a | or inputs.b | replace $x inputs.c}/{env.D}'), ['inputs.a', 'inputs.b', 'inputs.c', 'env.D']);
});

test('a list too long becomes one unknown', () => {
  const rendered = render('{inputs.a | lines}', scopeOf({ inputs: { a: 'x\n'.repeat(10_000) } }));
  assert.equal(rendered.texts.length, 1);
  assert.equal(rendered.texts[0]?.[0]?.kind, 'hole');
});

test('any template and any input give texts', () => {
  const piece = fc.constantFrom(
    '{inputs.a}',
    '{inputs.a | paths}',
    '{inputs.a | attr k}',
    '{inputs.a | json | glob}',
    '{',
    '}',
    '|',
    'inputs.',
    '*',
    '{a,b}',
    '{file}',
    ' ',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.string(), (pieces, input) => {
      const rendered = render(pieces.join(''), scopeOf({ inputs: { a: input } }));
      for (const text of rendered.texts) assert.ok(Array.isArray(text));
    }),
  );
});

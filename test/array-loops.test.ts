// What the build makes of loops: the same answers as what is written, and nothing where it is no array.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loopsByIndex } from '../scripts/array-loops.ts';

/** Each says what it met; `by index` where the build changes it. */
const loops = [
  { what: 'an array', byIndex: true, body: 'for (const x of list()) said.push(x);' },
  { what: 'a block, and the same name in it', byIndex: true, body: "for (const x of list()) { said.push(x); { const x = 'inner'; said.push(x); } }" },
  { what: 'what may be one of two arrays', byIndex: true, body: 'for (const x of Math.random() < 2 ? list() : words) said.push(x);' },
  { what: 'a comma and an `in` behind the array', byIndex: true, body: "for (const x of 'a' in { a: 1 } ? list() : []) said.push(x);" },
  {
    what: 'items that are added on the way',
    byIndex: true,
    body: 'const all = list(); for (const x of all) { said.push(x); if (all.length < 6) all.push(x * 10); }',
  },
  { what: 'items that are taken away on the way', byIndex: true, body: 'const all = list(); for (const x of all) { said.push(x); all.shift(); }' },
  { what: 'another array put under its name', byIndex: true, body: 'let all = list(); for (const x of all) { said.push(x); all = []; }' },
  { what: 'break and continue', byIndex: true, body: 'for (const x of list()) { if (x === 1) continue; if (x === 3) break; said.push(x); }' },
  {
    what: 'break and continue by a label',
    byIndex: true,
    body: 'outer: for (const x of list()) for (const y of list()) { if (y > x) continue outer; if (x === 3) break outer; said.push(x, y); }',
  },
  {
    what: 'functions that keep an item',
    byIndex: true,
    body: 'const later: (() => number)[] = []; for (const x of list()) later.push(() => x); for (const one of later) said.push(one());',
  },
  { what: 'a name that is assigned', byIndex: true, body: 'for (let x of list()) { x += 1; said.push(x); }' },
  {
    what: 'an error on the way',
    byIndex: true,
    body: "try { for (const x of list()) { said.push(x); throw new Error('no'); } } catch (error) { said.push(String(error)); }",
  },
  { what: 'holes', byIndex: true, body: 'const all: (number | undefined)[] = [1, , 3]; for (const x of all) said.push(x ?? null);' },
  { what: 'pairs by a pattern', byIndex: true, body: 'for (const [a, b] of pairs()) said.push(b, a);' },
  { what: 'pairs, the second alone', byIndex: true, body: 'for (const [, b] of pairs()) said.push(b);' },
  { what: 'a pattern with a default', byIndex: true, body: 'for (const [a = 7] of [[1], []] as (readonly number[])[]) said.push(a);' },
  { what: 'a pattern with a rest', byIndex: true, body: 'for (const [a, ...more] of pairs()) said.push(a, more.length);' },
  { what: 'items with their numbers', byIndex: true, body: 'for (const [i, x] of list().entries()) said.push(i, x);' },
  { what: 'numbers with a pattern', byIndex: false, body: 'for (const [i, [a]] of pairs().entries()) said.push(i, a);' },
  { what: 'a map', byIndex: true, body: 'for (const [key, value] of new Map(pairs())) said.push(key, value);' },
  { what: 'a function that takes a pair', byIndex: true, body: 'said.push(...pairs().map(([a, b]) => `${a}${b}`));' },
  { what: 'a declaration that takes a pair apart', byIndex: true, body: 'const [first] = list(); const [, second] = list(); said.push(first!, second!);' },
  { what: 'a generator', byIndex: true, body: 'function* each() { for (const x of list()) yield x; } said.push(...each());' },
  {
    what: 'a set, also while it grows',
    byIndex: false,
    body: 'const all = new Set(list()); for (const x of all) { said.push(x); if (x < 5) all.add(x + 2); }',
  },
  { what: 'a text, by its characters', byIndex: false, body: "for (const c of 'a\u{1f511}b') said.push(c);" },
  { what: 'a text taken apart', byIndex: false, body: "const [a, b] = '\u{1f511}b'; said.push(a!, b!);" },
  {
    what: 'the steps of an iterator, closed early',
    byIndex: false,
    body: 'function* each() { try { yield 1; yield 2; } finally { said.push(9); } } for (const x of each()) { said.push(x); break; }',
  },
  {
    what: 'an array or a set',
    byIndex: false,
    body: 'const all: readonly number[] | ReadonlySet<number> = new Set(list()) as readonly number[] | ReadonlySet<number>; for (const x of all) said.push(x);',
  },
  { what: 'what nobody knows', byIndex: false, body: 'const all: any = list(); for (const x of all) said.push(x);' },
] as const;

const head = `type Said = string | number | null;
const words = ['a', 'b'] as unknown as readonly number[];
const list = (): number[] => [1, 2, 3];
const pairs = (): [string, number][] => [['a', 1], ['b', 2]];
`;

describe('loops by index', () => {
  const folder = mkdtempSync(join(tmpdir(), 'array-loops-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { target: 'es2024', module: 'nodenext', strict: true, noUncheckedIndexedAccess: true, types: [] }, include: ['*.ts'] }),
  );
  for (const [n, { body }] of loops.entries())
    writeFileSync(join(folder, `loop${n}.ts`), `${head}export function run(): Said[] { const said: Said[] = []; ${body} return said; }\n`);
  writeFileSync(join(folder, 'lie.ts'), 'export function run(all: number[]): number { let sum = 0; for (const x of all) sum += x; return sum; }\n');
  writeFileSync(join(folder, 'outside.ts'), 'export const said: number[] = []; for (const x of [1, 2]) said.push(x);\n');
  const texts = loopsByIndex(folder, () => true);

  const run = async (path: string): Promise<unknown> => ((await import(pathToFileURL(path).href)) as { readonly run: () => unknown }).run();

  for (const [n, { what, byIndex }] of loops.entries()) {
    test(what, async () => {
      const text = texts.get(`loop${n}.ts`);
      assert.equal(text !== undefined, byIndex);
      if (text === undefined) return;
      writeFileSync(join(folder, `made${n}.ts`), text);
      assert.deepEqual(await run(join(folder, `made${n}.ts`)), await run(join(folder, `loop${n}.ts`)));
    });
  }

  test('what is called an array and is none does not pass for an empty one', async () => {
    writeFileSync(join(folder, 'made-lie.ts'), texts.get('lie.ts') ?? '');
    const { run: sum } = (await import(pathToFileURL(join(folder, 'made-lie.ts')).href)) as { readonly run: (all: unknown) => number };
    assert.equal(sum([1, 2, 3]), 6);
    assert.throws(() => sum(new Set([1, 2, 3])), TypeError);
  });

  test('a loop outside of functions stays, as its variables would be those of the whole bundle', () => {
    assert.equal(texts.get('outside.ts'), undefined);
  });
});

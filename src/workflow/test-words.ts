/** How a test reads when it holds and when it does not. */
export interface TestWords {
  readonly holds: string;
  readonly fails: string;
}

const longest = 110;

/** Begins an unknown or a wildcard in a key. */
export const mark = '\u0001';

/**
 * Words for a test that a script made, from the key that two equal tests share: what is compared where that is short,
 * else the file, job and step that it stands in.
 */
export function testWords(key: string): TestWords {
  const known = worded.get(key);
  if (known !== undefined) return known;
  const words = wordsOf(key);
  if (worded.size >= maxWorded) worded.clear();
  worded.set(key, words);
  return words;
}

/** Choices are asked about again for each value that holds one. */
const worded = new Map<string, TestWords>();
const maxWorded = 1_000;

function wordsOf(key: string): TestWords {
  const negated = key.startsWith('!') && !key.slice(1).includes('&&') && !key.slice(1).includes('||');
  const inner = testWordsOf(negated ? key.slice(1) : key);
  return negated ? { holds: inner.fails, fails: inner.holds } : inner;
}

function testWordsOf(key: string): TestWords {
  const simple = compared(key);
  if (simple !== undefined && simple.holds.length <= longest && simple.fails.length <= longest) return simple;
  const place = placeOf(key);
  const where = place === undefined ? 'an earlier test' : `a test in ${place}`;
  return { holds: `${where} holds`, fails: `${where} does not hold` };
}

/** `equal(a;b)`, `match(a;b)`, `nonempty(a)`, `ok:…`: one comparison, and no more. */
function compared(key: string): TestWords | undefined {
  const status = /^ok:(.+)$/.exec(key);
  const place = status === null ? undefined : placeOf(key);
  if (place !== undefined) return { holds: `a command in ${place} succeeds`, fails: `a command in ${place} fails` };
  const form = /^(equal|match|nonempty)\(([\s\S]*)\)$/.exec(key);
  const sides = form === null ? undefined : splitSides(form[2]!);
  if (form === null || sides === undefined) return undefined;
  const [left = '', right] = sides.map(readable);
  switch (form[1]) {
    case 'nonempty':
      return right === undefined ? { holds: `${left} is not empty`, fails: `${left} is empty` } : undefined;
    case 'equal':
      return right === undefined ? undefined : { holds: `${left} is ${right || 'empty'}`, fails: `${left} is not ${right || 'empty'}` };
    default:
      return right === undefined ? undefined : { holds: `${left} is like ${right}`, fails: `${left} is not like ${right}` };
  }
}

/** The sides of a comparison: what stands between the semicolons outside names and brackets. Undefined for a compound. */
function splitSides(text: string): readonly string[] | undefined {
  const sides: string[] = [];
  let from = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const name = nameAt(text, i);
    if (name !== undefined) i = name.end - 1;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth < 0) return undefined;
    else if (text[i] === ';' && depth === 0) {
      sides.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...sides, text.slice(from)];
}

/** An unknown or a wildcard in a key: a mark, its length and its name. */
function nameAt(text: string, at: number): { readonly kind: string; readonly name: string; readonly end: number } | undefined {
  if (text[at] !== mark) return undefined;
  const head = /^([hwa])(\d{1,7}):/.exec(text.slice(at + 1, at + 12));
  if (head === null) return undefined;
  const start = at + 1 + head[0].length;
  const end = start + Number(head[2]);
  return { kind: head[1]!, name: text.slice(start, end), end };
}

function readable(text: string): string {
  let out = '';
  for (let i = 0; i < text.length;) {
    const name = nameAt(text, i);
    if (name === undefined) out += text[i++];
    else {
      out += name.kind === 'w' ? name.name.replace('***', '*').replace('???', '?') : name.kind === 'a' ? '…' : labelOf(name.name);
      i = name.end;
    }
  }
  return out;
}

/** `refs/tags/{tag}`: what a value is computed of stands for it. */
export function labelOf(name: string): string {
  const call = /^([^(]*)\(([\s\S]*)\)$/.exec(name);
  if (call !== null) return call[1]!.startsWith('.') ? `${call[1]!.slice(1)} of ${readable(call[2]!)}` : readable(call[2]!);
  const place = placeOf(name);
  if (place === undefined) return /^[\w.$-]{1,40}$/.test(name) ? name : '…';
  const own = /\/([^/]+)@[\d.]+$/.exec(name)?.[1] ?? '';
  return own === 'stdout' ? `the output of a command in ${place}` : own.startsWith('$') ? own : `a value of ${place}`;
}

/** The workflow file, job and step that an id was made in: `release.yml@push:tag/build/steps.sign/…`. */
export function placeOf(text: string): string | undefined {
  const found = text
    .split(mark)
    .map((part) => /([\w.-]+\.ya?ml)@[^/]*\/([^;()]*?\/)?steps\.([\w-]+)/.exec(part))
    .find((one) => one !== null);
  if (found === undefined || found === null) return undefined;
  const job = (found[2] ?? '').split('/').findLast((part) => part !== '') ?? '';
  const step = /^\d+$/.test(found[3]!) ? `step ${Number(found[3]) + 1}` : `step ${found[3]!}`;
  return [found[1]!, job === '' ? '' : `job ${job}`, step].filter((part) => part !== '').join(', ');
}

import { limits } from '../base/index.ts';
import { concat, derive, fingerprint, keyOf, nameSet, textOfEach, trim, type NameSet, type Text } from '../values/index.ts';
import { hasWild, type Field } from './fields.ts';
import type { Machine } from './machine.ts';

/**
 * What a loop goes over, one by one: a single value; every name of a set at once; or the parts of something unknown,
 * of which nothing is known but where they come from.
 */
export type Item =
  | { readonly kind: 'value'; readonly text: Text }
  | { readonly kind: 'set'; readonly set: NameSet; readonly from: readonly string[]; /** A bound left names out. */ readonly cut?: true }
  | { readonly kind: 'parts'; readonly text: Text; readonly of: Text };

/** The items of words. */
export function itemsOfFields(m: Machine, fields: readonly Field[]): readonly Item[] {
  return gather(
    fields.map((field): Item => {
      if (hasWild(field.text)) return itemOfNames(m.host.glob(nameSet([field.text]), m.scope.cwd));
      const set = listIn(m, field.text);
      if (set !== undefined) return set;
      return field.loose ? partsOf(field.text, 'item') : { kind: 'value', text: field.text };
    }),
  );
}

/** The names that a pattern stands for; one that is known alone is a value. */
function itemOfNames(set: NameSet): Item {
  const only = set.include.length === 1 && set.exclude.length === 0 ? set.include[0]! : undefined;
  return only === undefined || hasWild(only) ? { kind: 'set', set, from: [] } : { kind: 'value', text: only };
}

/** The items of a text's lines, or of its words. */
export function itemsOfText(m: Machine, text: Text, by: 'lines' | 'words' | 'quoted words'): readonly Item[] {
  return itemsOf(m, by === 'quoted words' ? quotedWords(text) : cut(text, by), by);
}

function cut(text: Text, by: 'lines' | 'words'): readonly Text[] {
  const runs: Text[] = [];
  let current: Text = [];
  for (const piece of text) {
    if (piece.kind !== 'lit') {
      current = concat(current, [piece]);
      continue;
    }
    const split = piece.text.split(by === 'lines' ? /[\n\0]/ : /[\s\0]+/);
    split.forEach((run, i) => {
      if (i > 0) {
        runs.push(current);
        current = [];
      }
      if (run !== '') current = concat(current, [{ kind: 'lit', text: run }]);
    });
  }
  runs.push(current);
  return runs.map((run) => (by === 'lines' ? trim(run) : run)).filter((run) => run.length > 0);
}

function itemsOf(m: Machine, runs: readonly Text[], by: 'lines' | 'words' | 'quoted words'): readonly Item[] {
  return gather(
    runs.map((run): Item => {
      const set = listIn(m, run);
      if (set !== undefined) return set;
      const only = run.length === 1 ? run[0]! : undefined;
      const many = only?.kind === 'hole' && only.each === undefined && (only.shape === undefined || only.shape.includes('\\s'));
      return many ? partsOf(run, by === 'lines' ? 'line' : 'item') : { kind: 'value', text: run };
    }),
  );
}

/** The words of a text as `xargs` reads them: quotes and backslashes keep blanks together. */
export function quotedWords(text: Text): readonly Text[] {
  const out: Text[] = [];
  let current: Text = [];
  let open = false;
  let quote = '';
  let escaped = false;
  const end = (): void => {
    if (open) out.push(current);
    current = [];
    open = false;
  };
  for (const piece of text) {
    if (piece.kind !== 'lit') {
      current = concat(current, [piece]);
      open = true;
      continue;
    }
    let run = '';
    const flush = (): void => {
      if (run !== '') current = concat(current, [{ kind: 'lit', text: run }]);
      run = '';
    };
    for (const c of piece.text) {
      if (escaped) {
        run += c;
        escaped = false;
      } else if (quote !== '') {
        if (c === quote) quote = '';
        else run += c;
      } else if (c === '\\') {
        escaped = true;
        open = true;
      } else if (c === '"' || c === "'") {
        quote = c;
        open = true;
      } else if (/[\s\0]/.test(c)) {
        flush();
        end();
      } else {
        run += c;
        open = true;
      }
    }
    flush();
  }
  end();
  return out;
}

function listIn(m: Machine, text: Text): Item | undefined {
  const list = text.find((piece) => m.isList(piece));
  if (list?.kind !== 'hole') return undefined;
  return { kind: 'set', set: textOfEach(text), from: [list.id, ...list.from] };
}

function partsOf(text: Text, how: string): Item {
  return { kind: 'parts', text: derive(how, text, { label: `each ${how} of ${labelOf(text)}` }), of: text };
}

function labelOf(text: Text): string {
  const only = text[0];
  return text.length === 1 && only?.kind === 'hole' ? only.label : 'a list';
}

/** Lists of which nothing is known: what a loop does with one of them it does with all. */
const maxUnknownParts = 4;

/** Sets, and values beside them, are one set; too many values are one too. */
function gather(items: readonly Item[]): readonly Item[] {
  const some = items.some((item) => item.kind === 'set');
  const parts = items.some((item) => item.kind === 'parts');
  const tooMany = items.length > limits.maxLoopUnroll;
  if (!some && !tooMany) return items;
  if (parts && !tooMany) return items;
  const whole = items.filter((item) => item.kind !== 'parts');
  if (items.length === 1) return items;
  const names = whole.flatMap((item) => (item.kind === 'set' ? item.set.include : [item.text]));
  const set = nameSet(
    names.slice(0, limits.maxFilesPerPlace),
    whole.flatMap((item) => (item.kind === 'set' ? item.set.exclude : [])),
  );
  const from = [...new Set(whole.flatMap((item) => (item.kind === 'set' ? item.from : [])))];
  // An exclusion of one part is no exclusion of the others: the union is then one unknown list.
  const mixed = whole.filter((item) => item.kind === 'set' && item.set.exclude.length > 0).length > 0 && whole.length > 1;
  const key = fingerprint(set.include.map(keyOf).join('|'));
  if (mixed) {
    const values = items.filter((item) => item.kind === 'value');
    const others = items.filter((item) => item.kind !== 'value');
    const first = [...others.slice(0, limits.maxLoopUnroll), ...values.slice(0, limits.maxLoopUnroll)];
    return first.length === items.length ? first : first.map((item) => (item.kind === 'set' ? { ...item, cut: true } : item));
  }
  const unknown = items.filter((item) => item.kind === 'parts');
  const isCut = names.length > limits.maxFilesPerPlace || unknown.length > maxUnknownParts;
  return [...unknown.slice(0, maxUnknownParts), { kind: 'set', set, from: from.length > 0 ? from : [`values#${key}`], ...(isCut ? { cut: true } : {}) }];
}

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
  | { readonly kind: 'set'; readonly set: NameSet; readonly from: readonly string[] }
  | { readonly kind: 'parts'; readonly text: Text; readonly of: Text };

/** The items of words. */
export function itemsOfFields(m: Machine, fields: readonly Field[]): readonly Item[] {
  return gather(
    fields.map((field): Item => {
      if (hasWild(field.text)) return { kind: 'set', set: m.host.glob(nameSet([field.text]), m.scope.cwd), from: [] };
      const set = listIn(m, field.text);
      if (set !== undefined) return set;
      return field.loose ? partsOf(field.text, 'item') : { kind: 'value', text: field.text };
    }),
  );
}

/** The items of a text's lines, or of its words. */
export function itemsOfText(m: Machine, text: Text, by: 'lines' | 'words'): readonly Item[] {
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
  const kept = runs.map((run) => (by === 'lines' ? trim(run) : run)).filter((run) => run.length > 0);
  return gather(
    kept.map((run): Item => {
      const set = listIn(m, run);
      if (set !== undefined) return set;
      const only = run.length === 1 ? run[0]! : undefined;
      const many = only?.kind === 'hole' && only.each === undefined && (only.shape === undefined || only.shape.includes('\\s'));
      return many ? partsOf(run, by === 'lines' ? 'line' : 'item') : { kind: 'value', text: run };
    }),
  );
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

/** Sets, and values beside them, are one set; too many values are one too. */
function gather(items: readonly Item[]): readonly Item[] {
  const some = items.some((item) => item.kind === 'set');
  const parts = items.some((item) => item.kind === 'parts');
  const tooMany = items.length > limits.maxLoopUnroll;
  if (!some && !tooMany) return items;
  if (parts && !tooMany) return items;
  const whole = items.filter((item) => item.kind !== 'parts');
  if (items.length === 1) return items;
  const set = nameSet(
    whole.flatMap((item) => (item.kind === 'set' ? item.set.include : [item.text])).slice(0, limits.maxFilesPerPlace),
    whole.flatMap((item) => (item.kind === 'set' ? item.set.exclude : [])),
  );
  const from = [...new Set(whole.flatMap((item) => (item.kind === 'set' ? item.from : [])))];
  // An exclusion of one part is no exclusion of the others: the union is then one unknown list.
  const mixed = whole.filter((item) => item.kind === 'set' && item.set.exclude.length > 0).length > 0 && whole.length > 1;
  const key = fingerprint(set.include.map(keyOf).join('|'));
  if (mixed)
    return [
      ...items.filter((item) => item.kind !== 'value').slice(0, limits.maxLoopUnroll),
      ...items.filter((item) => item.kind === 'value').slice(0, limits.maxLoopUnroll),
    ];
  return [...items.filter((item) => item.kind === 'parts').slice(0, 4), { kind: 'set', set, from: from.length > 0 ? from : [`values#${key}`] }];
}

import { concat, lit, mayIntersect, nameSet, show, textOfEach, wild, type Text } from '../values/index.ts';

/** More choices than anybody's names have; past it a choice stands for any text. */
const maxChoices = 64;
/** A longer name is nobody's either: nothing is read out of it. */
const maxLength = 2_000;

/** Whether a name as it is shown and one of a document's patterns can be the same. */
export function namesMeet(name: string, patterns: readonly Text[]): boolean {
  const shown = nameSet(patternsOfShown(name));
  return patterns.some((p) => mayIntersect(textOfEach(p), shown)) || patterns.some((p) => show(p) === name);
}

/**
 * Reads a name as it is shown back into patterns: `{label}` is an unknown and stands for any text, whatever braces are
 * in its label; `{a,b}` is a choice, and each of its options is a name. A comma with a space behind it belongs to a label.
 */
export function patternsOfShown(name: string): readonly Text[] {
  if (name.length > maxLength) return [lit(name)];
  let out: readonly Text[] = [[]];
  const add = (next: readonly Text[]): void => {
    out = next.length * out.length > maxChoices ? out.map((one) => concat(one, wild('*'))) : out.flatMap((one) => next.map((text) => concat(one, text)));
  };
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    if (name[at] === '*') {
      add([concat(lit(name.slice(from, at)), wild('*'))]);
      from = at + 1;
    }
    if (name[at] !== '{') continue;
    const group = groupAt(name, at);
    if (group === undefined) continue;
    add([lit(name.slice(from, at))]);
    add(group.options.length > 1 ? group.options.flatMap(patternsOfShown) : [wild('*')]);
    at = group.end - 1;
    from = group.end;
  }
  add([lit(name.slice(from))]);
  return out;
}

/** The options between a brace and the one that closes it. */
function groupAt(name: string, start: number): { readonly options: readonly string[]; readonly end: number } | undefined {
  const options: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < name.length; at++) {
    const c = name[at];
    if (c === '{') depth++;
    else if (c === ',' && depth === 1 && name[at + 1] !== ' ') {
      options.push(name.slice(from, at));
      from = at + 1;
    } else if (c === '}' && --depth === 0) return { options: [...options, name.slice(from, at)], end: at + 1 };
  }
  return undefined;
}

import { concat, keyOf, literalOf } from './build.ts';
import { choose } from './choice.ts';
import type { Hole, NameSet, Text } from './text.ts';

/** An excluded pattern. */
export interface Excluded {
  readonly text: Text;
  /** False when the text may stand for more names than are excluded. */
  readonly exact: boolean;
}

/** One pattern of a set with what is taken from it; no alternatives and no loop variables are left in it. */
export interface Part {
  readonly text: Text;
  readonly exclude: readonly Excluded[];
  /** False when `text` may stand for more names than there are. */
  readonly exact: boolean;
}

const maxParts = 256;
const maxDepth = 16;
/** Patterns longer than this many characters are not compiled: any name may be in them. */
const maxPatternLength = 2_000;

const anyText: Text = [{ kind: 'wild', glob: '***' }];
const anything: Part = { text: anyText, exclude: [], exact: false };

/** The choices that a text or the sets of its loop variables make: key to the numbers of options it has. */
export function choicesOf(sets: readonly NameSet[]): ReadonlyMap<string, { readonly key: string; readonly count: number }> {
  const found = new Map<string, { key: string; count: number }>();
  const walk = (text: Text, depth: number): void => {
    for (const piece of text) {
      if (piece.kind === 'alt') {
        found.set(`${piece.options.length}:${piece.key}`, { key: piece.key, count: piece.options.length });
        for (const option of piece.options) walk(option, depth);
      } else if (piece.kind === 'hole' && piece.each !== undefined && depth < maxDepth) {
        for (const name of piece.each.include) walk(name, depth + 1);
        for (const name of piece.each.exclude) walk(name, depth + 1);
      }
    }
  };
  for (const set of sets) {
    for (const text of set.include) walk(text, 0);
    for (const text of set.exclude) walk(text, 0);
  }
  return found;
}

/** Takes one option for every alternative of that key and number of options, inside loop variables too. */
export function chooseInSet(set: NameSet, key: string, count: number, index: number): NameSet {
  const pick = (text: Text): Text => chooseDeep(text, key, count, index, 0);
  return { include: set.include.map(pick), exclude: set.exclude.map(pick) };
}

function chooseDeep(text: Text, key: string, count: number, index: number, depth: number): Text {
  const chosen = choose(text, key, count, index);
  if (depth > maxDepth || !chosen.some((piece) => piece.kind === 'hole' && piece.each !== undefined)) return chosen;
  return chosen.map((piece) => {
    if (piece.kind !== 'hole' || piece.each === undefined) return piece;
    const pick = (name: Text): Text => chooseDeep(name, key, count, index, depth + 1);
    return { ...piece, each: { include: piece.each.include.map(pick), exclude: piece.each.exclude.map(pick) } };
  });
}

/** The parts of a set without alternatives. */
export function partsOf(set: NameSet): readonly Part[] {
  const common = set.exclude.flatMap(excludedBy);
  const parts: Part[] = [];
  for (const text of set.include) {
    for (const part of partsOfText(text)) parts.push(common.length === 0 ? part : { ...part, exclude: [...part.exclude, ...common] });
  }
  return parts;
}

function excludedBy(text: Text): readonly Excluded[] {
  return partsOfText(text).map((part) => ({ text: part.text, exact: part.exact && part.exclude.length === 0 }));
}

/** The parts of one text: each loop variable is replaced by the names of its set. */
export function partsOfText(text: Text): readonly Part[] {
  if (!text.some((piece) => piece.kind === 'hole' && piece.each !== undefined)) {
    return [isTooLong(text) ? anything : { text, exclude: [], exact: true }];
  }
  const done: Part[] = [];
  const todo: { readonly part: Part; readonly depth: number }[] = [{ part: { text, exclude: [], exact: !related(text) }, depth: 0 }];
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    const loop = innermost(one.part.text);
    if (loop === undefined) {
      done.push(isTooLong(one.part.text) ? anything : one.part);
    } else if (one.depth >= maxDepth) {
      return [anything];
    } else {
      const next = replaceLoop(one.part, loop);
      for (let i = next.length - 1; i >= 0; i--) todo.push({ part: next[i]!, depth: one.depth + 1 });
    }
    if (done.length + todo.length > maxParts) return [anything];
  }
  return done;
}

function isTooLong(text: Text): boolean {
  if (literalOf(text) !== undefined) return false;
  let length = 0;
  for (const piece of text) length += piece.kind === 'lit' ? piece.text.length : 1;
  return length > maxPatternLength;
}

type Loop = Hole & { readonly each: NameSet };

function loopsIn(text: Text): readonly Loop[] {
  const found = new Map<string, Loop>();
  for (const piece of text) if (piece.kind === 'hole' && piece.each !== undefined) found.set(piece.id, piece as Loop);
  return [...found.values()];
}

/** A loop variable of the text that no other one's set depends on: it has to be replaced first, so that what it depends on is replaced everywhere at once. */
function innermost(text: Text): Loop | undefined {
  const loops = loopsIn(text);
  return loops.find((loop) => !loops.some((other) => other.id !== loop.id && dependsOn(other.each, loop.id, 0))) ?? loops[0];
}

function dependsOn(set: NameSet, id: string, depth: number): boolean {
  return [...set.include, ...set.exclude].some((text) =>
    text.some((piece) => piece.kind === 'hole' && (piece.id === id || (piece.each !== undefined && depth < maxDepth && dependsOn(piece.each, id, depth + 1)))),
  );
}

/** True when two loop variables of the text are computed from one another: they do not vary freely. */
function related(text: Text): boolean {
  const loops = loopsIn(text);
  return loops.some((a, i) => loops.slice(i + 1).some((b) => tied(a, b) && !dependsOn(a.each, b.id, 0) && !dependsOn(b.each, a.id, 0)));
}

function tied(a: Hole, b: Hole): boolean {
  return a.from.includes(b.id) || b.from.includes(a.id) || a.from.some((id) => b.from.includes(id));
}

function replaceLoop(part: Part, loop: Loop): readonly Part[] {
  const count = part.text.filter((piece) => piece.kind === 'hole' && piece.id === loop.id).length;
  const restVaries = part.text.some((piece) => varies(piece) && !(piece.kind === 'hole' && piece.id === loop.id));
  const result: Part[] = [];
  for (const name of loop.each.include) {
    const text = replaced(part.text, loop.id, name);
    const nameVaries = name.some((piece) => piece.kind === 'wild');
    let exact = part.exact && !(count > 1 && nameVaries);
    let exclude = part.exclude.map((one) => ({ text: replaced(one.text, loop.id, name), exact: one.exact }));
    if (exclude.length > 0 && nameVaries && part.exclude.some((one) => one.text.some((piece) => piece.kind === 'hole' && piece.id === loop.id))) {
      // What is excluded for one name of the loop is not excluded for another: the pattern alone says too much.
      exclude = [];
      exact = false;
    }
    if (loop.each.exclude.length > 0) {
      if (isAmong(name, loop.each.exclude)) continue;
      const surelyKept = literalOf(name) !== undefined && loop.each.exclude.every((one) => literalOf(one) !== undefined);
      if (!surelyKept) {
        if (restVaries || count > 1) exact = false;
        else exclude = [...exclude, ...loop.each.exclude.map((one) => ({ text: replaced(part.text, loop.id, one), exact: true }))];
      }
    }
    result.push({ text, exclude, exact: exact && !related(text) });
  }
  return result;
}

function varies(piece: Text[number]): boolean {
  return piece.kind === 'wild' || (piece.kind === 'hole' && piece.each !== undefined);
}

function isAmong(name: Text, list: readonly Text[]): boolean {
  const key = keyOf(name);
  return literalOf(name) !== undefined && list.some((one) => keyOf(one) === key);
}

function replaced(text: Text, id: string, name: Text): Text {
  return concat(...text.map((piece): Text => (piece.kind === 'hole' && piece.id === id ? name : [piece])));
}

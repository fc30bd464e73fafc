import { concat, keyOf, lit, literalOf } from './build.ts';
import { basename } from './folder.ts';
import { mayIntersect, nameSet, surelyIncludes } from './names.ts';
import { partsOf, partsOfText, type Part } from './parts.ts';
import { meetOfStars } from './stars.ts';
import type { NameSet, Text } from './text.ts';

/** More pairs of patterns than this are not described one by one. */
const maxPairs = 4_096;

/**
 * The names that a text stands for when it is used as a path: loop variables are replaced by their sets. Alternatives
 * stay: a text that is one of two names is not both. A text whose names no pattern describes stays as it is.
 */
export function textOfEach(text: Text): NameSet {
  const known = setsOfTexts.get(text);
  if (known !== undefined) return known;
  const made = setOfEach(text);
  setsOfTexts.set(text, made);
  return made;
}

/** One object for each text, so that what is worked out about the set is worked out once. */
const setsOfTexts = new WeakMap<Text, NameSet>();

function setOfEach(text: Text): NameSet {
  if (!text.some((piece) => piece.kind === 'hole' && piece.each !== undefined)) return nameSet([text]);
  const parts = partsOfText(text);
  const first = parts[0];
  if (first === undefined) return nameSet([]);
  if (parts.some((part) => !part.exact || part.exclude.some((one) => !one.exact))) return nameSet([text]);
  if (parts.length > 1 && parts.some((part) => part.exclude.length > 0) && !parts.every((part) => sameExclusions(part, first))) return nameSet([text]);
  return nameSet(
    parts.map((part) => part.text),
    first.exclude.map((one) => one.text),
  );
}

function sameExclusions(a: Part, b: Part): boolean {
  return a.exclude.length === b.exclude.length && a.exclude.every((one, i) => keyOf(one.text) === keyOf(b.exclude[i]!.text));
}

/**
 * What two sets have in common: exactly the names of `set` when `exact`, else at most those (and perhaps none).
 * Undefined when they surely have none.
 */
export function intersection(a: NameSet, b: NameSet): { readonly set: NameSet; readonly exact: boolean } | undefined {
  if (surelyIncludes(a, b)) return { set: b, exact: true };
  if (surelyIncludes(b, a)) return { set: a, exact: true };
  if (!mayIntersect(a, b)) return undefined;
  const exclude = distinct([...a.exclude, ...b.exclude]);
  if (a.include.length * b.include.length > maxPairs) {
    return { set: nameSet(a.include.length < b.include.length ? a.include : b.include, exclude), exact: false };
  }
  const found: Text[] = [];
  let exact = true;
  for (const one of a.include) {
    for (const other of b.include) {
      const [x, y] = [nameSet([one]), nameSet([other])];
      if (!mayIntersect(x, y)) continue;
      if (surelyIncludes(x, y)) found.push(other);
      else if (surelyIncludes(y, x)) found.push(one);
      else {
        const common = meetOfStars(one, other);
        found.push(...(common ?? [narrower(one, other)]));
        exact &&= common !== undefined;
      }
    }
  }
  return found.length === 0 ? undefined : { set: nameSet(distinct(found), exclude), exact };
}

/** The names of `a` that are not in `b`: all of them, and more only where `b` itself has exclusions that reach into `a`. */
export function difference(a: NameSet, b: NameSet): NameSet {
  const include = a.include.filter((text) => !surelyIncludes(b, nameSet([text], a.exclude)));
  const left = nameSet(include, a.exclude);
  const taken = b.include.filter((text) => {
    const one = nameSet([text]);
    return mayIntersect(left, one) && (b.exclude.length === 0 || !mayIntersect(one, nameSet(b.exclude)));
  });
  return nameSet(include, distinct([...a.exclude, ...taken]));
}

/** Whether a set surely has finitely many names: no wildcard is left in it when its loop variables are replaced. */
export function isFinite(set: NameSet): boolean {
  const wild = (text: Text): boolean => text.some((piece) => piece.kind === 'wild' || (piece.kind === 'alt' && piece.options.some(wild)));
  return partsOf(set).every((part) => !wild(part.text));
}

/** How many names a set has, when all are written out and nothing is excluded; else undefined. */
export function memberCount(set: NameSet): number | undefined {
  const names = new Set<string>();
  for (const part of partsOf(set)) {
    const value = literalOf(part.text);
    if (value === undefined || !part.exact || part.exclude.length > 0) return undefined;
    names.add(value);
  }
  return names.size;
}

function distinct(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [keyOf(text), text])).values()];
}

/** Of two patterns the one that says more: fewer wildcards, then fewer unknowns, then more literal characters. */
function narrower(a: Text, b: Text): Text {
  const count = (text: Text, kind: 'wild' | 'hole' | 'alt'): number => text.filter((piece) => piece.kind === kind).length;
  const letters = (text: Text): number => text.reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 0), 0);
  const order = count(a, 'wild') - count(b, 'wild') || count(a, 'hole') + count(a, 'alt') - count(b, 'hole') - count(b, 'alt') || letters(b) - letters(a);
  return order <= 0 ? a : b;
}

/**
 * The names of all sets together. Exclusions of one set that another's names may be in cannot be said of the whole:
 * `over` drops them (no name is missing, some may be too many), `under` keeps them (no name is too many).
 */
export function union(sets: readonly NameSet[], bound: 'over' | 'under'): NameSet {
  const include = distinct(sets.flatMap((set) => set.include));
  const exclude = distinct(sets.flatMap((set) => set.exclude));
  return nameSet(include, bound === 'under' ? exclude : exclude.filter((text) => sets.every((set) => !mayIntersect(set, nameSet([text])))));
}

/** The base names of a set of paths; `over` and `under` as in `union`. */
export function baseNames(paths: NameSet, bound: 'over' | 'under'): NameSet {
  const include = distinct(paths.include.map(basename));
  const anywhere: Text = [{ kind: 'wild', glob: '**' }];
  const exclude = distinct(paths.exclude.map(basename)).filter(
    (text) => bound === 'under' || !mayIntersect(paths, nameSet([text, concat(anywhere, lit('/'), text)])),
  );
  return nameSet(include, exclude);
}

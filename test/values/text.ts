import { alternatives, concat, hole, lit, nameSet, parseGlob, type NameSet, type Text } from '../../src/values/index.ts';

/** Reads `{name}` as an unknown and the rest as a literal. */
export function textOf(source: string): Text {
  return concat(...source.split(/(\{\w+\})/).map((part) => (/^\{\w+\}$/.test(part) ? hole(part.slice(1, -1)) : lit(part))));
}

/** The same with wildcards read. */
export function globOf(source: string, options: { readonly crossing?: boolean } = {}): Text {
  const [one] = parseGlob(textOf(source), { braces: false, ...options });
  return one!;
}

export function setOfGlobs(...sources: readonly string[]): NameSet {
  return nameSet(
    sources.filter((source) => !source.startsWith('!')).map((source) => globOf(source)),
    sources.filter((source) => source.startsWith('!')).map((source) => globOf(source.slice(1))),
  );
}

export function loopOver(id: string, ...sources: readonly string[]): Text {
  return hole(id, { each: setOfGlobs(...sources) });
}

export function choice(key: string, ...options: readonly string[]): Text {
  return alternatives(key, options.map(textOf));
}

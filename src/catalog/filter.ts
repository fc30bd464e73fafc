import { limits } from '../base/index.ts';
import {
  basename,
  concat,
  concatAll,
  derive,
  dirname,
  dropPrefix,
  lines,
  lit,
  literalOf,
  lower,
  mapText,
  parseGlob,
  splitAt,
  trim,
  wild,
  words,
} from '../values/index.ts';
import type { Piece, Text } from '../values/index.ts';

/** What a template's reference stands for while filters are applied: its texts, and those that a leading `!` takes out. */
export interface Picked {
  readonly texts: readonly Text[];
  readonly exclude: readonly Text[];
}

/** Filters that take no argument; the answer of each is a list. */
const plainFilters: Readonly<Record<string, (text: Text) => readonly Text[]>> = {
  lines,
  words,
  commas: (text) =>
    splitAtCommas(text)
      .map(trim)
      .filter((part) => part.length > 0),
  list: (text) =>
    lines(text)
      .flatMap(splitAtCommas)
      .map(trim)
      .filter((part) => part.length > 0),
  paths: (text) =>
    lines(text)
      .flatMap(splitAtCommas)
      .map(trim)
      .filter((part) => part.length > 0)
      .flatMap(globs),
  globs: (text) => lines(text).flatMap(globs),
  'toolkit-paths': (text) =>
    lines(text)
      .flatMap((line) => splitAt(line, /,/g))
      .map(trim)
      .filter((part) => part.length > 0)
      .flatMap(toolkitGlobs),
  'toolkit-globs': (text) => lines(text).flatMap(toolkitGlobs),
  glob: globs,
  json: jsonStrings,
  semicolons: (text) =>
    splitAt(text, /;/g)
      .map(trim)
      .filter((part) => part.length > 0),
  'go-template': (text) => [concat(...text.map((piece) => (piece.kind === 'lit' ? anyField(piece.text) : [piece])))],
  basename: (text) => [basename(text)],
  dir: (text) => [dirname(text)],
  noscheme: (text) => [dropPrefix(text, 'oci://') ?? dropPrefix(text, 'docker://') ?? text],
  operand: (text) =>
    words(text)
      .filter((word) => dropPrefix(word, '-') === undefined)
      .slice(0, 1),
  refname: (text) => [refName(text)],
  trim: (text) => [trim(text)],
  lower: (text) => [lower(text)],
};

/** How many words follow a filter; undefined for what is not a filter. `or` and `replace` are applied by the template, which knows other references. */
export function argumentsOf(name: string): number | undefined {
  if (Object.hasOwn(plainFilters, name)) return 0;
  return name === 'replace' ? 2 : ['drop', 'attr', 'after', 'or'].includes(name) ? 1 : undefined;
}

/** Applies a filter to every text of a picked value. Names that are not filters leave it as it is. */
export function applyFilter(picked: Picked, name: string, argument: string): Picked {
  if (name === 'drop') return { ...picked, texts: picked.texts.map((text) => dropWord(text, argument)) };
  if (name === 'attr') return { ...picked, texts: picked.texts.flatMap((text) => attributes(text, argument)) };
  if (name === 'after') return { ...picked, texts: picked.texts.flatMap((text) => wordAfter(text, argument)) };
  const filter = Object.hasOwn(plainFilters, name) ? plainFilters[name] : undefined;
  if (filter === undefined) return picked;
  const results = picked.texts.flatMap(filter);
  if (results.length > limits.maxFilesPerPlace) return { texts: [derive(name, concatAll(picked.texts))], exclude: picked.exclude };
  const texts: Text[] = [];
  const exclude: Text[] = [...picked.exclude];
  const excludes = name.endsWith('paths') || name.endsWith('globs');
  for (const text of results) {
    const rest = excludes ? dropPrefix(text, '!') : undefined;
    if (rest === undefined) texts.push(text);
    else exclude.push(rest);
  }
  return { texts, exclude };
}

/** A name with fields of a Go template in it (`{{.OS}}`), each of which may be any text. */
function anyField(text: string): Text {
  const parts = text.split(/\{\{[^{}]*\}\}/);
  return concat(...parts.flatMap((part, i) => (i === 0 ? [lit(part)] : [wild('*'), lit(part)])));
}

function globs(text: Text): readonly Text[] {
  return parseGlob(text);
}

/** The pattern language of GitHub's own toolkit, in which braces are ordinary characters. */
function toolkitGlobs(text: Text): readonly Text[] {
  return parseGlob(text, { braces: false });
}

/** The strings of a JSON list; a text that is not one stays as it is. */
function jsonStrings(text: Text): readonly Text[] {
  const value = literalOf(text);
  if (value === undefined || !value.trimStart().startsWith('[')) return [text];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === 'string').map(lit) : [text];
  } catch {
    return [text];
  }
}

/** Puts a value for each time that a word stands in the literals of a text. */
export function replaceWord(text: Text, word: string, value: Text): Text {
  return concat(
    ...text.map((piece): Text => {
      if (piece.kind === 'lit') return concatAll(piece.text.split(word).flatMap((part, i) => (i === 0 ? [lit(part)] : [value, lit(part)])));
      if (piece.kind === 'alt') return [{ kind: 'alt', key: piece.key, options: piece.options.map((option) => replaceWord(option, word, value)) }];
      return [piece];
    }),
  );
}

/** The word that follows a flag in a command line, or what stands after its `=`. */
function wordAfter(text: Text, flag: string): readonly Text[] {
  const all = words(text);
  const at = all.findIndex((word) => literalOf(word) === flag || dropPrefix(word, `${flag}=`) !== undefined);
  if (at === -1) return [];
  const joined = dropPrefix(all[at]!, `${flag}=`);
  return joined === undefined ? all.slice(at + 1, at + 2) : [joined];
}

/** A branch's or tag's name without `refs/heads/` or `refs/tags/`, which the release API drops too. */
export function refName(text: Text): Text {
  return (
    dropPrefix(text, 'refs/tags/') ??
    dropPrefix(text, 'refs/heads/') ??
    (text.length === 1 && text[0]?.kind === 'hole' && text[0].label === 'github.ref' ? derive('ref name of', text, { label: 'github.ref_name' }) : text)
  );
}

/** Drops a literal start. A text whose start is unknown becomes an unknown made from it, since the start may be there. */
function dropWord(text: Text, word: string): Text {
  const rest = dropPrefix(text, word);
  if (rest !== undefined) return rest;
  const value = literalOf(text);
  if (value !== undefined || text[0]?.kind === 'lit') return text;
  if (text.length === 1 && text[0]?.kind === 'alt')
    return mapText(text, `drop ${word}`, (option) => (option.startsWith(word) ? option.slice(word.length) : option));
  return derive(`drop ${word}`, text);
}

/** Splits at commas that stand outside braces and double quotes. */
function splitAtCommas(text: Text): readonly Text[] {
  if (!text.some((piece) => piece.kind === 'lit' && /[{"]/.test(piece.text))) return splitAt(text, /,/g);
  const out: Text[] = [];
  let current: Piece[] = [];
  let depth = 0;
  let quoted = false;
  for (const piece of text) {
    if (piece.kind !== 'lit') {
      current.push(piece);
      continue;
    }
    let start = 0;
    for (let i = 0; i < piece.text.length; i++) {
      const c = piece.text[i];
      if (c === '"') quoted = !quoted;
      else if (c === '{' && !quoted) depth++;
      else if (c === '}' && !quoted) depth = Math.max(0, depth - 1);
      else if (c === ',' && !quoted && depth === 0) {
        if (i > start) current.push({ kind: 'lit', text: piece.text.slice(start, i) });
        out.push(concat(current));
        current = [];
        start = i + 1;
      }
    }
    if (start < piece.text.length) current.push({ kind: 'lit', text: piece.text.slice(start) });
  }
  out.push(concat(current));
  return out;
}

/** The values of `key=` in lines of comma-separated attributes, where an attribute may be quoted as a whole: `type=image,"name=a,b"`. */
function attributes(text: Text, key: string): readonly Text[] {
  const found: Text[] = [];
  for (const entry of lines(text).flatMap(splitAtCommas)) {
    const bare = unquote(trim(entry));
    const value = dropPrefix(bare, `${key}=`);
    if (value === undefined) continue;
    found.push(
      ...splitAt(unquote(trim(value)), /,/g)
        .map(trim)
        .filter((part) => part.length > 0),
    );
  }
  return found;
}

function unquote(text: Text): Text {
  const opened = dropPrefix(text, '"');
  if (opened === undefined) return text;
  const last = opened.at(-1);
  if (last?.kind !== 'lit' || !last.text.endsWith('"')) return text;
  return concat(opened.slice(0, -1), lit(last.text.slice(0, -1)));
}

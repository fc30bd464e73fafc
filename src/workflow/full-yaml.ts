import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { CST, Document, Node as YamlNode, Pair, Scalar as YamlScalar } from 'yaml';
import { limits } from '../base/index.ts';
import type { Span } from '../base/index.ts';
import type { Node, Problem, Scalar } from './model.ts';
import { restoreNoBreakSpaces, NoBreakSpaces } from './no-break-space.ts';
import { blockEnd, WrittenScalar } from './scalar.ts';
import type { Source } from './scalar.ts';
import type { Style } from './runs.ts';
import type { Entry } from './yaml-read.ts';

/** One YAML document. `node` is undefined for an empty document and for one that cannot be trusted: then `problems` says why. */
export interface ParsedYaml {
  readonly node: Node | undefined;
  readonly problems: readonly Problem[];
}

/** Problems listed for one document; a broken file says the same thing many times. */
const maxProblems = 20;

class Unsafe extends Error {
  readonly start: number;
  readonly end: number;
  constructor(reason: string, start: number, end: number) {
    super(reason);
    this.start = start;
    this.end = end;
  }
}

function manyErrors(first: number): Unsafe {
  return new Unsafe('not valid YAML in many places, this being the first', first, first);
}

interface Anchor {
  readonly node: Node;
  /** Nodes in it, aliases expanded. */
  readonly weight: number;
  readonly height: number;
}

/** Reads any YAML through the `yaml` package's parser and composer. */
export class FullReader {
  readonly #source: Source;
  /** The text given to the parser, of the same length as the file. */
  readonly #parsed: string;
  readonly #spaces: NoBreakSpaces | undefined;
  #anchors = new Map<string, Anchor>();
  #open = new Set<string>();
  #problems: Problem[] = [];
  #nodes = 0;
  #added = 0;
  #aliases = 0;
  #deepest = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#spaces = source.text.includes('\u00a0') ? new NoBreakSpaces(source.text) : undefined;
    this.#parsed = this.#spaces === undefined ? source.text : this.#spaces.replaced;
  }

  documents(which: 'first' | 'all'): ParsedYaml[] {
    const found: ParsedYaml[] = [];
    try {
      const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
      this.#boundErrors(composer);
      for (const document of composer.compose(tokens(this.#parsed))) {
        if (found.length > 0 && which === 'first') {
          const start = document.range?.[0] ?? 0;
          found[0] = {
            node: found[0]!.node,
            problems: [...found[0]!.problems, this.#problem(start, start, 'the file holds more than one YAML document; only the first was read')],
          };
          break;
        }
        found.push(this.#document(document));
      }
    } catch (error) {
      found.push({ node: undefined, problems: [this.#stopped(error)] });
    }
    // A fault of the stream as a whole leaves no document of it trustworthy.
    const failed = found.at(-1);
    if (which === 'first' && found.length > 1 && failed !== undefined) return [failed];
    return found;
  }

  /** What was tolerated in the text itself. */
  notes(): readonly Problem[] {
    const at = this.#spaces?.firstStructural();
    return at === undefined ? [] : [this.#problem(at, at + 1, 'a no-break space (U+00A0) was read as a space; a YAML reader may refuse it')];
  }

  /**
   * Stops at the first errors of a document. The composer would collect one for every character of a hostile file,
   * and has no option against it: its private callback is the only place to count them.
   */
  #boundErrors(composer: Composer): void {
    const hooked = composer as unknown as { onError: (...args: readonly unknown[]) => void };
    const report = hooked.onError;
    let count = 0;
    let first = 0;
    hooked.onError = (...args) => {
      if (args[3] !== true) {
        if (count === 0) first = errorOffset(args[0]);
        if (++count > maxProblems) throw manyErrors(first);
      }
      report(...args);
    };
  }

  #document(document: Document.Parsed): ParsedYaml {
    this.#anchors = new Map();
    this.#open = new Set();
    this.#problems = [];
    const errors = document.errors
      .slice(0, maxProblems)
      .map((error) => this.#problem(error.pos[0], error.pos[1], `not valid YAML: ${uncapitalized(error.message)}`));
    if (errors.length > 0) return { node: undefined, problems: errors };
    if (document.contents === null) return { node: undefined, problems: [] };
    try {
      const node = this.#node(document.contents, 0);
      const empty = node.kind === 'scalar' && node.scalar.type === 'null' && node.span.start === node.span.end;
      return { node: empty ? undefined : node, problems: this.#problems };
    } catch (error) {
      return { node: undefined, problems: [this.#stopped(error)] };
    }
  }

  #node(node: YamlNode, depth: number): Node {
    this.#deepest = Math.max(this.#deepest, depth);
    const start = node.range?.[0] ?? 0;
    const end = node.range?.[1] ?? 0;
    if (depth > limits.maxYamlDepth) throw new Unsafe(`nested deeper than ${limits.maxYamlDepth} levels`, start, end);
    if (isAlias(node)) return this.#alias(node.source, start, end, depth);
    this.#nodes++;
    if (node.anchor === undefined) return this.#plainNode(node, start, end, depth);
    const before = this.#nodes + this.#added;
    const outer = this.#deepest;
    this.#deepest = depth;
    this.#open.add(node.anchor);
    const built = this.#plainNode(node, start, end, depth);
    this.#open.delete(node.anchor);
    this.#anchors.set(node.anchor, { node: built, weight: this.#nodes + this.#added - before + 1, height: this.#deepest - depth });
    this.#deepest = Math.max(outer, this.#deepest);
    return built;
  }

  #plainNode(node: YamlNode, start: number, end: number, depth: number): Node {
    if (isMap(node)) {
      const pairs = node.items as readonly Pair<YamlNode, YamlNode | null>[];
      const entries = this.#entries(pairs, this.#span(start, end), depth);
      const last = pairs.at(-1);
      return { kind: 'map', entries, span: this.#span(start, node.flow === true ? end : this.#endOf(last?.value ?? last?.key, end)) };
    }
    if (isSeq(node)) {
      const items = node.items as readonly YamlNode[];
      const built = items.map((item) => this.#node(item, depth + 1));
      return { kind: 'list', items: built, span: this.#span(start, node.flow === true ? end : this.#endOf(items.at(-1), end)) };
    }
    const scalar = node as YamlScalar;
    const span = start === end ? this.#emptySpan(start) : this.#span(start, this.#endOf(scalar, end));
    return { kind: 'scalar', scalar: this.#scalar(scalar, span), span };
  }

  /** Where a node's own text ends: block collections and block scalars do not reach over the blank lines and comments after them. */
  #endOf(node: YamlNode | null | undefined, fallback: number): number {
    if (node === null || node === undefined) return fallback;
    const end = node.range?.[1] ?? fallback;
    if (isMap(node) && node.flow !== true) {
      const last = node.items.at(-1) as Pair<YamlNode, YamlNode | null> | undefined;
      return this.#endOf(last?.value ?? last?.key, end);
    }
    if (isSeq(node) && node.flow !== true) return this.#endOf(node.items.at(-1) as YamlNode | undefined, end);
    if (node.range?.[0] === end) return this.#emptySpan(end).end;
    const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    return isBlock ? blockEnd(this.#parsed, node.range?.[0] ?? 0, end) : end;
  }

  /** An absent value stands right after its key or dash, not after the blanks that follow. */
  #emptySpan(at: number): Span {
    let start = at;
    while (start > 0 && this.#parsed[start - 1] === ' ') start--;
    return this.#span(start, start);
  }

  #scalar(node: YamlScalar, span: Span): Scalar {
    const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
    const type =
      node.value === null
        ? 'null'
        : typeof node.value === 'boolean'
          ? 'boolean'
          : typeof node.value === 'number' || typeof node.value === 'bigint'
            ? 'number'
            : 'string';
    const written = type === 'null' ? '' : (node.source ?? (typeof node.value === 'string' ? node.value : ''));
    const value = this.#spaces === undefined ? written : restoreNoBreakSpaces(this.#spaces, this.#source.text, span, style, written);
    return new WrittenScalar(this.#source, style, value, span, type);
  }

  #entries(pairs: readonly Pair<YamlNode, YamlNode | null>[], span: Span, depth: number): readonly Entry[] {
    const entries: { key: Scalar; value: Node }[] = [];
    const places = new Map<string, number>();
    const merged: Node[] = [];
    for (const pair of pairs) {
      const keyNode = pair.key === null ? undefined : this.#node(pair.key, depth + 1);
      const value = pair.value === null ? this.#missing(keyNode?.span ?? span) : this.#node(pair.value, depth + 1);
      if (keyNode !== undefined && keyNode.kind !== 'scalar') {
        this.#note(keyNode.span, 'a list or map as a key was skipped');
        continue;
      }
      const key = keyNode === undefined ? emptyScalar(value.span) : keyNode.scalar;
      if (key.value === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN') {
        merged.push(value);
        continue;
      }
      const place = places.get(key.value);
      if (place === undefined) {
        places.set(key.value, entries.length);
        entries.push({ key, value });
      } else {
        this.#note(key.span, `the key "${clip(key.value)}" is written twice; the last one was read`);
        entries[place] = { key, value };
      }
    }
    for (const source of merged) this.#merge(entries, places, source);
    return entries;
  }

  /** YAML's merge key: what the map itself says wins, then the earlier of several sources. */
  #merge(entries: { key: Scalar; value: Node }[], places: Map<string, number>, source: Node): void {
    if (source.kind === 'list' && source.items.every((item) => item.kind === 'map')) {
      for (const item of source.items) this.#merge(entries, places, item);
      return;
    }
    if (source.kind !== 'map') {
      this.#note(source.span, 'a merge key needs a map or a list of maps; it was skipped');
      return;
    }
    this.#spend(source.entries.length, source.span);
    for (const entry of source.entries) {
      if (places.has(entry.key.value)) continue;
      places.set(entry.key.value, entries.length);
      entries.push(entry);
    }
  }

  #alias(name: string, start: number, end: number, depth: number): Node {
    this.#aliases++;
    if (this.#aliases > limits.maxYamlAliases) throw new Unsafe(`more than ${limits.maxYamlAliases} aliases`, start, end);
    if (this.#open.has(name)) throw new Unsafe(`the alias *${clip(name)} stands inside what it names`, start, end);
    const anchor = this.#anchors.get(name);
    if (anchor === undefined) throw new Unsafe(`the alias *${clip(name)} names no anchor before it`, start, end);
    this.#spend(anchor.weight, this.#span(start, end));
    if (depth + anchor.height > limits.maxYamlDepth) throw new Unsafe(`nested deeper than ${limits.maxYamlDepth} levels`, start, end);
    this.#deepest = Math.max(this.#deepest, depth + anchor.height);
    return anchor.node;
  }

  #spend(nodes: number, span: Span): void {
    this.#added += nodes;
    if (this.#added > limits.maxYamlAliasNodes) throw new Unsafe(`aliases add more than ${limits.maxYamlAliasNodes} values`, span.start, span.end);
  }

  #missing(beside: Span): Node {
    const span = this.#span(beside.end, beside.end);
    return { kind: 'scalar', scalar: emptyScalar(span), span };
  }

  #note(span: Span, reason: string): void {
    if (this.#problems.length < maxProblems) this.#problems.push({ span, reason });
  }

  #problem(start: number, end: number, reason: string): Problem {
    return { span: this.#span(start, end), reason };
  }

  #stopped(error: unknown): Problem {
    if (error instanceof Unsafe) return this.#problem(error.start, error.end, error.message);
    if (error instanceof RangeError) return this.#problem(0, 0, 'too deeply nested or too large to read');
    throw error;
  }

  #span(start: number, end: number): Span {
    return this.#source.lines.span(start, end);
  }
}

/** The parser's tokens, stopped as soon as they nest too deep: the composer that takes them recurses. */
function* tokens(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  let errors = 0;
  let first = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') {
        if (errors === 0) first = token.offset;
        if (++errors > maxProblems) throw manyErrors(first);
      }
      yield token;
    }
    if (parser.stack.length > limits.maxYamlDepth + 4) throw new Unsafe(`nested deeper than ${limits.maxYamlDepth} levels`, parser.offset, parser.offset);
  }
  yield* parser.end();
}

const styles: Readonly<Record<string, Style>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** The offset in what the composer reports errors with: a number, a pair of numbers, or a token. */
function errorOffset(source: unknown): number {
  if (typeof source === 'number') return source;
  if (Array.isArray(source)) return Number(source[0]);
  return typeof source === 'object' && source !== null && 'offset' in source ? Number(source.offset) : 0;
}

function emptyScalar(span: Span): Scalar {
  return { value: '', span, type: 'null' };
}

function uncapitalized(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return clip(line.charAt(0).toLowerCase() + line.slice(1), 200);
}

function clip(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

import { parse, TomlError } from 'smol-toml';
import { LineIndex, limits, wholeFile } from '../../../base/index.ts';
import type { Span } from '../../../base/index.ts';
import type { Node, Problem, Scalar } from '../../../workflow/index.ts';

/** What a configuration text gives: its root, or the reasons why there is none. */
export interface ParsedConfig {
  readonly node: Node | undefined;
  readonly problems: readonly Problem[];
}

/** Reads TOML into the same nodes as YAML. A value's span is the line of its key, as far as a line-wise look finds it. */
export function parseToml(path: string, text: string): ParsedConfig {
  try {
    const places = new Places(path, text);
    return { node: toNode(parse(text, { maxDepth: limits.maxYamlDepth }), '', places.file, places, 0), problems: [] };
  } catch (error) {
    if (error instanceof TomlError) {
      const index = new LineIndex(path, text);
      const start = index.startOf(error.line);
      return { node: undefined, problems: [{ span: index.span(start, start + 1), reason: `not valid TOML: ${error.message.split('\n')[0] ?? ''}` }] };
    }
    if (error instanceof RangeError) return { node: undefined, problems: [{ span: wholeFile(path), reason: 'too deeply nested or too large to read' }] };
    throw error;
  }
}

/** Lines of keys and tables by their dotted path; items of an array of tables are told apart by their position. */
class Places {
  readonly #spans = new Map<string, Span>();
  readonly file: Span;

  constructor(path: string, text: string) {
    this.file = wholeFile(path);
    const index = new LineIndex(path, text);
    const counts = new Map<string, number>();
    let table: readonly string[] = [];
    let at = 0;
    for (const line of text.split('\n')) {
      const span = index.span(at, at + line.length);
      at += line.length + 1;
      const trimmed = line.trimStart();
      if (trimmed.startsWith('[[')) {
        const keys = dotted(trimmed.slice(2, Math.max(trimmed.indexOf(']'), 2)));
        const key = keys.join('\u0000');
        const count = counts.get(key) ?? 0;
        counts.set(key, count + 1);
        table = [...keys, String(count)];
        this.#note(table, span);
      } else if (trimmed.startsWith('[')) {
        table = dotted(trimmed.slice(1, Math.max(trimmed.indexOf(']'), 1)));
        this.#note(table, span);
      } else {
        const equals = trimmed.indexOf('=');
        if (equals > 0 && equals < 200) this.#note([...table, ...dotted(trimmed.slice(0, equals))], span);
      }
    }
  }

  #note(path: readonly string[], span: Span): void {
    const key = path.join('\u0000');
    if (!this.#spans.has(key)) this.#spans.set(key, span);
  }

  /** Of what a path names; undefined where no line has it. */
  of(path: string): Span | undefined {
    return this.#spans.get(path);
  }
}

function dotted(keys: string): readonly string[] {
  return keys.split('.').map((key) => key.trim().replace(/^["']|["']$/g, ''));
}

/** Turns a plain value, as a TOML reader gives it, into nodes; `path` is where it stands, and `span` the line of it or of what it is in. */
function toNode(value: unknown, path: string, span: Span, places: Places, depth: number): Node {
  if (depth > limits.maxYamlDepth) throw new RangeError('too deep');
  const within = (inner: unknown, key: string): Node => {
    const at = depth === 0 ? key : `${path}\u0000${key}`;
    return toNode(inner, at, places.of(at) ?? span, places, depth + 1);
  };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item, i) => within(item, String(i))), span };
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return {
      kind: 'map',
      entries: Object.entries(value).map(([key, inner]) => {
        const node = within(inner, key);
        return { key: scalar(key, node.span, 'string'), value: node };
      }),
      span,
    };
  }
  const type = typeof value === 'boolean' ? 'boolean' : typeof value === 'number' || typeof value === 'bigint' ? 'number' : 'string';
  const written =
    value instanceof Date
      ? value.toISOString()
      : typeof value === 'string'
        ? value
        : typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
          ? String(value)
          : '';
  return { kind: 'scalar', scalar: scalar(written, span, type), span };
}

function scalar(value: string, span: Span, type: Scalar['type']): Scalar {
  return { value, span, type };
}

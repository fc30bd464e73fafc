import { effectShapes, shapeOf, sinkShapes, subjectShapes } from './shape.ts';
import type { FieldShape, ObjectShape } from './shape.ts';
import { templateProblems } from './template.ts';
import { isRange } from './version.ts';

export type Path = readonly (string | number)[];

/** What is wrong with a row, and where in the data. */
export interface RowProblem {
  readonly code: 'CONFIG_MALFORMED';
  readonly path: Path;
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const maxItems = 1_000;
const maxCharacters = 10_000;
const maxDepth = 12;

/** Reads rows out of plain data, noting every problem with its path instead of stopping at the first. */
export class RowReader {
  readonly problems: RowProblem[] = [];

  note(path: Path, message: string, more: { readonly expected?: string; readonly got?: unknown } = {}): undefined {
    const got = more.got === undefined ? undefined : describe(more.got);
    this.problems.push({
      code: 'CONFIG_MALFORMED',
      path,
      message,
      ...(more.expected === undefined ? {} : { expected: more.expected }),
      ...(got === undefined ? {} : { got }),
    });
    return undefined;
  }

  /** A mapping with string keys, all of them known. */
  fields(value: unknown, path: Path, known: readonly string[]): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.note(path, 'not a mapping', { expected: 'a mapping', got: value });
    for (const key of Object.keys(value))
      if (!known.includes(key)) this.note([...path, key], `"${key.slice(0, 80)}" is not a field here`, { expected: known.join(', ') });
    return value as Fields;
  }

  /** A string; numbers and truth values of YAML are taken as they are written. */
  string(value: unknown, path: Path): string | undefined {
    if (typeof value === 'boolean' || typeof value === 'number') return String(value);
    if (typeof value !== 'string') return this.note(path, 'not a text', { expected: 'a text', got: value });
    if (value.length > maxCharacters) return this.note(path, 'too long', { expected: `at most ${maxCharacters} characters` });
    return value;
  }

  boolean(value: unknown, path: Path): boolean | undefined {
    return typeof value === 'boolean' ? value : this.note(path, 'not true or false', { expected: 'true or false', got: value });
  }

  list<T>(value: unknown, path: Path, item: (one: unknown, path: Path) => T | undefined): readonly T[] | undefined {
    if (!Array.isArray(value)) return this.note(path, 'not a list', { expected: 'a list', got: value });
    if (value.length > maxItems) return this.note(path, 'too many items', { expected: `at most ${maxItems}` });
    return value.map((one, i) => item(one, [...path, i])).filter((one) => one !== undefined);
  }

  strings(value: unknown, path: Path): readonly string[] | undefined {
    return this.list(value, path, (one, at) => this.string(one, at));
  }

  /** One string, or a list of them. */
  oneOrMore(value: unknown, path: Path): string | readonly string[] | undefined {
    return Array.isArray(value) ? this.strings(value, path) : this.string(value, path);
  }

  map(value: unknown, path: Path, item: (one: unknown, path: Path) => string | undefined): Readonly<Record<string, string>> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.note(path, 'not a mapping', { expected: 'a mapping of texts', got: value });
    const entries = Object.entries(value);
    if (entries.length > maxItems) return this.note(path, 'too many entries', { expected: `at most ${maxItems}` });
    return Object.fromEntries(
      entries.flatMap(([key, one]) => {
        const read = item(one, [...path, key]);
        return read === undefined ? [] : [[key, read] as const];
      }),
    );
  }

  template(value: unknown, path: Path): string | undefined {
    const text = this.string(value, path);
    if (text === undefined) return undefined;
    const [problem] = templateProblems(text);
    return problem === undefined ? text : this.note(path, problem, { expected: 'references such as {inputs.path} with known filters' });
  }

  /** One of the words of a table. */
  word(value: unknown, path: Path, words: readonly string[]): string | undefined {
    const text = typeof value === 'boolean' ? String(value) : value;
    return typeof text === 'string' && words.includes(text)
      ? text
      : this.note(path, 'not a word that is known here', { expected: words.join(', '), got: value });
  }

  /** An effect with its `when` and `choose`, or undefined when it cannot be used. */
  effect(value: unknown, path: Path): Fields | undefined {
    const kinds = Object.keys(effectShapes);
    const kind = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields)['kind'] : undefined;
    if (typeof kind !== 'string' || !kinds.includes(kind))
      return this.note([...path, 'kind'], 'not a kind of effect', { expected: kinds.join(', '), got: kind ?? null });
    const shape = shapeOf(effectShapes, kind) ?? {};
    const fields = this.fields(value, path, ['kind', 'when', 'choose', ...Object.keys(shape)]);
    if (fields === undefined) return undefined;
    const read = this.#object(fields, shape, path);
    if (fields['when'] !== undefined) read['when'] = this.condition(fields['when'], [...path, 'when'], 0);
    if (fields['choose'] !== undefined) read['choose'] = this.#choices(fields['choose'], shape, [...path, 'choose']);
    return { kind, ...read };
  }

  #object(fields: Fields, shape: ObjectShape, path: Path): Record<string, unknown> {
    const read: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(shape)) {
      const value = fields[name];
      if (value === undefined || value === null) {
        if (!isOptional(field)) this.note([...path, name], `"${name}" is missing`, { expected: expected(field) });
        continue;
      }
      const one = this.#field(value, field, [...path, name]);
      if (one !== undefined) read[name] = one;
    }
    return read;
  }

  #field(value: unknown, shape: FieldShape, path: Path): unknown {
    if (typeof shape !== 'string')
      return 'oneOf' in shape
        ? this.word(value, path, Object.keys(shape.oneOf))
        : this.list(value, path, (one, at) => this.word(one, at, Object.keys(shape.listOf)));
    switch (shape) {
      case 'text':
      case 'text?':
        return this.template(value, path);
      case 'texts':
      case 'texts?':
        return Array.isArray(value) ? this.list(value, path, (one, at) => this.template(one, at)) : this.template(value, path);
      case 'map':
      case 'map?':
        return this.map(value, path, (one, at) => this.template(one, at));
      case 'subject':
      case 'subject?':
        return this.#tagged(value, subjectShapes, path);
      case 'sink':
      case 'sink?':
        return this.#tagged(value, sinkShapes, path);
      case 'signer':
      case 'signer?':
        return this.#signer(value, path);
      case 'needs':
      case 'needs?':
        return this.list(value, path, (one, at) => this.#need(one, at));
      case 'boolean':
      case 'boolean?':
        return this.boolean(value, path);
      case 'boolean-or-unknown':
      case 'boolean-or-unknown?':
        return value === 'unknown' ? value : this.boolean(value, path);
      case 'strings':
      case 'strings?':
        return this.strings(value, path);
      case 'string':
      case 'string?':
        return this.string(value, path);
    }
  }

  #tagged(value: unknown, table: Readonly<Record<string, ObjectShape>>, path: Path): unknown {
    const kind = typeof value === 'object' && value !== null ? (value as Fields)['kind'] : undefined;
    const shape = typeof kind === 'string' ? shapeOf(table, kind) : undefined;
    if (shape === undefined)
      return this.note([...path, 'kind'], 'not a kind that is known here', { expected: Object.keys(table).join(', '), got: kind ?? null });
    const fields = this.fields(value, path, ['kind', ...Object.keys(shape)]);
    return fields === undefined ? undefined : { kind, ...this.#object(fields, shape, path) };
  }

  #signer(value: unknown, path: Path): unknown {
    const fields = this.fields(value, path, ['workflow', 'ref']);
    return fields === undefined
      ? undefined
      : { workflow: this.template(fields['workflow'], [...path, 'workflow']) ?? '', ref: this.template(fields['ref'], [...path, 'ref']) ?? '' };
  }

  #need(value: unknown, path: Path): unknown {
    const fields = this.fields(value, path, ['kind', 'name', 'scope', 'level', 'path', 'why']);
    if (fields === undefined) return undefined;
    const kind = this.word(fields['kind'], [...path, 'kind'], ['tool', 'permission', 'gpg-key', 'key-file', 'hosted-runner', 'own-workflow']);
    if (kind === undefined) return undefined;
    if (kind === 'tool') return { kind, name: this.string(fields['name'], [...path, 'name']) ?? '' };
    if (kind === 'gpg-key') return { kind };
    if (kind === 'key-file') return { kind, path: this.template(fields['path'], [...path, 'path']) ?? '' };
    if (kind === 'hosted-runner' || kind === 'own-workflow') return { kind, why: this.string(fields['why'], [...path, 'why']) ?? '' };
    return {
      kind,
      scope: this.string(fields['scope'], [...path, 'scope']) ?? '',
      level: this.word(fields['level'], [...path, 'level'], ['read', 'write']) ?? 'write',
    };
  }

  #choices(value: unknown, shape: ObjectShape, path: Path): unknown {
    const fields = this.fields(value, path, Object.keys(shape));
    if (fields === undefined) return undefined;
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, choice]) => {
        const field = shape[name];
        const at = [...path, name];
        const parts = field === undefined ? undefined : this.fields(choice, at, ['cases', 'undecided']);
        if (field === undefined || parts === undefined) return [];
        const cases = this.list(parts['cases'], [...at, 'cases'], (one, here) => {
          const pair = this.fields(one, here, ['when', 'value']);
          return pair === undefined
            ? undefined
            : { when: this.condition(pair['when'], [...here, 'when'], 0), value: this.#field(pair['value'], field, [...here, 'value']) };
        });
        const undecided = parts['undecided'] === undefined ? undefined : this.#field(parts['undecided'], field, [...at, 'undecided']);
        return [[name, { cases: cases ?? [], ...(undecided === undefined ? {} : { undecided }) }] as const];
      }),
    );
  }

  /** A condition, as deep as the bound. */
  condition(value: unknown, path: Path, depth: number): Fields | undefined {
    if (depth > maxDepth) return this.note(path, 'nested too deep', { expected: `at most ${maxDepth} levels` });
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.note(path, 'not a condition', { expected: 'a mapping such as {input: push, is: true}', got: value });
    const fields = value as Fields;
    const head = conditionHeads.find((one) => fields[one] !== undefined);
    if (head === undefined) return this.note(path, 'not a condition', { expected: conditionHeads.join(', '), got: Object.keys(fields).join(', ') });
    const at = [...path, head];
    if (head === 'all' || head === 'any') return { [head]: this.list(fields[head], at, (one, here) => this.condition(one, here, depth + 1)) ?? [] };
    if (head === 'not') return { not: this.condition(fields['not'], at, depth + 1) };
    if (head === 'pinned') return { pinned: this.boolean(fields['pinned'], at) };
    if (head === 'version') {
      const range = this.string(fields['version'], at);
      return range === undefined || isRange(range)
        ? { version: range }
        : this.note(at, 'not a range of versions', { expected: 'for instance ">=2.1 <3"', got: range });
    }
    if (head === 'permission' || head === 'unknown') return { [head]: this.string(fields[head], at) };
    if (head === 'event' || head === 'ref') return { [head]: this.oneOrMore(fields[head], at) };
    if (head === 'arg') {
      const by = fields['written'] === undefined ? 'matches' : 'written';
      this.fields(value, path, ['arg', by]);
      if (!Number.isSafeInteger(fields['arg'])) this.note(at, 'not a number', { expected: 'the position of a word, from 0', got: fields['arg'] });
      return { arg: fields['arg'], [by]: this.string(fields[by], [...path, by]) };
    }
    if (head === 'args') {
      this.fields(value, path, ['args', 'from']);
      return {
        args: this.word(fields['args'], at, ['some', 'none']),
        from: Number.isSafeInteger(fields['from'])
          ? fields['from']
          : this.note([...path, 'from'], 'not a number', { expected: 'a position', got: fields['from'] ?? null }),
      };
    }
    return this.#comparison(fields, head, path);
  }

  #comparison(fields: Fields, head: string, path: Path): Fields | undefined {
    const comparisons = ['set', 'is', 'matches', 'from', 'mentions'] as const;
    this.fields(fields, path, [head, ...comparisons]);
    const by = comparisons.find((one) => fields[one] !== undefined);
    if (by === undefined) return this.note(path, 'nothing to compare with', { expected: comparisons.join(', ') });
    const name = this.string(fields[head], [...path, head]);
    return { [head]: name, [by]: by === 'set' ? this.boolean(fields['set'], [...path, 'set']) : this.oneOrMore(fields[by], [...path, by]) };
  }
}

const conditionHeads = [
  'all',
  'any',
  'not',
  'input',
  'flag',
  'env',
  'github',
  'arg',
  'args',
  'event',
  'permission',
  'version',
  'pinned',
  'ref',
  'unknown',
] as const;

function isOptional(field: FieldShape): boolean {
  return typeof field === 'string' ? field.endsWith('?') : field.optional === true;
}

function expected(field: FieldShape): string {
  if (typeof field !== 'string') return Object.keys('oneOf' in field ? field.oneOf : field.listOf).join(', ');
  return field === 'text' ? 'a text' : field === 'texts' ? 'a text or a list of texts' : `a ${field}`;
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 80) : value) ?? typeof value;
}

import { hole, lit } from '../../src/values/index.ts';
import type { Datum, Text } from '../../src/values/index.ts';
import type { EvalContext, Scalar } from '../../src/workflow/index.ts';

/** A scalar that stands in no file. */
export function scalar(value: string, type: Scalar['type'] = 'string'): Scalar {
  return { value, type, span: { file: 'test.yml', start: 0, end: 0, line: 1, column: 1, endLine: 1 } };
}

export function text(value: string | Text): Datum {
  return { kind: 'text', text: typeof value === 'string' ? lit(value) : value };
}

export function map(entries: Readonly<Record<string, Datum>>): Datum {
  return { kind: 'map', entries: new Map(Object.entries(entries)) };
}

export function list(...items: readonly Datum[]): Datum {
  return { kind: 'list', items };
}

/** A context that knows these dotted paths and nothing else. */
export function context(known: Readonly<Record<string, Datum | string>>): EvalContext {
  return {
    lookup(path) {
      const value = known[path.join('.')];
      return typeof value === 'string' ? text(value) : value;
    },
    id: (what) => what,
  };
}

/** An unknown that may be any string. */
export function unknown(id: string): Text {
  return hole(id);
}

import {
  basename,
  concatAll,
  derive,
  dirname,
  emptyText,
  join,
  keyOf,
  lit,
  literalOf,
  lower,
  mapPieces,
  mapText,
  replaceText,
  stripPrefix,
  stripSuffix,
  trim,
} from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import { boolValue, equalValues, print, textValue, truthOf } from './value.ts';
import type { Value } from './value.ts';

/** What a function of the templates needs from outside. */
export interface FunctionScope {
  readonly env: (name: string) => Text | undefined;
}

/**
 * Applies a function of GoReleaser's templates (internal/tmpl/tmpl.go, and those of text/template itself). A function
 * that is not known, or whose arguments are not, gives an unknown derived from them.
 */
export function callFunction(name: string, args: readonly Value[], scope: FunctionScope): Value {
  const texts = args.map(print);
  const known = texts.map(literalOf);
  const first = texts[0] ?? emptyText;
  const all = known.every((k) => k !== undefined);
  switch (name) {
    case 'not': {
      const is = truthOf(args[0] ?? { kind: 'nothing' });
      return boolValue(is.truth === 'unknown' ? 'unknown' : !is.truth, `not (${is.key})`);
    }
    case 'and':
    case 'or': {
      for (const arg of args) {
        const is = truthOf(arg);
        if (is.truth === 'unknown')
          return args.length === 1
            ? arg
            : boolValue(
                'unknown',
                args
                  .map((a) => truthOf(a).key)
                  .filter((k) => k !== '')
                  .join(` ${name} `),
              );
        if (is.truth === (name === 'or')) return arg;
      }
      return args.at(-1) ?? { kind: 'nothing' };
    }
    case 'eq': {
      const answers = args.slice(1).map((arg) => equalValues(args[0]!, arg));
      const yes = answers.find((a) => a.truth === true);
      if (yes !== undefined) return boolValue(true, '');
      const open = answers.filter((a) => a.truth === 'unknown');
      return open.length === 0 ? boolValue(false, '') : boolValue('unknown', open.map((a) => a.key).join(' or '));
    }
    case 'ne': {
      const is = equalValues(args[0] ?? { kind: 'nothing' }, args[1] ?? { kind: 'nothing' });
      return boolValue(is.truth === 'unknown' ? 'unknown' : !is.truth, `not (${is.key})`);
    }
    case 'isEnvSet': {
      const value = known[0] === undefined ? undefined : scope.env(known[0]);
      const is = value === undefined ? { truth: false as const, key: '' } : truthOf(textValue(value));
      return boolValue(known[0] === undefined ? 'unknown' : is.truth, `env.${known[0] ?? '?'} is set`);
    }
    case 'envOrDefault': {
      const value = known[0] === undefined ? undefined : scope.env(known[0]);
      return textValue(value ?? texts[1] ?? emptyText);
    }
    case 'index':
    case 'indexOrDefault': {
      const map = args[0];
      if (map?.kind !== 'map' || known[1] === undefined) return textValue(derive(name, join(texts, ',')));
      // Go gives the empty string for a key that is not there.
      const found = (map.find ?? map.get)(known[1]);
      return found ?? (name === 'indexOrDefault' ? (args[2] ?? { kind: 'nothing' }) : textValue(emptyText));
    }
    case 'map': {
      const pairs = new Map<string, Value>();
      for (let i = 0; i + 1 < args.length; i += 2) pairs.set(known[i] ?? '', args[i + 1]!);
      return { kind: 'map', get: (key) => pairs.get(key) };
    }
    case 'list':
      return { kind: 'list', items: args };
    case 'contains':
      return all ? boolValue((known[0] ?? '').includes(known[1] ?? ''), '') : boolValue('unknown', `contains(${texts.map(keyOf).join(',')})`);
    case 'tolower':
      return textValue(lower(first));
    case 'toupper':
      return textValue(mapPieces(first, 'upper', (v) => v.toUpperCase()));
    case 'title':
      return textValue(mapText(first, 'title', (v) => v.toLowerCase().replaceAll(/\b[a-z]/g, (c) => c.toUpperCase())));
    case 'trim':
      return textValue(trim(first));
    case 'trimprefix':
      return textValue(stripPrefix(first, texts[1] ?? emptyText));
    case 'trimsuffix':
      return textValue(stripSuffix(first, texts[1] ?? emptyText));
    case 'replace':
      return textValue(replaceText(first, texts[1] ?? emptyText, texts[2] ?? emptyText, { all: true }));
    case 'base':
      return textValue(basename(first));
    case 'dir':
      return textValue(dirname(first));
    case 'join':
      return textValue(join(texts, '/'));
    case 'print':
      return textValue(concatAll(texts));
    case 'printf':
      return textValue(known[0] === undefined ? derive(name, concatAll(texts)) : format(known[0], texts.slice(1)));
    case 'urlPathEscape':
      return textValue(known[0] === undefined ? derive(name, first) : lit(encodeURIComponent(known[0])));
    default:
      return textValue(derive(name, join(texts, ',')));
  }
}

function format(pattern: string, args: readonly Text[]): Text {
  const out: Text[] = [];
  let used = 0;
  let at = 0;
  for (const match of pattern.matchAll(/%([sdvq%])/g)) {
    out.push(lit(pattern.slice(at, match.index)));
    at = match.index + 2;
    if (match[1] === '%') out.push(lit('%'));
    else out.push(args[used++] ?? emptyText);
  }
  out.push(lit(pattern.slice(at)));
  return concatAll(out);
}

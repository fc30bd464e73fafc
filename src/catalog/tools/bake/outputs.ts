import { concat, dropPrefix, lit, literalOf } from '../../../values/index.ts';
import type { Datum, Text } from '../../../values/index.ts';

/** A list of `key=value` attributes, as outputs and attestations are written. */
export interface Fields {
  readonly fields: ReadonlyMap<string, Text>;
  /** A single word without a key: a folder. */
  readonly bare?: Text;
}

/** Reads the entries of `output` or `attest`: comma-separated texts or objects. A text that is wholly unknown has no fields. */
export function fieldsOf(datum: Datum | undefined): readonly Fields[] {
  if (datum === undefined || datum.kind === 'null') return [];
  const items = datum.kind === 'list' ? datum.items : [datum];
  return items.flatMap((item): readonly Fields[] => {
    if (item.kind === 'map') return [{ fields: new Map([...item.entries].flatMap(([key, value]) => (value.kind === 'text' ? [[key, value.text]] : []))) }];
    if (item.kind !== 'text' || item.text.length === 0) return [];
    return [fieldsOfText(item.text)];
  });
}

export function fieldsOfText(text: Text): Fields {
  const parts = csvFields(text);
  const fields = new Map<string, Text>();
  for (const part of parts) {
    const first = part[0];
    const at = first?.kind === 'lit' ? first.text.indexOf('=') : -1;
    if (first?.kind !== 'lit' || at === -1) continue;
    fields.set(first.text.slice(0, at).trim().toLowerCase(), dropPrefix(part, first.text.slice(0, at + 1)) ?? []);
  }
  return fields.size === 0 && parts.length === 1 ? { fields, bare: text } : { fields };
}

/** Splits at commas outside quotes; quotes are dropped. */
function csvFields(text: Text): readonly Text[] {
  const out: Text[] = [];
  let current: Text = [];
  let quoted = false;
  for (const piece of text) {
    if (piece.kind !== 'lit') {
      current = concat(current, [piece]);
      continue;
    }
    let run = '';
    for (const c of piece.text) {
      if (c === '"') quoted = !quoted;
      else if (c === ',' && !quoted) {
        out.push(concat(current, lit(run)));
        current = [];
        run = '';
      } else run += c;
    }
    current = concat(current, lit(run));
  }
  return [...out, current].filter((one) => one.length > 0);
}

/** Where a build goes, after `--push`, `--load` and their like. */
export interface Export {
  readonly type: string;
  readonly dest: Text | undefined;
  readonly fields: ReadonlyMap<string, Text>;
}

export function exportsOf(datum: Datum | undefined): readonly Export[] {
  return fieldsOf(datum).map(({ fields, bare }) => {
    if (bare !== undefined)
      return { type: literalOf(bare) === '-' ? 'tar' : literalOf(bare) === undefined && bare[0]?.kind !== 'lit' ? 'unknown' : 'local', dest: bare, fields };
    const type = literalOf(fields.get('type') ?? []) ?? 'unknown';
    return { type: type === '' ? 'unknown' : type, dest: fields.get('dest'), fields };
  });
}

const pushing: Export = { type: 'image', dest: undefined, fields: new Map([['push', lit('true')]]) };

/** `--push`: images among the outputs are pushed; one is added where there is no output or only one for Docker itself. */
export function withPush(exports: readonly Export[], push: boolean): readonly Export[] {
  if (!push) return exports.filter((e) => e.type !== 'registry').map((e) => (e.type === 'image' ? pushed(e, 'false') : e));
  const all = exports.map((e) => (e.type === 'image' ? pushed(e, 'true') : e));
  return exports.every((e) => e.type === 'docker') ? [...all, pushing] : all;
}

function pushed(e: Export, value: string): Export {
  return { ...e, fields: new Map([...e.fields, ['push', lit(value)]]) };
}

/** Whether an output goes to a registry. */
export function isPushed(e: Export): boolean {
  return e.type === 'registry' || (e.type === 'image' && literalOf(e.fields.get('push') ?? []) === 'true');
}

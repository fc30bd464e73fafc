import { parse } from 'smol-toml';
import { parseRepository, type ImageRepository } from './reference.ts';

/** Where images of a repository are asked for, the nearest first; undefined where nobody may ask. */
export type Places = (at: ImageRepository) => readonly Place[] | undefined;

export interface Place {
  readonly at: ImageRepository;
  /** Whether it may be spoken to without TLS. */
  readonly tls: 'required' | 'not-needed';
}

/** A configuration that cannot be read. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly why: string;
}

interface Row {
  readonly prefix: string;
  readonly location: string;
  readonly isInsecure: boolean;
  readonly isBlocked: boolean;
  readonly mirrors: readonly { readonly location: string; readonly isInsecure: boolean }[];
}

/**
 * Reads a configuration of registries as Podman, Buildah and Skopeo have it: mirrors, other locations, registries without
 * TLS and blocked ones. Source: containers/image `docs/containers-registries.conf.5.md`, version 2.
 */
export function parseRegistriesConf(text: string): Places | Malformed {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    return { kind: 'malformed', why: 'it is no TOML' };
  }
  const rows: Row[] = [];
  for (const one of tables(document, 'registry') ?? [undefined]) {
    const row = one === undefined ? undefined : rowOf(one);
    if (row === undefined) return { kind: 'malformed', why: 'a registry in it has neither prefix nor location, or is of another form' };
    rows.push(row);
  }
  return (at) => {
    const whole = `${at.registry}/${at.repository}`;
    const [row] = rows.filter((one) => fits(one.prefix, whole)).toSorted((a, b) => b.prefix.length - a.prefix.length);
    if (row === undefined) return [{ at, tls: 'required' }];
    if (row.isBlocked) return undefined;
    // What the prefix stands for is taken out of the name, and the location put in; `*.` stands for the whole host.
    const rest = row.prefix.startsWith('*.') ? `/${at.repository}` : whole.slice(row.prefix.length);
    const locations = [...row.mirrors, { location: row.location === '' ? at.registry : row.location, isInsecure: row.isInsecure }];
    return locations.flatMap(({ location, isInsecure }) => {
      const moved = parseRepository(`${location}${rest}`);
      return moved.kind === 'parsed' ? [{ at: moved.value, tls: isInsecure ? ('not-needed' as const) : ('required' as const) }] : [];
    });
  };
}

function fits(prefix: string, whole: string): boolean {
  if (prefix.startsWith('*.')) return whole.slice(0, whole.indexOf('/')).endsWith(prefix.slice(1));
  return whole === prefix || whole.startsWith(`${prefix}/`);
}

function rowOf(value: object): Row | undefined {
  const [prefix, location] = [textOf(value, 'prefix'), textOf(value, 'location')];
  const mirrors = tables(value, 'mirror')?.map((one) => ({ location: textOf(one, 'location'), isInsecure: isSet(one, 'insecure') }));
  if (prefix === undefined || location === undefined || mirrors === undefined) return undefined;
  if (prefix === '' && location === '') return undefined;
  const usable = mirrors.flatMap((one) => (one.location === undefined || one.location === '' ? [] : [{ ...one, location: one.location }]));
  if (usable.length !== mirrors.length) return undefined;
  // A prefix with a wildcard may leave the location out: the host stays what it is.
  return {
    prefix: prefix === '' ? location : prefix,
    location: location === '' && !prefix.startsWith('*.') ? prefix : location,
    isInsecure: isSet(value, 'insecure'),
    isBlocked: isSet(value, 'blocked'),
    mirrors: usable,
  };
}

/** A list of tables; none where there is none, undefined where it is something else. */
function tables(value: unknown, key: string): readonly object[] | undefined {
  const list = own(value, key);
  if (list === undefined) return [];
  return Array.isArray(list) && list.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one)) ? (list as readonly object[]) : undefined;
}

/** Empty where it is not there, undefined where it is no text. */
function textOf(value: object, key: string): string | undefined {
  const text = own(value, key);
  return text === undefined ? '' : typeof text === 'string' && text.length <= 500 ? text : undefined;
}

function isSet(value: object, key: string): boolean {
  return own(value, key) === true;
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** Numbers that look like chance and repeat. Source: the mulberry32 generator. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A place in a JSON value: what holds it, under which key, and the way there with indexes left out. */
export interface Place {
  readonly holder: { [key: string]: Json };
  readonly key: string;
  readonly path: string;
  readonly value: Json;
}

/** All places below a value. */
export function placesOf(value: unknown, path = ''): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as { [key: string]: Json };
  return Object.keys(holder).flatMap((key) => {
    const way = `${path}${path === '' ? '' : '.'}${Array.isArray(value) ? '#' : key}`;
    const one: Place = { holder, key, path: way, value: holder[key] ?? null };
    return [one, ...placesOf(holder[key], way)];
  });
}

/** The bytes of a base64 text of some length; undefined for other texts. */
export function bytesOfText(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return text.length >= 8 && bytes.toString('base64') === text ? bytes : undefined;
}

export type Mutation = (place: Place, random: (below: number) => number, other: (path: string) => Json | undefined) => Json | undefined | 'drop';

/** Ways to change a place; undefined where one does not fit. What they return takes the place of the value. */
export const mutations: Readonly<Record<string, Mutation>> = {
  flip: ({ value }, random) => {
    if (typeof value !== 'string' || value === '') return undefined;
    const bytes = bytesOfText(value);
    const changed = Buffer.from(bytes ?? Buffer.from(value));
    const at = random(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    return bytes === undefined ? changed.toString('utf8') : changed.toString('base64');
  },
  truncate: ({ value }) => {
    const bytes = typeof value === 'string' ? bytesOfText(value) : undefined;
    return bytes === undefined ? undefined : bytes.subarray(0, -1).toString('base64');
  },
  extend: ({ value }, random) => {
    const bytes = typeof value === 'string' ? bytesOfText(value) : undefined;
    return bytes === undefined ? undefined : Buffer.concat([bytes, Buffer.of(random(256))]).toString('base64');
  },
  respell: ({ value }, random) => {
    if (typeof value !== 'string' || bytesOfText(value) === undefined) return undefined;
    const ways = [value.replace(/=+$/, ''), value.replaceAll('+', '-').replaceAll('/', '_'), `${value.slice(0, 4)}\n${value.slice(4)}`, `${value}====`];
    return ways[random(ways.length)];
  },
  number: ({ value }, random) => {
    if (typeof value !== 'string' || !/^\d+$/.test(value)) return undefined;
    const ways = [String(BigInt(value) + 1n), `-${value}`, `0${value}`, `${value}.0`, '18446744073709551616', Number(value), '0'];
    return ways[random(ways.length)];
  },
  drop: () => 'drop',
  empty: ({ value }) => (typeof value === 'string' ? '' : Array.isArray(value) ? [] : undefined),
  retype: (_, random) => [null, 7, {}, [], 'x', true][random(6)],
  double: ({ value }) => (Array.isArray(value) && value.length > 0 ? [...value, value[0] ?? null] : undefined),
  transplant: ({ path }, _, other) => other(path),
  inner: ({ value }, random, other) => {
    const bytes = typeof value === 'string' ? bytesOfText(value) : undefined;
    if (bytes?.[0] !== 0x7b) return undefined;
    const inside = JSON.parse(bytes.toString()) as unknown;
    const places = placesOf(inside);
    const place = places[random(places.length)];
    const changed = place && mutations['flip']?.(place, random, other);
    if (place === undefined || changed === undefined) return undefined;
    place.holder[place.key] = changed;
    return Buffer.from(JSON.stringify(inside)).toString('base64');
  },
};

/** Puts a mutation's answer where the value was. Returns false where the mutation does not fit. */
export function apply(place: Place, answer: Json | undefined | 'drop'): boolean {
  if (answer === undefined || JSON.stringify(answer) === JSON.stringify(place.value)) return false;
  if (answer !== 'drop') place.holder[place.key] = answer;
  else if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
  else delete place.holder[place.key];
  return true;
}

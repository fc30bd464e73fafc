import { Malformed, viewOf, type Pages } from './pages.ts';

/** A value of a row. Texts and blobs are both bytes; a number that is not safe to hold is null. */
export type Value = number | Uint8Array | null;

/** Deeper trees than any file of 2^32 pages has. */
const maxDepth = 24;

/** The rows of a table, in the order of their keys, of a database that was read into memory. Throws `Malformed` where the walk meets what cannot be. */
export function* rowsOf(pages: Pages, table: string): Generator<readonly Value[]> {
  const root = rootOf(pages, table);
  if (root === undefined) throw new Malformed(`it has no table ${table}`);
  yield* walk(pages, { number: root, depth: 0, seen: new Set() });
}

/** The first page of a table by the schema. Source: sqlite.org `fileformat2.html`, section 2.6. */
function rootOf(pages: Pages, table: string): number | undefined {
  for (const [type, name, , root] of walk(pages, { number: 1, depth: 0, seen: new Set() })) {
    if (textOf(type) === 'table' && textOf(name)?.toLowerCase() === table.toLowerCase()) return typeof root === 'number' ? root : undefined;
  }
  return undefined;
}

function textOf(value: Value | undefined): string | undefined {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8') : undefined;
}

interface Step {
  readonly number: number;
  readonly depth: number;
  /** Pages that were met: one that is met again would make a tree without end. */
  readonly seen: Set<number>;
}

/** Source: sqlite.org `fileformat2.html`, section 1.6. */
function* walk(pages: Pages, { number, depth, seen }: Step): Generator<readonly Value[]> {
  if (depth > maxDepth) throw new Malformed('its tree is too deep');
  if (seen.has(number)) throw new Malformed('its tree leads back into itself');
  seen.add(number);
  const page = pages.page(number);
  const view = viewOf(page);
  const start = number === 1 ? 100 : 0;
  const kind = page[start];
  if (kind !== 0x0d && kind !== 0x05) throw new Malformed(`page ${number} is none of a table`);
  const cells = view.getUint16(start + 3);
  const pointers = start + (kind === 0x05 ? 12 : 8);
  if (pointers + 2 * cells > pages.usable) throw new Malformed(`page ${number} has more cells than room`);
  for (let i = 0; i < cells; i += 1) {
    const at = view.getUint16(pointers + 2 * i);
    if (at < pointers + 2 * cells || at + 4 > pages.usable) throw new Malformed(`a cell of page ${number} lies outside it`);
    if (kind === 0x05) yield* walk(pages, { number: view.getUint32(at), depth: depth + 1, seen });
    else yield recordOf(payloadAt(pages, { page, at, seen }));
  }
  if (kind === 0x05) yield* walk(pages, { number: view.getUint32(start + 8), depth: depth + 1, seen });
}

/** The bytes of a row, those on pages of their own included. Source: sqlite.org `fileformat2.html`, section 1.5. */
function payloadAt(pages: Pages, { page, at, seen }: { readonly page: Uint8Array; readonly at: number; readonly seen: Set<number> }): Uint8Array {
  const length = varintAt(page, at);
  const key = varintAt(page, length.next);
  const start = key.next;
  const { usable } = pages;
  if (length.value > pages.count * pages.size) throw new Malformed('a row is longer than the database');
  const most = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const middle = least + ((length.value - least) % (usable - 4));
  const here = length.value <= most ? length.value : middle <= most ? middle : least;
  if (start + here > usable) throw new Malformed('a row leaves its page');
  if (here === length.value) return page.subarray(start, start + here);
  if (start + here + 4 > usable) throw new Malformed('a row leaves its page');
  const whole = new Uint8Array(length.value);
  whole.set(page.subarray(start, start + here));
  let next = viewOf(page).getUint32(start + here);
  for (let done = here; done < length.value;) {
    if (seen.has(next)) throw new Malformed('a row leads back into itself');
    seen.add(next);
    const more = pages.page(next);
    const part = more.subarray(4, Math.min(usable, 4 + length.value - done));
    whole.set(part, done);
    done += part.length;
    next = viewOf(more).getUint32(0);
  }
  return whole;
}

/** Source: sqlite.org `fileformat2.html`, section 2.1. */
function recordOf(payload: Uint8Array): readonly Value[] {
  const header = varintAt(payload, 0);
  if (header.value > payload.length || header.value < header.next) throw new Malformed('a row has a header that is longer than it');
  const values: Value[] = [];
  let at = header.next;
  let body = header.value;
  while (at < header.value) {
    const type = varintAt(payload, at);
    at = type.next;
    const length = type.value >= 12 ? Math.floor((type.value - 12) / 2) : (fixed[type.value] ?? -1);
    if (length < 0 || body + length > payload.length) throw new Malformed('a row has a value that leaves it');
    const bytes = payload.subarray(body, body + length);
    values.push(type.value >= 12 ? bytes : numberOf(type.value, bytes));
    body += length;
  }
  return values;
}

const fixed: readonly number[] = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function numberOf(type: number, bytes: Uint8Array): number | null {
  if (type === 8 || type === 9) return type - 8;
  if (type === 0 || type === 7) return null;
  const value = BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : null;
}

/** Seven bits a byte, the ninth whole. Source: sqlite.org `fileformat2.html`, section 1.6. */
function varintAt(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < 8; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) throw new Malformed('a number is cut short');
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  // The ninth byte is that of a key past what a file holds.
  return { value: Number.MAX_SAFE_INTEGER, next: at + 9 };
}

import { limits } from '../../base/index.ts';
import { Malformed } from './malformed.ts';
import { PieceInput } from './piece-input.ts';

/** A member of an archive, its name as it is written. */
export type TarEntry = { readonly name: string } & (
  | { readonly kind: 'file'; readonly size: number; readonly isExecutable: boolean }
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly target: string }
  /** A second name of a member before it, or of a layer below. */
  | { readonly kind: 'hard-link'; readonly target: string }
  /** What no package database is: a device, a pipe, a sparse file. */
  | { readonly kind: 'other'; readonly what: string }
);

/** Takes the bytes of a file in pieces, each overwritten by the next. */
export type Sink = (piece: Uint8Array) => void;

const block = 512;
const utf8 = new TextDecoder('utf-8');
const folderTypes = '5';
const others: Readonly<Record<string, string>> = { 3: 'a device', 4: 'a device', 6: 'a pipe', S: 'a sparse file' };

/**
 * Walks a tar archive once, from its first byte to its end. Takes its bytes, and who is told of each member in turn: for a
 * file what it gives back takes the bytes. Throws `Malformed`. Source: POSIX.1-2024 `pax`, "ustar Interchange Format" and
 * "pax Header Block"; GNU tar manual, "Basic Tar Format".
 */
export async function walkTar(pieces: AsyncIterable<Uint8Array>, see: (entry: TarEntry) => Sink | undefined): Promise<void> {
  const input = new PieceInput(pieces);
  let long: Long = {};
  let members = 0;
  for (;;) {
    const header = await input.take(block);
    // An archive of nothing has its end all the same: some builders make such layers.
    if (header.length === 0 && members === 0) throw new Malformed('it holds nothing');
    if (header.length === 0) break;
    if (header.length < block) throw cutShort();
    if (isZero(header)) {
      // The end is two such blocks. Readers disagree on what follows one.
      if (!isZero(await input.take(block))) throw new Malformed('a block of zeros stands between its members');
      break;
    }
    if (!sumFits(header)) throw new Malformed('a header does not add up');
    const type = String.fromCharCode(header[156] ?? 0);
    const size = long.size ?? numberAt(header, 124, 12);
    if (!Number.isSafeInteger(size) || size < 0) throw new Malformed('a size that is none');
    const padded = Math.ceil(size / block) * block;
    if ('xgLK'.includes(type)) {
      if (size > limits.maxTarHeaderBytes) throw new Malformed('a header of names is too long');
      const body = (await input.take(padded)).subarray(0, size);
      if (body.length < size) throw cutShort();
      long = longOf(type, body, long);
      continue;
    }
    members += 1;
    if (members > limits.maxTreeEntries) throw new Malformed(`more than ${limits.maxTreeEntries} members`, 'too-much');
    const name = long.path ?? nameOf(header);
    const entry = entryOf(type, { name, size, header, long });
    const isSparse = type === 'S';
    long = {};
    if (isSparse) await skipSparseMaps(input, header);
    const sink = see(entry);
    const stored = '123456'.includes(type) ? 0 : padded;
    if (entry.kind !== 'file' || sink === undefined) {
      if (!(await input.skip(stored))) throw cutShort();
      continue;
    }
    if (!(await input.pass(size, sink)) || !(await input.skip(padded - size))) throw cutShort();
  }
  // Whether it is packed rightly, and to its end, shows at the end of it.
  await input.drain();
}

interface Long {
  readonly path?: string;
  readonly target?: string;
  readonly size?: number;
  readonly isSparse?: true;
}

function entryOf(
  type: string,
  { name, size, header, long }: { readonly name: string; readonly size: number; readonly header: Uint8Array; readonly long: Long },
): TarEntry {
  const target = (): string => long.target ?? textAt(header, 157, 100);
  if (type === '1') return { kind: 'hard-link', name, target: target() };
  if (type === '2') return { kind: 'link', name, target: target() };
  // Before POSIX a folder was told by the end of its name.
  if (type === folderTypes || ((type === '\0' || type === '0') && name.endsWith('/'))) return { kind: 'folder', name };
  if (long.isSparse === true) return { kind: 'other', name, what: 'a sparse file' };
  if (type !== '0' && type !== '\0' && type !== '7') return { kind: 'other', name, what: others[type] ?? 'a member of an unknown type' };
  const mode = numberAt(header, 100, 8);
  return { kind: 'file', name, size, isExecutable: Number.isSafeInteger(mode) && (mode & 0o111) !== 0 };
}

/** Further maps of a sparse file stand between its header and its bytes. */
async function skipSparseMaps(input: PieceInput, header: Uint8Array): Promise<void> {
  for (let isMore = header[482] === 1; isMore;) {
    const map = await input.take(block);
    if (map.length < block) throw cutShort();
    isMore = map[504] === 1;
  }
}

function longOf(type: string, body: Uint8Array, before: Long): Long {
  if (type === 'L') return { ...before, path: untilNul(utf8.decode(body)) };
  if (type === 'K') return { ...before, target: untilNul(utf8.decode(body)) };
  const said = recordsOf(body);
  // For all members at once: two readers would disagree on which names these are.
  if (type === 'g') {
    if (said.path !== undefined || said.target !== undefined || said.size !== undefined) throw new Malformed('a header for all members renames them');
    return before;
  }
  return { ...before, ...said };
}

/** Records of `LENGTH KEY=VALUE\n`. */
function recordsOf(body: Uint8Array): Long {
  const long: { -readonly [Key in keyof Long]: Long[Key] } = {};
  for (let at = 0; at < body.length;) {
    const digits = /^(\d{1,9}) /.exec(latin1(body.subarray(at, at + 10)))?.[1] ?? '';
    const end = at + Number(digits);
    if (digits === '' || end <= at + digits.length + 1 || end > body.length || body[end - 1] !== 0x0a) throw new Malformed('a header of pax is malformed');
    const record = utf8.decode(body.subarray(at + digits.length + 1, end - 1));
    const equals = record.indexOf('=');
    if (equals < 1) throw new Malformed('a header of pax is malformed');
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)];
    if (key === 'path') long.path = value;
    if (key === 'linkpath') long.target = value;
    if (key === 'size') long.size = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (key.startsWith('GNU.sparse.')) long.isSparse = true;
    if (key === 'GNU.sparse.name') long.path = value;
    at = end;
  }
  return long;
}

function cutShort(): Malformed {
  return new Malformed('it is cut short');
}

function isZero(header: Uint8Array): boolean {
  return header.every((byte) => byte === 0);
}

function sumFits(header: Uint8Array): boolean {
  // The sum is taken with its own field as if it were blank.
  let sum = 0;
  for (let i = 0; i < block; i += 1) sum += i >= 148 && i < 156 ? 0x20 : (header[i] ?? 0);
  return sum === numberAt(header, 148, 8);
}

/** Octal digits; NaN for what is none. Sizes past eight gigabytes have GNU's binary form. */
function numberAt(header: Uint8Array, from: number, length: number): number {
  const field = header.subarray(from, from + length);
  if (field[0] === 0x80) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  const text = untilNul(latin1(field)).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

function nameOf(header: Uint8Array): string {
  const name = textAt(header, 0, 100);
  // GNU's own form keeps times where ustar keeps a prefix.
  const prefix = latin1(header.subarray(257, 263)) === 'ustar\0' ? textAt(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textAt(header: Uint8Array, from: number, length: number): string {
  return untilNul(utf8.decode(header.subarray(from, from + length)));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

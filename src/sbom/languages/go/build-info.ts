import { Numbers, type Section } from '../binary/executable.ts';
import { atAddress, type Program } from '../binary/read.ts';

/** What the Go linker writes into a program. */
export interface BuildInfo {
  /** Of Go itself: `go1.22.1`. */
  readonly goVersion: string;
  /** Lines on modules and settings; empty where it was not built in modules. */
  readonly modules: string;
}

const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const headerBytes = 32;
const aligned = 16;
const maxSearchBytes = 64 * 1024 * 1024;
const maxTextBytes = 16 * 1024 * 1024;
const windowBytes = 1024 * 1024;

/**
 * Finds the build information of a program; undefined where Go did not make it. Both layouts: texts behind the header,
 * since Go 1.18, and pointers to texts before. Source: golang/go, `src/debug/buildinfo/buildinfo.go`.
 */
export function findBuildInfo(program: Program): BuildInfo | undefined {
  for (const place of placesOf(program)) {
    const at = findHeader(program, place);
    if (at === undefined) continue;
    const header = program.bytes.at(at, headerBytes);
    const flags = header[15] ?? 0;
    return (flags & 2) === 0 ? pointed(program, header) : behind(program, at + headerBytes);
  }
  return undefined;
}

/** Where it is: in a section of its own, or at the start of what can be written to. */
function placesOf({ sections, segments }: Program): readonly Section[] {
  const own = sections.filter((one) => one.name === '.go.buildinfo' || one.name === '__go_buildinfo');
  if (own.length > 0) return own;
  const data = sections.filter((one) => one.name === '.data' || one.name === '__data');
  const writable = segments.find((one) => one.isWritable && one.size > 0);
  return writable === undefined ? data.slice(0, 1) : [writable];
}

function findHeader({ bytes }: Program, { offset, size }: Section): number | undefined {
  const end = Math.min(offset + Math.min(size, maxSearchBytes), bytes.size);
  for (let from = offset; from < end; from += windowBytes) {
    // Windows overlap by less than a header, which begins at a multiple of sixteen.
    const window = Buffer.from(bytes.at(from, Math.min(windowBytes + headerBytes, end - from)));
    for (let at = window.indexOf(magic); at !== -1; at = window.indexOf(magic, at + 1)) {
      if ((from + at - offset) % aligned === 0 && at + headerBytes <= window.length) return from + at;
    }
  }
  return undefined;
}

/** A length in groups of seven bits, then so many bytes, twice. */
function behind({ bytes }: Program, at: number): BuildInfo | undefined {
  const version = textAt(bytes, at);
  const modules = version === undefined ? undefined : textAt(bytes, version.end);
  return version === undefined ? undefined : { goVersion: version.bytes.toString('utf8'), modules: framed(modules?.bytes) };
}

function textAt(bytes: Program['bytes'], at: number): { readonly bytes: Buffer; readonly end: number } | undefined {
  const head = bytes.at(at, 10);
  let length = 0;
  let read = 0;
  for (;;) {
    const byte = head[read];
    if (byte === undefined || read > 4) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * read);
    read += 1;
    if (byte < 0x80) break;
  }
  if (length > maxTextBytes) return undefined;
  const text = bytes.at(at + read, length);
  return text.length === length ? { bytes: Buffer.from(text), end: at + read + length } : undefined;
}

function pointed(program: Program, header: Uint8Array): BuildInfo | undefined {
  const width = header[14];
  if (width !== 4 && width !== 8) return undefined;
  const order = ((header[15] ?? 0) & 1) === 0 ? 'little' : 'big';
  const number = (bytes: Uint8Array, at: number): number => (width === 4 ? new Numbers(bytes, order).u32(at) : new Numbers(bytes, order).u64(at));
  const textBehind = (pointer: number): Buffer | undefined => {
    const pair = pointer === 0 ? undefined : atAddress(program, pointer, width * 2);
    if (pair === undefined) return undefined;
    const length = number(pair, width);
    const text = length > maxTextBytes ? undefined : atAddress(program, number(pair, 0), length);
    return text === undefined ? undefined : Buffer.from(text);
  };
  const version = textBehind(number(header, 16));
  return version === undefined ? undefined : { goVersion: version.toString('utf8'), modules: framed(textBehind(number(header, 16 + width))) };
}

/** The lines stand between two marks of sixteen bytes. */
function framed(text: Buffer | undefined): string {
  return text !== undefined && text.length >= 33 && text[text.length - 17] === 0x0a ? text.subarray(16, -16).toString('utf8') : '';
}

import { hash } from 'node:crypto';
import type { SbomDocument } from './document.ts';

/** What a document says beside what it describes. */
export interface Writing {
  /** When it is made: seconds since 1970. */
  readonly created: number;
  /** Of sealwright. */
  readonly version: string;
}

/** A moment as both formats have it. Throws RangeError for what is no moment. */
export function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A UUID of what a document says, when included: the same document has the same. Source: RFC 9562, section 5.8. */
export function uuidOf(content: string): string {
  const hex = hash('sha256', content);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** What a reader of the document has to know: each problem, then what was not looked at. */
export function annotationsOf({ problems, notes }: SbomDocument): readonly string[] {
  const told = problems.map(({ code, path, reason }) => `${code}: ${path === '' ? '' : `${path}: `}${reason}; packages may be missing here`);
  return [...told, ...notes.map((note) => `not looked at: ${note}`)];
}

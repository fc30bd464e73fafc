import { DerFault } from './reader.ts';
import type { HashName } from './algorithm.ts';

/** A certificate's entry in a CT log, as the log promised it. Source: RFC 6962 section 3.2. */
export interface SignedCertificateTimestamp {
  readonly logId: Uint8Array;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly extensions: Uint8Array;
  readonly hash: HashName | undefined;
  readonly signer: 'rsa' | 'ecdsa' | undefined;
  readonly signature: Uint8Array;
}

const maxScts = 32;

/** Source: RFC 5246 section 7.4.1.4.1. */
const hashes: Readonly<Record<number, HashName>> = { 4: 'sha256', 5: 'sha384', 6: 'sha512' };
const signers: Readonly<Record<number, 'rsa' | 'ecdsa'>> = { 1: 'rsa', 3: 'ecdsa' };

/** The end of the year 9999, which other times of a certificate cannot pass either. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Reads a SignedCertificateTimestampList. Source: RFC 6962 section 3.3; lengths as in RFC 5246 section 4.3. */
export function readSctList(bytes: Uint8Array): readonly SignedCertificateTimestamp[] {
  const outer = new TlsReader(bytes);
  const list = outer.inside(2);
  outer.end();
  const scts: SignedCertificateTimestamp[] = [];
  while (list.more) {
    if (scts.length >= maxScts) throw new DerFault('more SCTs than are read');
    scts.push(readSct(list.inside(2)));
  }
  if (scts.length === 0) throw new DerFault('a list of SCTs that is empty');
  return scts;
}

function readSct(sct: TlsReader): SignedCertificateTimestamp {
  if (sct.number(1) !== 0) throw new DerFault('an SCT of another version');
  const logId = sct.take(32);
  const timestamp = sct.number(8);
  if (timestamp > lastMoment) throw new DerFault('an SCT of a time that does not exist');
  const extensions = sct.vector(2);
  const hash = hashes[sct.number(1)];
  const signer = signers[sct.number(1)];
  const signature = sct.vector(2);
  sct.end();
  return { logId, timestamp, extensions, hash, signer, signature };
}

class TlsReader {
  readonly #bytes: Uint8Array;
  readonly #to: number;
  #at: number;

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#to = to;
  }

  get more(): boolean {
    return this.#at < this.#to;
  }

  take(length: number): Uint8Array {
    const from = this.#pass(length);
    return this.#bytes.subarray(from, from + length);
  }

  number(length: number): number {
    const from = this.#pass(length);
    let value = 0;
    for (let at = from; at < from + length; at++) value = value * 256 + (this.#bytes[at] ?? 0);
    if (!Number.isSafeInteger(value)) throw new DerFault('an SCT with a number out of range');
    return value;
  }

  vector(lengthBytes: number): Uint8Array {
    return this.take(this.number(lengthBytes));
  }

  /** A reader of what a vector holds. */
  inside(lengthBytes: number): TlsReader {
    const length = this.number(lengthBytes);
    const from = this.#pass(length);
    return new TlsReader(this.#bytes, from, from + length);
  }

  end(): void {
    if (this.more) throw new DerFault('an SCT has bytes after its end');
  }

  #pass(length: number): number {
    const from = this.#at;
    if (from + length > this.#to) throw new DerFault('an SCT is cut off');
    this.#at = from + length;
    return from;
  }
}

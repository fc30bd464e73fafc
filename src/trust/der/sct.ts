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

/** The end of the year 9999, which other times of a certificate cannot pass either. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Reads a SignedCertificateTimestampList. Source: RFC 6962 section 3.3; lengths as in RFC 5246 section 4.3. */
export function readSctList(bytes: Uint8Array): readonly SignedCertificateTimestamp[] {
  const outer = new TlsReader(bytes);
  const list = new TlsReader(outer.vector(2));
  outer.end();
  const scts: SignedCertificateTimestamp[] = [];
  while (list.more) {
    if (scts.length >= maxScts) throw new DerFault('more SCTs than are read');
    scts.push(readSct(new TlsReader(list.vector(2))));
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
  const hashes: Readonly<Record<number, HashName>> = { 4: 'sha256', 5: 'sha384', 6: 'sha512' };
  const hash = hashes[sct.number(1)];
  const signers: Readonly<Record<number, 'rsa' | 'ecdsa'>> = { 1: 'rsa', 3: 'ecdsa' };
  const signer = signers[sct.number(1)];
  const signature = sct.vector(2);
  sct.end();
  return { logId, timestamp, extensions, hash, signer, signature };
}

class TlsReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get more(): boolean {
    return this.#at < this.#bytes.length;
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new DerFault('an SCT is cut off');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  number(length: number): number {
    const value = this.take(length).reduce((sum, byte) => sum * 256 + byte, 0);
    if (!Number.isSafeInteger(value)) throw new DerFault('an SCT with a number out of range');
    return value;
  }

  vector(lengthBytes: number): Uint8Array {
    return this.take(this.number(lengthBytes));
  }

  end(): void {
    if (this.more) throw new DerFault('an SCT has bytes after its end');
  }
}

import { octetString } from '../der/write.ts';
import { digestOf, type LabKey } from '../keys.ts';
import { extension } from './certificate.ts';

/** A log of certificates: it promises to include a precertificate. Source: RFC 6962 section 3.2. */
export interface CtLog {
  readonly key: LabKey;
  readonly url: string;
  /** SHA-256 of its public key. */
  readonly id: Buffer;
  /** A signed certificate timestamp for the precertificate of these bytes, issued by this key. */
  readonly promise: (options: SctOptions) => Uint8Array;
}

export interface SctOptions {
  /** The body to be signed, without poison and without timestamps. */
  readonly body: Uint8Array;
  readonly issuerSpki: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As static logs carry the index of the entry. Source: C2SP static-ct-api. */
  readonly extensions?: Uint8Array;
}

/** Source: RFC 5246 section 7.4.1.4.1. */
const hashCodes = { sha256: 4, sha384: 5, sha512: 6 } as const;

export function createCtLog(options: { readonly key: LabKey; readonly url: string }): CtLog {
  const { key, url } = options;
  const id = digestOf('sha256', key.spki);
  return {
    key,
    url,
    id,
    promise: ({ body, issuerSpki, at, extensions = new Uint8Array() }) => {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(at));
      const signed = Buffer.concat([
        // Version 1, certificate_timestamp; then precert_entry.
        Buffer.from([0, 0]),
        time,
        Buffer.from([0, 1]),
        digestOf('sha256', issuerSpki),
        counted(body, 3),
        counted(extensions, 2),
      ]);
      return Buffer.concat([
        Buffer.from([0]),
        id,
        time,
        counted(extensions, 2),
        Buffer.from([hashCodes[key.hash], key.algorithm.startsWith('rsa') ? 1 : 3]),
        counted(key.sign(signed), 2),
      ]);
    },
  };
}

/** The extension of a certificate that holds its timestamps. Source: RFC 6962 section 3.3. */
export function sctExtension(scts: readonly Uint8Array[]): Uint8Array {
  const list = counted(Buffer.concat(scts.map((sct) => counted(sct, 2))), 2);
  return extension('1.3.6.1.4.1.11129.2.4.2', octetString(list));
}

/** Bytes after their length in so many bytes. Source: RFC 8446 section 3.4. */
function counted(bytes: Uint8Array, size: 2 | 3): Uint8Array {
  const length = Buffer.alloc(size);
  length.writeUIntBE(bytes.length, 0, size);
  return Buffer.concat([length, bytes]);
}

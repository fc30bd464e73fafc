import type { ArchiveBytes } from '../../src/registry/oci/index.ts';
import { sha256, type OciDescriptor, type OciManifest, type OciServer } from './oci-server.ts';

/** A layout in memory: what is put in is in its blobs, and what `index` lists in its index. */
export interface MemoryLayout extends Pick<OciServer, 'blob' | 'manifest'> {
  readonly files: Map<string, Buffer>;
  /** Lists manifests, with annotations each. */
  readonly index: (entries: readonly (OciDescriptor & { readonly annotations?: Readonly<Record<string, string>> })[]) => void;
}

export function memoryLayout(): MemoryLayout {
  const files = new Map<string, Buffer>([['oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')]]);
  const keep = (bytes: Buffer): string => {
    const digest = sha256(bytes);
    files.set(`blobs/${digest.replace(':', '/')}`, bytes);
    return digest;
  };
  return {
    files,
    blob: (bytes, mediaType, more = {}) => ({ mediaType, digest: keep(Buffer.from(bytes)), size: Buffer.byteLength(bytes), ...more }),
    manifest: (manifest: OciManifest) => {
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...manifest }));
      return { mediaType: manifest.mediaType, digest: keep(bytes), size: bytes.length };
    },
    index: (manifests) => void files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }))),
  };
}

/** A tar archive of files; `edit` changes a header before its sum is made. */
export function tarOf(files: Iterable<readonly [string, Uint8Array]>, edit: (header: Buffer, name: string) => void = () => undefined): Buffer {
  const parts: Buffer[] = [];
  for (const [name, bytes] of files) {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write('0000644\0', 100);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    header.write('ustar\0', 257);
    edit(header, name);
    header.write('        ', 148);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    parts.push(header, Buffer.from(bytes), Buffer.alloc((512 - (bytes.length % 512)) % 512));
  }
  return Buffer.concat([...parts, Buffer.alloc(1_024)]);
}

/** Bytes in pieces of a size that fits no block. */
export function* inPieces(bytes: Uint8Array, size = 700): Generator<Uint8Array> {
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    // As a port may: each piece overwrites the last.
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

/** The bytes of an archive as a port gives them. */
export function archiveBytes(bytes: Uint8Array, pieceSize = 700): ArchiveBytes {
  return { read: () => inPieces(bytes, pieceSize), at: (offset, length) => bytes.slice(offset, offset + length) };
}

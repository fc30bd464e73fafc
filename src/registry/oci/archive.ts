import { limits, type BodyPieces, type PiecesRead } from '../../base/index.ts';
import { parsed, reason, refused, type Parsed } from '../../trust/reason/index.ts';
import { openLayout, type Layout, type LayoutFiles } from './layout.ts';
import type { Sought } from './store.ts';
import { readTar } from './tar.ts';

/** The bytes of an archive: from its start, and in any order. */
export type ArchiveBytes = Pick<Extract<PiecesRead, { readonly kind: 'pieces' }>, 'read' | 'at'>;

/**
 * Opens an archive of images: an OCI layout in a tar file, as `docker save` writes since version 25, `skopeo` and `podman`.
 * Takes its bytes, as often as they are asked for and in any order; they are read once, and again for contents that are large.
 */
export function openArchive({ read, at }: ArchiveBytes, where: string): Parsed<Layout> {
  const small = (name: string, size: number): boolean =>
    size <= limits.maxManifestBytes && /^(?:oci-layout|index\.json|blobs\/sha(?:256|384|512)\/[0-9a-f]+)$/.test(name);
  const all = readTar(read(), small);
  if (all.kind === 'refused') return { kind: 'refused', reason: { ...all.reason, message: `${where}: ${all.reason.message}` } };
  const { sizes, kept, starts } = all.value;
  if (!sizes.has('index.json')) {
    if (!sizes.has('manifest.json')) return refused('SUBJECT_UNREADABLE', `${where} holds no image: neither index.json nor manifest.json`);
    const why = 'an archive of Docker before version 25 holds no manifest, and a manifest is what is signed';
    return {
      kind: 'refused',
      reason: reason('SUBJECT_UNREADABLE', `${where}: ${why}`, { hint: 'skopeo copy docker://IMAGE oci-archive:FILE, or verify the image by its reference' }),
    };
  }
  const files: LayoutFiles = (path, maxBytes) => {
    const size = sizes.get(path);
    if (size === undefined) return { kind: 'missing' };
    if (size > maxBytes) return refused('SERVICE_TOO_MUCH', `${path} in ${where} has ${size} bytes, where ${maxBytes} are read`);
    const own = kept.get(path);
    if (own !== undefined) return parsed(own);
    const bytes = at(starts.get(path) ?? 0, size);
    return bytes.length !== size ? refused('SUBJECT_UNREADABLE', `${where} changed while it was read`) : parsed(bytes);
  };
  const open = (path: string): Sought<BodyPieces> => {
    const [size, start] = [sizes.get(path), starts.get(path)];
    return size === undefined || start === undefined ? { kind: 'missing' } : parsed({ size, read: () => piecesOf(at, { start, size }) });
  };
  return openLayout(files, where, open);
}

const pieceBytes = 1024 * 1024;

function* piecesOf(at: ArchiveBytes['at'], { start, size }: { readonly start: number; readonly size: number }): Generator<Uint8Array> {
  for (let done = 0; done < size;) {
    const piece = at(start + done, Math.min(pieceBytes, size - done));
    if (piece.length === 0) return;
    done += piece.length;
    yield piece;
  }
}

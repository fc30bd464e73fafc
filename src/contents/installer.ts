import type { Spool } from '../base/index.ts';
import { openLayers, type Layer, type Wants } from '../sbom/index.ts';
import type { OpenedPart } from './contents.ts';
import type { NamedFile } from './file.ts';

const pieceBytes = 1024 * 1024;
const headerBytes = 60;

/** The files that a package of Debian installs. Source: deb(5), ar(5). */
export async function openDeb(named: NamedFile, wants: Wants, spool: Spool): Promise<OpenedPart> {
  const { file, name } = named;
  let at = 8;
  while (at + headerBytes <= file.size) {
    const header = Buffer.from(file.at(at, headerBytes)).toString('latin1');
    const size = /^\d{1,10} *`\n$/.test(header.slice(48)) ? Number.parseInt(header.slice(48, 58), 10) : Number.NaN;
    const start = at + headerBytes;
    if (!Number.isSafeInteger(size) || start + size > file.size) break;
    // Members may have a slash behind their names, as System V wrote them.
    if (/^data\.tar(?:\.[a-z0-9]+)?\/? *$/.test(header.slice(0, 16))) return await openLayer(partOf(named, { start, size, form: 'tar' }), wants, spool);
    at = start + size + (size % 2);
  }
  return malformed(name, 'it is no package of Debian, or is cut short');
}

/** The files that a package of rpm installs. Source: rpm manual, "RPM V4 package format". */
export async function openRpm(named: NamedFile, wants: Wants, spool: Spool): Promise<OpenedPart> {
  const { file, name } = named;
  const signature = headerEnd(named, 96);
  // The first of the two headers ends at eight bytes.
  const start = signature === undefined ? undefined : headerEnd(named, Math.ceil(signature / 8) * 8);
  if (start === undefined) return malformed(name, 'it is no package of rpm, or is cut short');
  return await openLayer(partOf(named, { start, size: file.size - start, form: 'cpio' }), wants, spool);
}

/** Where a header of rpm ends: a magic number, two counts, entries of sixteen bytes, and data. */
function headerEnd({ file }: NamedFile, at: number): number | undefined {
  const head = Buffer.from(file.at(at, 16));
  if (head.length < 16 || head.readUInt32BE(0) !== 0x8eade801) return undefined;
  const end = at + 16 + 16 * head.readUInt32BE(8) + head.readUInt32BE(12);
  return end > file.size ? undefined : end;
}

function partOf({ file, name }: NamedFile, { start, size, form }: { readonly start: number; readonly size: number; readonly form: 'tar' | 'cpio' }): Layer {
  return {
    name,
    form,
    pieces: function* () {
      for (let done = 0; done < size; done += pieceBytes) yield file.at(start + done, Math.min(pieceBytes, size - done));
    },
  };
}

async function openLayer(layer: Layer, wants: Wants, spool: Spool): Promise<OpenedPart> {
  return await openLayers({ layers: [layer], marks: 'none', wants, spool });
}

function malformed(path: string, reason: string): OpenedPart {
  return { kind: 'unreadable', problem: { code: 'ARCHIVE_MALFORMED', path, reason } };
}

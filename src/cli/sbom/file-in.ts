import type { Machine } from '../machine.ts';
import { findSubject, openPart } from './open.ts';

/**
 * The one file of an archive whose path is wanted; undefined where there is none, more than one, or it is larger than it may
 * be. Throws what finding and opening the archive throw.
 */
export async function fileIn(
  { subject, isWanted, maxBytes }: { readonly subject: string; readonly isWanted: (path: string) => boolean; readonly maxBytes: number },
  machine: Machine,
): Promise<Uint8Array | undefined> {
  const ports = await machine.openVerifyPorts();
  const contents = await findSubject(
    { kind: 'sbom', subject, format: 'spdx-json', output: undefined, outputFolder: undefined, platform: undefined, name: undefined, exclude: [] },
    machine,
    ports,
  );
  if (contents.kind !== 'one') return undefined;
  const { tree, close } = await openPart(contents.part, isWanted);
  try {
    const [path, ...others] = tree.paths().filter(isWanted);
    if (path === undefined || others.length > 0) return undefined;
    const opened = tree.open(path);
    if (opened.kind !== 'file' || opened.bytes.size > maxBytes) return undefined;
    return Uint8Array.from(opened.bytes.at(0, opened.bytes.size));
  } finally {
    close();
  }
}

import { limits, type Spool, type SpoolFile } from '../../base/index.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import type { ByteTree, Opened } from './byte-tree.ts';
import { walkCpio } from './cpio.ts';
import { Malformed } from './malformed.ts';
import { listed, NodeTree } from './node-tree.ts';
import type { StoredFile } from './nodes.ts';
import { pathOf } from './paths.ts';
import { programStartBytes, startsProgram } from './program-start.ts';
import { Squashed, type Member } from './squash.ts';
import { walkTar, type Sink } from './tar.ts';
import { unpack, type Pieces } from './unpack.ts';

/** An archive, packed or not. */
export interface Layer {
  /** How a person names it: a digest, or a file. */
  readonly name: string;
  readonly pieces: Pieces;
  /** An archive of tar, unless it says otherwise. */
  readonly form?: 'tar' | 'cpio';
}

/** Which files somebody will open: told by what a listing shows of them. */
export type Wants = (path: string, file: { readonly size: number; readonly isExecutable: boolean; readonly isProgram: boolean }) => boolean;

export interface LayersRequest {
  readonly layers: readonly Layer[];
  /** Layers of an image take files of those below away; a plain archive has no such marks. */
  readonly marks: 'whiteouts' | 'none';
  readonly wants: Wants;
  readonly spool: Spool;
}

/** A tree that holds what it was asked for, until it is closed. */
export interface OpenTree {
  readonly tree: ByteTree;
  readonly close: () => void;
}

/** An archive that is none, or too much of one. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly problem: Problem;
}

const codes: Readonly<Record<Malformed['kind'], ProblemCode>> = {
  malformed: 'ARCHIVE_MALFORMED',
  'too-much': 'ARCHIVE_TOO_MUCH',
  unsupported: 'ARCHIVE_UNSUPPORTED',
};

/**
 * Puts the layers of an image over each other, the lowest first, or reads one archive. Each is read once, and again only
 * for files that turn out to be wanted under another name. Only what is wanted is kept. A layer that cannot be read makes
 * the whole unreadable: what it takes away or adds is not known.
 */
export async function openLayers({ layers, marks, wants, spool }: LayersRequest): Promise<({ readonly kind: 'open' } & OpenTree) | Unreadable> {
  if (layers.length > limits.maxLayers) return unreadable('', new Malformed(`an image of ${layers.length} layers`, 'too-much'));
  const kept = spool.open();
  const squashed = new Squashed();
  let at = '';
  try {
    for (const [number, layer] of layers.entries()) {
      at = layer.name;
      squashed.addLayer(await membersOf(layer, number, { wants, kept }), number, marks);
    }
    for (const [number, files] of wantedElsewhere(squashed, wants)) {
      const layer = layers[number];
      if (layer === undefined) continue;
      at = layer.name;
      await keepMembers(layer, files, kept);
    }
    return { kind: 'open', tree: new NodeTree(squashed.root, squashed.problems), close: kept.close };
  } catch (error) {
    kept.close();
    if (error instanceof Malformed) return unreadable(at, error);
    throw error;
  }
}

/** Takes how a person names the archive, and why it is none. */
export function unreadable(path: string, why: Malformed): Unreadable {
  return { kind: 'unreadable', problem: { code: codes[why.kind], path, reason: why.message } };
}

async function membersOf(layer: Layer, number: number, { wants, kept }: { readonly wants: Wants; readonly kept: SpoolFile }): Promise<readonly Member[]> {
  const members: Member[] = [];
  await walkerOf(layer)(unpack(layer.pieces), (entry) => {
    if (entry.kind !== 'file') {
      members.push({ name: entry.name, is: entry });
      return undefined;
    }
    const file = new LayerFile({ ...entry, layer: number, member: members.length }, kept);
    members.push({ name: entry.name, is: file });
    const named = pathOf(entry.name);
    if (named.kind !== 'path') return undefined;
    const { path } = named;
    return isWanted(wants, path, file) ? keep(kept, file) : seeing(file, () => (isWanted(wants, path, file) ? keep(kept, file) : undefined));
  });
  return members;
}

function walkerOf({ form }: Layer): typeof walkTar {
  return form === 'cpio' ? walkCpio : walkTar;
}

function isWanted(wants: Wants, path: string, file: LayerFile): boolean {
  return file.size <= limits.maxWantedBytes && wants(path, file);
}

/** Files that are wanted under the names that they have now, and were passed over under those of their layers. */
function wantedElsewhere({ root, moved }: Squashed, wants: Wants): ReadonlyMap<number, ReadonlyMap<number, LayerFile>> {
  const byLayer = new Map<number, Map<number, LayerFile>>();
  if (moved.size === 0) return byLayer;
  for (const { path, stored } of listed(root)) {
    if (!(stored instanceof LayerFile) || stored.offset !== undefined || !moved.has(stored) || !isWanted(wants, path, stored)) continue;
    byLayer.set(stored.layer, (byLayer.get(stored.layer) ?? new Map<number, LayerFile>()).set(stored.member, stored));
  }
  return byLayer;
}

function keep(kept: SpoolFile, file: LayerFile): Sink {
  if (kept.size() + file.size > limits.maxSpooledBytes)
    throw new Malformed(`more than ${limits.maxSpooledBytes} bytes of it would have to be kept`, 'too-much');
  file.offset = kept.size();
  return kept.write;
}

/** Looks at how a file begins that nobody wanted by its name: whoever packed it may have lost the bit that says what it is. */
function seeing(file: LayerFile, whenProgram: () => Sink | undefined): Sink | undefined {
  if (file.size < programStartBytes) return undefined;
  let start: Uint8Array = new Uint8Array();
  let sink: Sink | undefined;
  return (piece) => {
    if (start.length >= programStartBytes) {
      sink?.(piece);
      return;
    }
    start = start.length === 0 && piece.length >= programStartBytes ? piece : Buffer.concat([start, piece]);
    if (start.length < programStartBytes) return;
    file.isProgram = startsProgram(start);
    sink = file.isProgram ? whenProgram() : undefined;
    sink?.(start);
    start = seen;
  };
}

const seen = new Uint8Array(programStartBytes);

/** Reads a layer again for members that were passed over, by their numbers. */
async function keepMembers(layer: Layer, wanted: ReadonlyMap<number, LayerFile>, kept: SpoolFile): Promise<void> {
  let member = -1;
  await walkerOf(layer)(unpack(layer.pieces), (entry) => {
    member += 1;
    const file = wanted.get(member);
    return entry.kind === 'file' && file?.size === entry.size ? keep(kept, file) : undefined;
  });
}

/** A file of a layer; its bytes are in the spool if somebody asked for them. */
class LayerFile implements StoredFile {
  readonly kind = 'file';
  readonly size: number;
  readonly isExecutable: boolean;
  isProgram = false;
  readonly layer: number;
  readonly member: number;
  /** Where it begins in the spool. */
  offset: number | undefined;
  readonly #kept: SpoolFile;

  constructor(of: { readonly size: number; readonly isExecutable: boolean; readonly layer: number; readonly member: number }, kept: SpoolFile) {
    this.size = of.size;
    this.isExecutable = of.isExecutable;
    this.layer = of.layer;
    this.member = of.member;
    this.#kept = kept;
  }

  open(): Opened {
    const { size, offset } = this;
    if (offset === undefined) return { kind: 'refused', reason: size > limits.maxWantedBytes ? `it has ${size} bytes` : 'it was not kept' };
    const at = (from: number, length: number): Uint8Array => this.#kept.at(offset + from, Math.max(0, Math.min(length, size - from)));
    return { kind: 'file', bytes: { size, at } };
  }
}

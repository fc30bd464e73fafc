import { keyOf } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { MadeType } from '../../effect.ts';
import type { ArtifactFields } from './project.ts';

/** A binary as GoReleaser built it, before it is packed. */
export interface Binary {
  readonly build: string;
  readonly os: string;
  readonly arch: string;
  /** Binaries of one platform go into one archive. */
  readonly platform: string;
  readonly fields: ArtifactFields;
  /** Its file name, with the ending of the platform. */
  readonly name: Text;
  readonly path: Text;
}

/** A file that is uploaded under `name`; `path` is where it lies. They differ for binaries that are not packed. */
export interface MadeFile {
  readonly type: MadeType;
  /** GoReleaser's own id of it, which `ids` filters compare. */
  readonly id: string;
  readonly name: Text;
  readonly path: Text;
  readonly fields: ArtifactFields;
}

/** An image that was pushed, with the names that it has. */
export interface MadeImage {
  readonly type: 'image' | 'image-manifest' | 'image-v2' | 'ko-image';
  /** Undefined where the entry has none: no `ids` filter then takes it. */
  readonly id: string | undefined;
  readonly refs: readonly Text[];
  /** The unknown that its digest is. */
  readonly digest: Text;
}

/** What one run has made so far. */
export class Made {
  readonly binaries: Binary[] = [];
  readonly files: MadeFile[] = [];
  readonly images: MadeImage[] = [];
  readonly #seen = new Set<string>();

  addBinary(binary: Binary): void {
    this.binaries.push(binary);
  }

  /** Adds a file unless one of the same type and path is there; returns whether it was new. */
  addFile(file: MadeFile): boolean {
    const key = `${file.type} ${file.id} ${keyOf(file.path)} ${keyOf(file.name)}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    this.files.push(file);
    return true;
  }

  /** Files of these types that an `ids` filter keeps; without ids all. Types that carry no id pass every filter. */
  select(types: readonly MadeType[], ids: readonly string[]): readonly MadeFile[] {
    return this.files.filter((file) => types.includes(file.type) && (ids.length === 0 || passesIds(file.type) || ids.includes(file.id)));
  }

  has(type: MadeType): boolean {
    return this.files.some((file) => file.type === type);
  }

  /** Binaries of these builds; without ids all. */
  built(ids: readonly string[]): readonly Binary[] {
    return this.binaries.filter((binary) => ids.length === 0 || ids.includes(binary.build));
  }
}

/** `ByID` in internal/artifact: checksum files, the source archive and extra files pass every filter. */
export function passesIds(type: MadeType): boolean {
  return type === 'checksum' || type === 'source' || type === 'extra' || type === 'metadata';
}

/** Drops repeated texts, order kept. */
export function distinct(texts: readonly Text[]): readonly Text[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = keyOf(text);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

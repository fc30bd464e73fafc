import type { Disk, FolderPort, Spool } from '../base/index.ts';
import type { Asker } from '../registry/asking/index.ts';
import type { RegistryOptions } from '../registry/oci/index.ts';
import type { OpenTree, SbomSubject, Unreadable, Wants } from '../sbom/index.ts';
import type { Reason } from '../trust/reason/index.ts';

/** What opening needs of the machine and of the person's settings. */
export interface ContentsPorts {
  readonly disk: Disk;
  readonly spool: Spool;
  /** Opens a folder of the disk. Throws FOLDER_MISSING or FOLDER_UNREADABLE. */
  readonly folder: (path: string) => FolderPort;
  readonly asker: Asker;
  readonly registry: RegistryOptions;
}

/** A tree that was opened, why what is there is none, or why it could not be got. */
export type OpenedPart = ({ readonly kind: 'open' } & OpenTree) | Unreadable | { readonly kind: 'refused'; readonly reason: Reason };

/** One tree to describe. */
export interface Part {
  readonly subject: SbomSubject;
  /** Opens it. Takes which files will be read: of an archive or image no other is kept. */
  readonly open: (wants: Wants) => Promise<OpenedPart>;
}

/** What a person named: one tree, or an index of images, each a tree of its own. */
export type Contents =
  | { readonly kind: 'one'; readonly part: Part }
  | {
      readonly kind: 'index';
      readonly subject: SbomSubject;
      readonly parts: readonly Part[];
      /** Why there may be more images than these. */
      readonly problems: readonly Reason[];
    };

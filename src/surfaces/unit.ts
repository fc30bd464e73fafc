import type { PackageIndex } from '../catalog/index.ts';
import type { FileItem, ImageNode, PublishRecord } from '../lineage/index.ts';
import type { PublishedBy, SurfaceKind } from './surface.ts';

/** One thing published by one step under one scenario: what controls are asked about before rows are folded. */
export interface Unit {
  readonly kind: SurfaceKind;
  readonly place: 'release' | 'registry' | 'index' | 'helm-index' | 'channel' | 'bucket' | 'site' | 'tag' | 'action';
  readonly names: readonly string[];
  readonly files: readonly FileItem[];
  readonly image: ImageNode | undefined;
  readonly index: PackageIndex | undefined;
  /** A channel entry that holds a URL and a hash of something published elsewhere. */
  readonly pointer: boolean;
  readonly publish: PublishRecord | undefined;
  /** How it proves to an index who publishes, where what publishes was not read. */
  readonly auth?: PublishRecord['auth'];
  /** The program that publishes it to npm, which was not read, where settings ask for provenance. */
  readonly asksProvenance?: string;
  /** Whether settings ask it, or its own text, which is not followed. */
  readonly asksBy?: 'settings' | 'script';
  readonly publishedBy: PublishedBy;
  readonly at: PublishRecord['origin']['at'];
  readonly scenario: string;
  readonly run: string;
  readonly notes: readonly string[];
  /** Done by hand, as a document says. */
  readonly manual: boolean;
  /** What an earlier step published and this replaces at the same place, or is a changed copy of. */
  readonly replaced?: readonly Unit[];
  /** Why nothing is known of how it is published. */
  readonly unread: string | undefined;
}

import type { Clock, Commands, Disk } from '../base/index.ts';
import type { JournalFile } from './journal.ts';
import type { EvidenceType } from './model.ts';

/** A file that was kept: its digest, in hexadecimal, and its size. */
export interface Kept {
  readonly sha256: string;
  readonly size: number;
}

/** A kept file as it is published. */
export interface PublishedFile {
  readonly name: string;
  /** In hexadecimal. */
  readonly sha256: string;
  readonly executable: boolean;
}

/**
 * The folder in which a release keeps its journal, the files as they were frozen and what was made for them. A file is there
 * whole or not at all. All that writes throws STATE_UNWRITABLE.
 */
export interface ReleaseStore {
  /** For messages. */
  readonly path: string;
  readonly journal: JournalFile;
  /** Keeps a copy of what is read, by a name, and gives its digest as it was written. One that may be run stays so. */
  readonly keep: (name: string, pieces: Iterable<Uint8Array>, as?: { readonly executable: boolean }) => Kept;
  /** The folder of the kept files. */
  readonly files: string;
  /** The path of a kept file. */
  readonly pathOf: (name: string) => string;
  readonly names: () => readonly string[];
  /** Removes a kept file, if it is there. */
  readonly remove: (name: string) => void;
  /** Writes a text beside the journal. Gives its path. */
  readonly note: (name: string, text: string) => string;
  /** Writes a layout of an image, by the paths in it, in a folder of its own. Gives its path. */
  readonly layout: (name: string, files: ReadonlyMap<string, Uint8Array>) => string;
  /**
   * Puts kept files into a folder that is not there yet, all at once, where all have the digests that they must have; `same`
   * where it is there with these very bytes, `changed` where a kept file has others, of which nothing is published. `begin` is
   * called when all is ready, right before the folder appears.
   */
  readonly publishInto: (folder: string, files: readonly PublishedFile[], begin: () => void) => 'published' | 'same' | 'other' | { readonly changed: string };
  /** Forgets all of the release, so that its name can be used again. */
  readonly discard: () => void;
}

/** A subject of a statement: SHA-256 in hexadecimal. */
export interface StatementSubject {
  readonly name: string;
  readonly sha256: string;
}

/** Signs, and has verified what it gives; `json` is a bundle as a file holds it. Each throws a coded error. */
export interface Signing {
  readonly signArtifact: (artifact: {
    readonly sha256: string;
    readonly bytes?: Uint8Array;
    readonly read?: () => Iterable<Uint8Array>;
  }) => Promise<{ readonly json: string }>;
  readonly signStatement: (payload: Uint8Array) => Promise<{ readonly json: string }>;
}

/** An image in a layout or registry, with all that is under it. */
export interface ImageTree {
  /** `sha256:…` of the image or index. */
  readonly top: string;
  /** Of each image of an index; empty for a single image. */
  readonly platforms: readonly string[];
  /** Those of them that hold files: all but indexes. */
  readonly images: readonly string[];
}

/** Container registries, as a release writes to them. Each throws a coded error. */
export interface Images {
  /** Undefined where there is no layout. */
  readonly inLayout: (layout: string) => ImageTree | undefined;
  /** Pushes by digest, with no tag. */
  readonly push: (request: { readonly layout: string; readonly to: string; readonly top: string }) => Promise<void>;
  /** Hangs a statement on what has a digest. */
  readonly attach: (request: { readonly to: string; readonly digest: string; readonly bundle: string; readonly predicateType: string }) => Promise<void>;
  /** What cosign 1 and 2 sign of what has a digest. */
  readonly olderPayload: (request: { readonly to: string; readonly digest: string }) => Uint8Array;
  /** Adds a signature of such a payload, or a statement, to those that they keep. Throws SIGNATURE_UNSOUND where they have no form for it. */
  readonly attachOlder: (request: {
    readonly to: string;
    readonly digest: string;
    readonly bundle: string;
    readonly signed: { readonly payload: Uint8Array } | { readonly predicateType: string };
  }) => Promise<void>;
  /** The digest that a tag stands for. */
  readonly tagged: (request: { readonly to: string; readonly tag: string }) => Promise<string | undefined>;
  /** Whether what has a digest is there still. */
  readonly shows: (request: { readonly to: string; readonly digest: string }) => Promise<boolean>;
  /** Makes a tag of what was pushed; one that stands for something else is moved where that is asked for. */
  readonly tag: (request: { readonly to: string; readonly digest: string; readonly tag: string; readonly existing: 'kept' | 'moved' }) => Promise<void>;
}

/** A file of a release at a service. */
export interface RemoteFile {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** False for one whose upload was cut off. */
  readonly whole: boolean;
}

export interface RemoteRelease {
  readonly id: number;
  readonly state: 'draft' | 'public';
  readonly files: readonly RemoteFile[];
}

/** Releases of one repository at GitHub. Each throws a coded error; asking twice is as asking once. */
export interface Releases {
  /** All of that tag: a service lets several drafts have one. */
  readonly find: (tag: string) => Promise<readonly RemoteRelease[]>;
  readonly create: (tag: string) => Promise<RemoteRelease>;
  readonly upload: (release: number, file: { readonly name: string; readonly path: string }) => Promise<void>;
  readonly remove: (file: RemoteFile) => Promise<void>;
  /** What the service gives to who downloads the file: its SHA-256 in hexadecimal. */
  readonly digest: (file: RemoteFile) => Promise<string>;
  readonly publish: (release: number) => Promise<void>;
  readonly discard: (release: number) => Promise<void>;
  /** Whether the tag of git is there: where it is not, the service makes one of whatever is newest. */
  readonly hasTag: (tag: string) => Promise<boolean>;
}

/** Tags of git in the checkout. Each throws a coded error. */
export interface GitTags {
  /**
   * Where the tag is already: `here` alone, `both` here and at the remote, or `away`, where this checkout does not have what the
   * remote has. Throws what can be seen to keep the tag from being made or pushed, before anything is signed: RELEASE_TAKEN where
   * it names another commit than what is checked out, here or at the remote; TAG_UNSIGNABLE, GIT_FAILED, SIGNING_KEY_UNREADABLE.
   */
  readonly standing: (name: string, remote: string | undefined) => Promise<'nowhere' | 'here' | 'both' | 'away'>;
  /** Makes a signed tag of the commit that is checked out. */
  readonly make: (name: string) => Promise<'made' | 'was-there'>;
  /** Removes one that was made and not pushed. */
  readonly remove: (name: string) => Promise<void>;
  readonly push: (name: string, remote: string) => Promise<void>;
}

/** What a step may use. */
export interface ReleasePorts {
  /** The folder that the paths of a plan are in. */
  readonly root: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly store: ReleaseStore;
  /** Made when something is to be signed. */
  readonly signing: () => Promise<Signing>;
  /** The document that describes a file, or a platform of an image that was pushed. */
  readonly sbom: (
    of:
      | { readonly kind: 'file'; readonly path: string; readonly name: string }
      /** Of the layout, or where there is none any more as it was pushed. */
      | { readonly kind: 'image'; readonly layout: string | undefined; readonly digest: string; readonly name: string },
    as: Extract<EvidenceType, 'spdx' | 'cyclonedx'>,
  ) => Promise<Uint8Array>;
  /** The predicate types that are written. */
  readonly predicateTypes: Readonly<Record<'spdx' | 'cyclonedx' | 'publish', string>>;
  /** A statement that is not signed yet. */
  readonly statement: (parts: { readonly subjects: readonly StatementSubject[]; readonly predicateType: string; readonly predicate: unknown }) => Uint8Array;
  /** SLSA provenance of subjects, from what is known of the job. Throws a coded error where that is not enough. */
  readonly provenance: (subjects: readonly StatementSubject[]) => Promise<Uint8Array>;
  /** Signs that a distribution is published, as an object that an index of Python packages takes. Throws a coded error. */
  readonly publishObject: (subject: StatementSubject) => Promise<string>;
  readonly images: Images;
  /** Undefined where no service was declared. */
  readonly releases: Releases | undefined;
  /** Verifies as the words of a command line say, and gives what a person would read; `older` sees of registries what cosign 1 and 2 see. */
  readonly verify: (words: readonly string[], view: 'whole' | 'older') => Promise<{ readonly code: number; readonly text: string }>;
  readonly gitTags: GitTags;
  readonly onStep: (step: { readonly about: string; readonly state: 'begins' | 'is done' | 'was done' }) => void;
}

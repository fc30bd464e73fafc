/** What a file read gives: its text, or why it was not read. */
export type FileRead =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Repairs made on the way in: a byte-order mark dropped, bytes that are not UTF-8 replaced. */ readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'missing' };

/**
 * The audited checkout as a port. Paths are relative to its root, with `/`, never starting with `./`
 * or leaving it. Implementations never follow a symbolic link out of the checkout and never open a device.
 */
export interface FileTree {
  /** All regular files, sorted. */
  list(): readonly string[];
  has(path: string): boolean;
  /** True for a folder that holds at least one listed file. */
  hasFolder(path: string): boolean;
  /** Names of the files directly in a folder (empty path for the root), sorted; cheaper than `list` when few folders matter. */
  folder(path: string): readonly string[];
  /** Names of the folders directly in a folder, sorted. */
  folders(path: string): readonly string[];
  read(path: string): FileRead;
  /** The path of the same file without links; the path itself where there are none, or none can be. */
  realPath?(path: string): string;
  /** What was met and not followed: links that leave the checkout, devices, folders too deep, with the reason. */
  refused(): readonly { readonly path: string; readonly reason: string }[];
}

/** What git says of the checkout, read as text; every field may be missing. */
export interface GitFacts {
  readonly host: string | null;
  readonly owner: string | null;
  readonly repo: string | null;
  readonly commit: string | null;
  /** Committer date of the commit, ISO 8601, or null. */
  readonly date: string | null;
  readonly tags: readonly string[];
  readonly defaultBranch: string | null;
}

/** What a service answered, or why it did not: nothing that a service does is thrown. */
export type HttpReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** By its name in lower case. */
      readonly header: (name: string) => string | null;
      readonly text: string;
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Longer answers are refused, counted after they are unpacked. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Reading from a service. A redirect is an answer like any other: who asked decides whether to follow it. */
export interface Http {
  get(url: string, request: HttpRequest): Promise<HttpReply>;
}

/** A body that may be larger than memory. A piece may be overwritten by the next; what `read` throws is thrown to who asked. */
export interface BodyPieces {
  readonly size: number;
  readonly read: () => Iterable<Uint8Array>;
}

/** A request of any method, with its body as bytes or in pieces. */
export interface NetworkRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | BodyPieces;
  /** Longer answers are refused, counted as they arrive and after they are unpacked. */
  readonly maxBytes: number;
  /** From the request to the last byte of the answer; anew with each piece of a body that was taken. */
  readonly timeoutMs: number;
  /** The person said of this host that it has no TLS; this machine is asked without in any case. */
  readonly withoutTls?: 'allowed' | undefined;
  /** Takes the body of an answer of 200 to 299 piece by piece, unpacked, instead of `bytes`, which is then empty. */
  readonly onBytes?: (piece: Uint8Array) => void;
}

/** What came back, or why nothing did, in words that hold no address and no secret. */
export type NetworkReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** By its name in lower case. */
      readonly header: (name: string) => string | null;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'failed'; readonly cause: 'timeout' | 'too-long' | 'cut-off' | 'malformed' | 'tls' | 'unreachable'; readonly reason: string };

/** The network, reading and writing. A redirect is an answer like any other; no cookie is kept. Never throws. */
export interface Network {
  request(request: NetworkRequest): Promise<NetworkReply>;
}

/** The one clock: milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** Waits, between one attempt and the next. */
export interface Timer {
  wait(ms: number): Promise<void>;
}

/** What a program wrote and how it ended, or why it did not run. */
export type ProgramRun =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: Uint8Array }
  | { readonly kind: 'failed'; readonly cause: 'missing' | 'timeout' | 'too-long' | 'unreachable'; readonly reason: string };

/** Programs of this machine, found by name on its path; no shell comes between. Throws nothing but what reading the input throws. */
export interface Programs {
  run(
    program: string,
    words: readonly string[],
    /** Input in pieces is read as fast as the program takes it. */
    more: { readonly input: Uint8Array | Iterable<Uint8Array>; readonly maxBytes: number; readonly timeoutMs: number },
  ): Promise<ProgramRun>;
}

/** How a command ended that had the terminal and the streams of this process; a signal that ended it is told as shells do, 128 and its number. */
export type CommandRun = { readonly kind: 'ended'; readonly code: number } | { readonly kind: 'failed'; readonly reason: string };

/** Commands that a person typed, run in place of this process as far as it can be told: same streams, signals passed on; no shell comes between. */
export interface Commands {
  run(
    program: string,
    words: readonly string[],
    more: {
      /** Added to the environment; undefined takes a variable out of it. */ readonly environment: Readonly<Record<string, string | undefined>>;
      readonly folder?: string;
      /** What it writes to standard output goes to standard error: that is for talk. */ readonly output?: 'as-talk';
    },
  ): Promise<CommandRun>;
}

/** A folder for a while, which this user alone can enter. */
export interface ScratchFolder {
  readonly path: string;
  /** Writes a file into it. Returns its path, or undefined where it cannot be written. */
  readonly write: (name: string, bytes: Uint8Array) => string | undefined;
  /** The same for what may be larger than memory. Throws what reading the pieces throws. */
  readonly writePieces: (name: string, pieces: Iterable<Uint8Array>, more: { readonly executable: boolean }) => string | undefined;
  /** Removes it with all that is in it. */
  readonly remove: () => void;
}

/** Folders for programs that want files of their own; undefined where none can be made. */
export interface Scratch {
  open(): ScratchFolder | undefined;
}

/** Bytes that are put aside while they pass, to be read again in any order: in memory while they are few, then on the disk. */
export interface SpoolFile {
  /** Adds to the end. Throws SPOOL_FULL where there is no room. */
  readonly write: (piece: Uint8Array) => void;
  /** Bytes that were written. */
  readonly size: () => number;
  /** Fewer bytes than were asked for only at the end. */
  readonly at: (offset: number, length: number) => Uint8Array;
  /** Gives up what it holds; nothing of it is left behind. */
  readonly close: () => void;
}

/** Room for bytes that may be more than memory holds. */
export interface Spool {
  open(): SpoolFile;
}

/** A folder of the disk by paths in it (the folder itself is the empty one), for whoever reads all of it. Follows no link and opens no device. */
export interface FolderPort {
  readonly list: (path: string) =>
    | {
        readonly kind: 'entries';
        /** `what` says why something may hold files that are not reached. */
        readonly entries: readonly { readonly name: string; readonly kind: 'file' | 'folder' | 'link' | 'other'; readonly what?: string }[];
      }
    | { readonly kind: 'refused'; readonly reason: string };
  readonly readLink: (path: string) => string | undefined;
  readonly facts: (path: string) => { readonly size: number; readonly isExecutable: boolean } | undefined;
  /** The first eight bytes of a file, or what it has of them; undefined where it cannot be read. */
  readonly start: (path: string) => Uint8Array | undefined;
  readonly open: (
    path: string,
  ) =>
    | { readonly kind: 'bytes'; readonly size: number; readonly at: (offset: number, length: number) => Uint8Array }
    | { readonly kind: 'refused'; readonly reason: string };
}

/** What a file of the disk gave: its bytes, or why not. */
export type BytesRead =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A file that may be larger than memory: its size, and its bytes as often as they are asked for. */
export type PiecesRead =
  | {
      readonly kind: 'pieces';
      readonly size: number;
      /** Whether its owner may run it as a program. */
      readonly executable?: boolean;
      /** A piece is overwritten by the next. Throws SUBJECT_CHANGED where the file is not what it was. */
      readonly read: () => Iterable<Uint8Array>;
      /** A part of it; fewer bytes than were asked for only at the end. Throws FILE_UNREADABLE. */
      readonly at: (offset: number, length: number) => Uint8Array;
      /** The digest of all of it, in hexadecimal, as fast as the machine can. Throws as `read` and `at` do. */
      readonly sha256: () => Promise<string>;
    }
  | Exclude<BytesRead, { readonly kind: 'bytes' }>;

/** Files that a person names on the command line, and what lies beside them. Links are followed: the person named them. No device is opened. */
export interface Disk {
  readonly read: (path: string, most: { readonly maxBytes: number }) => BytesRead;
  readonly open: (path: string) => PiecesRead;
  /**
   * Names of what is directly in a folder, sorted; undefined where there is no folder that can be read. `other`: no file
   * and no folder, such as a pipe, or a link to nothing.
   */
  readonly names: (folder: string) => readonly { readonly name: string; readonly kind: 'file' | 'folder' | 'linked-folder' | 'other' }[] | undefined;
  /** The path of the same file without links; undefined where there is no such file. Left out where there are no links. */
  readonly realPath?: (path: string) => string | undefined;
  /** Joins a folder and a path; an absolute path stands for itself. */
  readonly join: (folder: string, path: string) => string;
  /** The folder and the name of a path. */
  readonly split: (path: string) => { readonly folder: string; readonly name: string };
}

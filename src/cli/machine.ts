import type { ReleaseStore } from '../release/index.ts';
import type { AuditInput, AuditResult } from '../audit/index.ts';
import type { Clock, Commands, Disk, FileTree, GitFacts, Http, Network, Programs, Scratch, Timer } from '../base/index.ts';
import type { Config, ConfigSource } from '../decisions/index.ts';
import type { LabPorts } from './lab/ports.ts';
import type { Pages } from './ports/pages.ts';

/** A stream that text goes to. */
export interface Stream {
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
  write(text: string): void;
  /** Writes lines that a workflow run is to carry out; left out where every text is. */
  command?(text: string): void;
}

/** A file's text, and the one that takes its place. */
export interface FileReplacement {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A thread on another core. What goes to it and comes from it is copied. */
export interface Thread {
  /** Asks it one thing; what is asked before its answer is answered after it, in order. `failed` where it could not, for whatever reason. */
  readonly ask: (question: unknown) => Promise<{ readonly kind: 'answered'; readonly answer: unknown } | { readonly kind: 'failed' }>;
  readonly end: () => void;
}

export interface Threads {
  /** How many can work at once. */
  readonly cores: number;
  readonly start: (setup: unknown) => Thread;
}

/** What verifying may use: files that are named, the network where it is not told to stay off it, programs for credentials and git, the time. */
export interface VerifyPorts {
  readonly disk: Disk;
  readonly network: Network;
  readonly programs: Programs;
  readonly scratch: Scratch;
  readonly timer: Timer;
  readonly clock: Clock;
  /** Opens the threads of the machine; left out where there is one alone. */
  readonly openThreads?: () => Promise<Threads | undefined>;
}

/** All that a command may touch; tests give their own. */
export interface Machine {
  readonly env: (name: string) => string | undefined;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** The day, as YYYY-MM-DD in UTC: what review dates of decisions are compared with. */
  readonly today: () => string;
  /** Milliseconds from some fixed moment, for progress only. */
  readonly elapsedMs: () => number;
  readonly openTree: (folder: string) => FileTree;
  readonly openCommit: (folder: string, ref: string) => FileTree;
  readonly readGitFacts: (folder: string) => GitFacts;
  /** Writes a whole file or nothing. Throws OUTPUT_UNWRITABLE. */
  readonly writeFile: (path: string, text: string) => void;
  /**
   * Gives files of a folder other texts, all or none: each must be a file in it, reached by no link, that still holds what
   * was read. Throws FILE_CHANGED before anything is written, OUTPUT_UNWRITABLE where writing fails.
   */
  readonly replaceFiles: (folder: string, changes: readonly FileReplacement[]) => void;
  /** Joins a folder and a path; an absolute path stands for itself. */
  readonly joinPath: (folder: string, path: string) => string;
  /** The folder and the name of a path, links and `.` resolved as far as names go. */
  readonly splitPath: (path: string) => { readonly folder: string; readonly name: string };
  /** Writes a file of a checkout, never through a link; with `look` it only sees whether that can be. Throws OUTPUT_UNWRITABLE. */
  readonly writeFirst: (folder: string, path: string, text: string, existing: 'keep' | 'replace' | 'look') => void;
  /** The network, for the one option that asks for it. */
  readonly openHttp: () => Promise<Http>;
  /** What verifying may use of the machine. */
  readonly openVerifyPorts: () => Promise<VerifyPorts>;
  /** What runs commands that a person typed. */
  readonly openCommands: () => Promise<Commands>;
  /** What a lab may use of the machine. */
  readonly openLabPorts: () => Promise<LabPorts>;
  /** Opens the folder of a release, and lets no other process open it. Throws RELEASE_LOCKED, STATE_UNWRITABLE. */
  readonly holdReleaseStore: (folder: string) => Promise<{ readonly store: ReleaseStore; readonly close: () => void }>;
  /** Opens the pages that came with this program; undefined where none did. */
  readonly openPages: () => Promise<Pages | undefined>;
  /** Reads a configuration with all that it extends; throws as `loadConfig` of the decisions. */
  readonly loadConfig: (source: ConfigSource) => Promise<Config>;
  readonly loadAudit: () => Promise<(input: AuditInput) => AuditResult>;
}

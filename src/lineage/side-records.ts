import type { Origin } from './model.ts';

/** A tool that a step of a job installed. */
export interface InstallRecord {
  readonly tool: string;
  /** By what, as it is written. */
  readonly via: string;
  /** The newest of the day is taken; false also where that is not known. */
  readonly newest: boolean;
  readonly origin: Origin;
}

/** Files that a step takes out of a cache which runs of other refs can have filled. */
export interface CacheRecord {
  readonly what: string;
  readonly origin: Origin;
}

/** A use of an action or command that its makers have given up. */
export interface RetiredRecord {
  readonly what: string;
  readonly instead: string;
  readonly origin: Origin;
}

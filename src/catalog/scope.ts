import type { Tri } from '../base/index.ts';
import type { Text } from '../values/index.ts';
import type { VersionSpan } from './version.ts';

/** An input or flag as the call gives it: its values (one for an input, all of a repeated flag), and whether it is there and not blank. */
export interface Given {
  readonly values: readonly Text[];
  readonly set: Tri;
}

/** Where a row's templates and conditions find their values. An action has no flags and no words, a command no inputs. */
export interface Scope {
  readonly input: (name: string) => Given;
  readonly flag: (name: string) => Given;
  /** Positional words, the row's own words dropped. */
  readonly args: readonly Text[];
  readonly stdin: Text | undefined;
  readonly stdout: Text;
  readonly env: (name: string) => Text | undefined;
  /** Asked for, as a getter on an object of its own costs V8 a hidden class for each. */
  readonly event: () => string;
  readonly permission: (permission: string) => Tri;
  readonly github: (name: string) => Text;
  /** The unknown that stands for an output; the same name gives the same unknown throughout one call. */
  readonly output: (name: string) => Text;
  readonly version: VersionSpan;
  /** The callee, for the identity of reusable workflows. */
  readonly call: { readonly name: string; readonly ref: string };
}

/** What is not given. */
export const notGiven: Given = { values: [], set: false };

import type { Clock } from '../../base/index.ts';
import type { LabMemory } from '../../lab/index.ts';

/** What a lab may use of the machine. */
export interface LabPorts {
  readonly clock: Clock;
  /** Text that nobody can guess. */
  readonly newSeed: () => string;
  /**
   * The folder of a lab, which is then nobody else's: a new one for a while where none is named.
   * Throws LAB_STATE_LOCKED, LAB_STATE_UNREADABLE.
   */
  readonly openFolder: (path: string | undefined) => LabFolder;
  /** From now on a signal to end does not end the process: what is returned resolves at the first. */
  readonly listen: () => { readonly stopped: Promise<void> };
}

/** Where a lab keeps its files. */
export interface LabFolder {
  readonly path: string;
  /** Undefined where nothing outlives this run. */
  readonly memory: LabMemory | undefined;
  /** Writes a whole file into it and returns its path. */
  readonly write: (name: string, text: string) => string;
  /** Gives it back; one that was for a while is removed. */
  readonly close: () => void;
}

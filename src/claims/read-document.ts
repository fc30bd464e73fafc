import type { Block } from '../documents/index.ts';

/** A document taken apart: once for all that is asked of it. */
export interface ReadDocument {
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

import type { ActionRow } from '../schema.ts';

/** All rows of actions and reusable workflows. */
export const actionRows: readonly ActionRow[] = [];

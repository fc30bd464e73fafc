// Knowledge as data: what actions, commands, release tools and reusable workflows do.
// Enters: a call with its values. Leaves: effects, outputs and doubts.
// Refuses to know file systems and order: the lineage gives effects their meaning.
export type * from './effect.ts';
export type * from './match.ts';
export type * from './schema.ts';
export type * from './tool.ts';

import type { Builtin } from './index.ts';
export const filters: ReadonlyMap<string, Builtin> = new Map();

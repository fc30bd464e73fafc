import type { Builtin } from './index.ts';
export const names: ReadonlyMap<string, Builtin> = new Map();

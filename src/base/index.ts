// What every room may use: errors, spans, limits, ports, three-valued truth. A closed list.
// Enters: nothing. Leaves: types and small pure functions.
// Nothing here knows of workflows, shells or signatures.
export * from './error-code.ts';
export * from './errors.ts';
export * from './gathered.ts';
export * from './limits.ts';
export * from './ports.ts';
export * from './span.ts';
export * from './text-memory.ts';
export * from './tri.ts';
export * from './version.ts';
export * from './warnings.ts';

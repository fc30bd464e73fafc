// Detectors: one question per control, asked of every surface.
// Enters: a surface and the lineage. Leaves: evidence with its spans, never undefined.
// Refuses to round `unknown` to anything else.
export * from './evidence.ts';

// From source to build to publish: a graph of artifacts at digests and of the effects on them.
// Enters: a checkout and its workflows. Leaves: a trace that can be asked what covers what.
// An answer `covered` is a proof over the text that was read; what was not read is listed.
export * from './coverage.ts';
export type * from './model.ts';
export { neverRaised } from './events.ts';
export { acceptsOurs } from './expected-identity.ts';
export { isEvidenceName } from './evidence-names.ts';
export { showRepository } from './refs.ts';
export { isPreview } from './scenario.ts';
export { traceRepository } from './trace.ts';
export type { Traced } from './trace.ts';
export type { Trace } from './trace-state.ts';
export { sinkLabel } from './apply/index.ts';

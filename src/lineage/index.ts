// Follows artifacts through jobs: a graph of what has which bytes, and of what was done to it.
// Enters: a checkout and its workflows. Leaves: a trace that can be asked what covers what.
// What it could not read is listed, and weighs on the answers that it could change.
export * from './coverage.ts';
export { askedResults } from './asked-results.ts';
export { startsAfter } from './awaited.ts';
export { cloudBuildPaths } from './cloud-build.ts';
export type * from './model.ts';
export type * from './side-records.ts';
export { madeByRuns, neverRaised } from './events.ts';
export { acceptsOurs } from './expected-identity.ts';
export { isEvidenceName } from './evidence-names.ts';
export { otherRepository } from './other-repository.ts';
export { parseRef, showRepository } from './refs.ts';
export { saidOf } from './said.ts';
export { isChained as isRaisedByRuns, isPreview } from './scenario.ts';
export { traceRepository } from './trace.ts';
export type { Traced } from './trace.ts';
export type { Trace, TraceInput } from './trace-state.ts';
export { runsForPullRequests } from './under-pull-request.ts';
export { artifactOfAnotherRun, sinkLabel } from './apply/index.ts';

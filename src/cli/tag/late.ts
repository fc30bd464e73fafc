// Tags of git, in one part: the published command line reads it from a file of its own when it is asked for.
export { parse } from './options.ts';
export { run } from './run.ts';
export { tagSpec as spec } from './spec.ts';

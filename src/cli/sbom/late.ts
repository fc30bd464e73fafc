// All that describes, in one part: the published command line reads it from a file of its own when it is asked for.
export { fileIn } from './file-in.ts';
export { parse } from './options.ts';
export { run } from './run.ts';
export { sbomSpec as spec } from './spec.ts';
export { wholeSbom } from './whole.ts';

// All that verifies, in one part: the published command line reads it from a file of its own when it is asked for.
export { conform } from '../conform.ts';
export { parse } from './options.ts';
export { decide, run, tell } from './run.ts';
export { verifySpec as spec } from './spec.ts';
export { fileJudge } from './file-judge.ts';

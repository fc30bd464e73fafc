// What is asked and how it is answered stands in `src/cli/verify/`.
export { parse, type VerifyOptions } from '../verify/options.ts';
export { run } from '../verify/run.ts';
export { verifySpec as spec } from '../verify/spec.ts';

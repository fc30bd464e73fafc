// All that signs, in one part: the published command line reads it from a file of its own when it is asked for.
export { attest, provenance } from '../attest/index.ts';
export { signBundle } from './conform.ts';
export { parse } from './parse.ts';
export { run } from './run.ts';
export { signSpec as spec } from './spec.ts';

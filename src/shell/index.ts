// Shell scripts to commands with abstract values.
// Enters: a script and a host. Leaves: calls on the host, in order, with softness.
// Never runs anything.
export type * from './host.ts';
export { interpretScript, type ScriptOutcome } from './interpret.ts';
export { parseScript } from './parse.ts';
export { scriptOf } from './placeholder.ts';
export { maxCommands as maxRecognised, recogniseCommands } from './tolerant.ts';
export { addedPath, parseWorkflowCommands } from './workflow-commands.ts';

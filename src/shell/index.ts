// Shell scripts to commands with abstract values.
// Enters: a script and a host. Leaves: calls on the host, in order, with softness.
// Never runs anything.
export type * from './host.ts';
export { interpretScript, type RunOptions, type ScriptOutcome } from './interpret.ts';
export { parseScript, type ParsedScript } from './parse.ts';
export { scriptOf, type Placeholders } from './placeholder.ts';
export { recogniseCommands, type RecognisedCommand, type RecogniseOptions } from './tolerant.ts';
export { addedPath, parseWorkflowCommands, type NamedValue } from './workflow-commands.ts';

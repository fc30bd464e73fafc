// Why a piece of evidence was refused: one table of stable codes, and values that carry them.
// Enters: nothing. Leaves: reasons, and parsed-or-refused values.
// Nothing here decides anything.
export * from './reason.ts';
export { hintOf } from './hints.ts';
export * from './parsed.ts';
export * from './quoted.ts';

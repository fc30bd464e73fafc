// Verdicts as text: for people in plain words, for programs as JSON.
// Enters: subjects with what they came to. Leaves: strings, the same for the same input.
// Refuses to pass on a character that moves a cursor, hides or reorders text: every name is hostile.
export { renderVerdictsJson } from './json.ts';
export type { RootReport } from './model.ts';
export { verdictReport, type Judged } from './report.ts';
export { renderVerdicts } from './terminal.ts';

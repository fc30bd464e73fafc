// The one verdict on a subject: many pieces of evidence held against what is asked for.
// Enters: evidence as it was found, an artifact, demands. Leaves: a verdict with every reason.
// Refuses evidence of another kind, and an empty answer: nothing found is not verified.
export { kindWords, wantedWords } from './answers.ts';
export type { Bench } from './bench.ts';
export { demandsOf, type Demand, type Wanted } from './demand.ts';
export type { SignedList } from './contradiction.ts';
export { judge, type Case } from './judge.ts';
export { kindOfPredicate, type PieceKind } from './kind.ts';
export type { Answer, BuildFacts, PieceVerdict, SubjectVerdict } from './verdict.ts';

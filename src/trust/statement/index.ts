// In-toto statements: subjects, predicate types, predicates.
// Enters: the payload of an envelope. Leaves: a statement, or why it was refused.
// Refuses statements without subjects or with digests that are none.
export * from './other-bytes.ts';
export * from './parse.ts';
export * from './statement.ts';

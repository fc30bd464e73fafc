// Predicates: what is said of subjects, made or checked before anybody signs it.
// Enters: subjects, JSON that a person gave, the claims of a job's identity token. Leaves: the bytes of a statement.
// Refuses a predicate that is not what its type says, and provenance that a job's token does not bear out.
export type { DescribedDigest } from './described.ts';
export { environmentDisagreements, provenanceOf, type JobCertificate } from './github-provenance.ts';
export { publishType, whyNoPublishing } from './publish.ts';
export { referenceTo, referenceType } from './reference.ts';
export { predicateWords, readPredicate, sbomTypes, type ReadPredicate } from './types.ts';
export { writeStatement } from './write-statement.ts';

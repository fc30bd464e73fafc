// What provenance means: who built, from which source, and whether the signer's certificate agrees.
// Enters: a verified statement, facts of its signer, what is asked of the build. Leaves: reasons, and what was proved.
// Refuses predicates that say something else than the certificate.
export { checkProvenance } from './check.ts';

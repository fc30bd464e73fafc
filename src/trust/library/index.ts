// The package as a library for verification: `sealwright/trust`.
// Enters: an artifact, the bytes of its evidence, a policy, trusted roots. Leaves: the one verdict.
// Refuses nothing of its own: the rooms behind it do.
export { gitHubCom, verifyEvidence, type EvidenceBytes, type VerifyEvidence } from './verify-evidence.ts';
export { readEvidence, type Bundle, type EvidenceFormat, type Offered } from '../bundle/index.ts';
export {
  demandsOf,
  judge,
  kindOfPredicate,
  kindWords,
  wantedWords,
  type Answer,
  type Bench,
  type BuildFacts,
  type Case,
  type Demand,
  type PieceKind,
  type PieceVerdict,
  type SignedList,
  type SubjectVerdict,
  type Wanted,
} from '../judge/index.ts';
export {
  evidenceName,
  evidenceWords,
  matches,
  opennessOf,
  policyOf,
  showMatcher,
  showSigner,
  type Asked,
  type AskedBuild,
  type AskedSigner,
  type Matcher,
  type Mistake,
  type Openness,
  type Policy,
  type SignerHost,
} from '../policy/index.ts';
export { checkProvenance } from '../provenance/index.ts';
export { reasonTable, type Parsed, type Reason, type ReasonCode } from '../reason/index.ts';
export { embeddedRoots, parseTrustedRoot, parseTrustedRoots, publicGoodMirror, refreshTrustedRoot, type RootMirror, type TrustedRoot } from '../roots/index.ts';
export type { Statement, StatementSubject } from '../statement/index.ts';
export { createVerifier, type Artifact, type BundleFacts, type BundleVerdict, type BundleVerifier, type Deployment, type Thresholds } from '../verify/index.ts';

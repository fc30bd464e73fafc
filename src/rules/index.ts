// What is wrong: one rule in each file, each with a name, a severity and one question to what is known.
// Enters: surfaces with their answers, the lineage, recipes. Leaves: findings, each with one place of its own.
// Reads no YAML and knows no action by its name. Written by `npm run gen` from the files of this folder.
import type { Rule } from './frame/rule.ts';
import { rule as addedAfterReleaseIsPublic } from './added-after-release-is-public.ts';
import { rule as attachedNeverLookedAt } from './attached-never-looked-at.ts';
import { rule as attestationPermissionUnused } from './attestation-permission-unused.ts';
import { rule as branchPassesAsRelease } from './branch-passes-as-release.ts';
import { rule as bundleEndingsMixed } from './bundle-endings-mixed.ts';
import { rule as checkedIdentityTooWide } from './checked-identity-too-wide.ts';
import { rule as checksumsNotPublished } from './checksums-not-published.ts';
import { rule as checksumsWeak } from './checksums-weak.ts';
import { rule as claimedNotMade } from './claimed-not-made.ts';
import { rule as commitPolicyUnenforced } from './commit-policy-unenforced.ts';
import { rule as digestsNeverRead } from './digests-never-read.ts';
import { rule as dispatchPublishesAnyBranch } from './dispatch-publishes-any-branch.ts';
import { rule as dispositionDue } from './disposition-due.ts';
import { rule as dispositionNotFixed } from './disposition-not-fixed.ts';
import { rule as dispositionPremiseChanged } from './disposition-premise-changed.ts';
import { rule as dispositionStale } from './disposition-stale.ts';
import { rule as dispositionWithoutEnd } from './disposition-without-end.ts';
import { rule as documentNamesTwoVersions } from './document-names-two-versions.ts';
import { rule as environmentUnprotected } from './environment-unprotected.ts';
import { rule as evidenceActionCanChange } from './evidence-action-can-change.ts';
import { rule as evidenceCannotWork } from './evidence-cannot-work.ts';
import { rule as evidenceCountedAsAnother } from './evidence-counted-as-another.ts';
import { rule as evidenceCoversAPart } from './evidence-covers-a-part.ts';
import { rule as evidenceFileUnsigned } from './evidence-file-unsigned.ts';
import { rule as evidenceMayFailUnseen } from './evidence-may-fail-unseen.ts';
import { rule as evidenceNeverPublished } from './evidence-never-published.ts';
import { rule as evidenceNotAwaited } from './evidence-not-awaited.ts';
import { rule as evidencePermissionMissing } from './evidence-permission-missing.ts';
import { rule as evidenceToolNotInstalled } from './evidence-tool-not-installed.ts';
import { rule as evidenceWithoutRecipe } from './evidence-without-recipe.ts';
import { rule as fixedOnPaper } from './fixed-on-paper.ts';
import { rule as gateIgnoresResults } from './gate-ignores-results.ts';
import { rule as identityForEveryJob } from './identity-for-every-job.ts';
import { rule as installerVerifiesNothing } from './installer-verifies-nothing.ts';
import { rule as irreversibleBeforeChecks } from './irreversible-before-checks.ts';
import { rule as latestMovedFromAnyBranch } from './latest-moved-from-any-branch.ts';
import { rule as missingEvidencePassesUnseen } from './missing-evidence-passes-unseen.ts';
import { rule as pinnedCommitOfAStranger } from './pinned-commit-of-a-stranger.ts';
import { rule as pinnedCommitOfAnotherVersion } from './pinned-commit-of-another-version.ts';
import { rule as pinningPolicyRefusesAction } from './pinning-policy-refuses-action.ts';
import { rule as platformsUnsigned } from './platforms-unsigned.ts';
import { rule as promisedNotMade } from './promised-not-made.ts';
import { rule as provenanceBuilderPinnedByCommit } from './provenance-builder-pinned-by-commit.ts';
import { rule as provenanceMissing } from './provenance-missing.ts';
import { rule as provenanceNamesPublisherOnly } from './provenance-names-publisher-only.ts';
import { rule as provenanceNeverArrives } from './provenance-never-arrives.ts';
import { rule as provenanceUnsigned } from './provenance-unsigned.ts';
import { rule as publicBeforeSigned } from './public-before-signed.ts';
import { rule as publishedReleaseRefusesFiles } from './published-release-refuses-files.ts';
import { rule as publishedUnsigned } from './published-unsigned.ts';
import { rule as publishesWithLongLivedToken } from './publishes-with-long-lived-token.ts';
import { rule as publishesWithoutEnvironment } from './publishes-without-environment.ts';
import { rule as publishingCannotWork } from './publishing-cannot-work.ts';
import { rule as recipeByTag } from './recipe-by-tag.ts';
import { rule as recipeCannotRun } from './recipe-cannot-run.ts';
import { rule as recipeElided } from './recipe-elided.ts';
import { rule as recipeForOneRelease } from './recipe-for-one-release.ts';
import { rule as recipeIdentityTooWide } from './recipe-identity-too-wide.ts';
import { rule as recipeMissing } from './recipe-missing.ts';
import { rule as recipeNamesFileOfNoRelease } from './recipe-names-file-of-no-release.ts';
import { rule as recipeNamesFormerOwner } from './recipe-names-former-owner.ts';
import { rule as recipeNamesFormerRepository } from './recipe-names-former-repository.ts';
import { rule as recipeNamesUnpublished } from './recipe-names-unpublished.ts';
import { rule as recipeProvesIntegrityOnly } from './recipe-proves-integrity-only.ts';
import { rule as recipeTakesAnyWorkflow } from './recipe-takes-any-workflow.ts';
import { rule as recipeTurnsChecksOff } from './recipe-turns-checks-off.ts';
import { rule as recipesDisagree } from './recipes-disagree.ts';
import { rule as releaseBuildRestoresCache } from './release-build-restores-cache.ts';
import { rule as releaseCanBeChanged } from './release-can-be-changed.ts';
import { rule as releaseNeverFires } from './release-never-fires.ts';
import { rule as releaseOfAnotherRun } from './release-of-another-run.ts';
import { rule as releaseWorkflowDoesNotRun } from './release-workflow-does-not-run.ts';
import { rule as retiredTool } from './retired-tool.ts';
import { rule as reviewArguedNotRequired } from './review-argued-not-required.ts';
import { rule as sbomAttestedWithoutType } from './sbom-attested-without-type.ts';
import { rule as sbomMissing } from './sbom-missing.ts';
import { rule as sbomOfOnePlatform } from './sbom-of-one-platform.ts';
import { rule as sbomOfSourceTree } from './sbom-of-source-tree.ts';
import { rule as scorecardBadgeUnpublished } from './scorecard-badge-unpublished.ts';
import { rule as severalWritersOfARelease } from './several-writers-of-a-release.ts';
import { rule as signatureCannotBeChecked } from './signature-cannot-be-checked.ts';
import { rule as signedByTag } from './signed-by-tag.ts';
import { rule as signedWithLongLivedKey } from './signed-with-long-lived-key.ts';
import { rule as signingToolNotFixed } from './signing-tool-not-fixed.ts';
import { rule as signsForPullRequests } from './signs-for-pull-requests.ts';
import { rule as signsOnOwnRunner } from './signs-on-own-runner.ts';
import { rule as slsaLevelOverstated } from './slsa-level-overstated.ts';
import { rule as sourceDiffersFromCertificate } from './source-differs-from-certificate.ts';
import { rule as surfaceUnlisted } from './surface-unlisted.ts';
import { rule as tagUnsigned } from './tag-unsigned.ts';
import { rule as tagsCanBeMoved } from './tags-can-be-moved.ts';
import { rule as tagsCollide } from './tags-collide.ts';
import { rule as trustedPublisherMoved } from './trusted-publisher-moved.ts';
import { rule as trustedPublishingFromCalledWorkflow } from './trusted-publishing-from-called-workflow.ts';
import { rule as unsignedStaysPublic } from './unsigned-stays-public.ts';
import { rule as uploadErrorsAreWarnings } from './upload-errors-are-warnings.ts';
import { rule as usedBeforeVerified } from './used-before-verified.ts';
import { rule as variantsUntried } from './variants-untried.ts';
import { rule as verifiedAfterPublic } from './verified-after-public.ts';

export { idleWithIdentity } from './frame/idle-with-identity.ts';
export type { JudgedDecision, JudgedRecipe, JudgedSurface, RuleInput } from './frame/input.ts';
export { inOrder, judge, judgeDecisions, type Finding } from './frame/judge.ts';
export type { Rule } from './frame/rule.ts';

/** Every rule, by name. */
export const rules: readonly Rule[] = [
  addedAfterReleaseIsPublic,
  attachedNeverLookedAt,
  attestationPermissionUnused,
  branchPassesAsRelease,
  bundleEndingsMixed,
  checkedIdentityTooWide,
  checksumsNotPublished,
  checksumsWeak,
  claimedNotMade,
  commitPolicyUnenforced,
  digestsNeverRead,
  dispatchPublishesAnyBranch,
  dispositionDue,
  dispositionNotFixed,
  dispositionPremiseChanged,
  dispositionStale,
  dispositionWithoutEnd,
  documentNamesTwoVersions,
  environmentUnprotected,
  evidenceActionCanChange,
  evidenceCannotWork,
  evidenceCountedAsAnother,
  evidenceCoversAPart,
  evidenceFileUnsigned,
  evidenceMayFailUnseen,
  evidenceNeverPublished,
  evidenceNotAwaited,
  evidencePermissionMissing,
  evidenceToolNotInstalled,
  evidenceWithoutRecipe,
  fixedOnPaper,
  gateIgnoresResults,
  identityForEveryJob,
  installerVerifiesNothing,
  irreversibleBeforeChecks,
  latestMovedFromAnyBranch,
  missingEvidencePassesUnseen,
  pinnedCommitOfAStranger,
  pinnedCommitOfAnotherVersion,
  pinningPolicyRefusesAction,
  platformsUnsigned,
  promisedNotMade,
  provenanceBuilderPinnedByCommit,
  provenanceMissing,
  provenanceNamesPublisherOnly,
  provenanceNeverArrives,
  provenanceUnsigned,
  publicBeforeSigned,
  publishedReleaseRefusesFiles,
  publishedUnsigned,
  publishesWithLongLivedToken,
  publishesWithoutEnvironment,
  publishingCannotWork,
  recipeByTag,
  recipeCannotRun,
  recipeElided,
  recipeForOneRelease,
  recipeIdentityTooWide,
  recipeMissing,
  recipeNamesFileOfNoRelease,
  recipeNamesFormerOwner,
  recipeNamesFormerRepository,
  recipeNamesUnpublished,
  recipeProvesIntegrityOnly,
  recipeTakesAnyWorkflow,
  recipeTurnsChecksOff,
  recipesDisagree,
  releaseBuildRestoresCache,
  releaseCanBeChanged,
  releaseNeverFires,
  releaseOfAnotherRun,
  releaseWorkflowDoesNotRun,
  retiredTool,
  reviewArguedNotRequired,
  sbomAttestedWithoutType,
  sbomMissing,
  sbomOfOnePlatform,
  sbomOfSourceTree,
  scorecardBadgeUnpublished,
  severalWritersOfARelease,
  signatureCannotBeChecked,
  signedByTag,
  signedWithLongLivedKey,
  signingToolNotFixed,
  signsForPullRequests,
  signsOnOwnRunner,
  slsaLevelOverstated,
  sourceDiffersFromCertificate,
  surfaceUnlisted,
  tagUnsigned,
  tagsCanBeMoved,
  tagsCollide,
  trustedPublisherMoved,
  trustedPublishingFromCalledWorkflow,
  unsignedStaysPublic,
  uploadErrorsAreWarnings,
  usedBeforeVerified,
  variantsUntried,
  verifiedAfterPublic,
];

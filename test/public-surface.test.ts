import assert from 'node:assert/strict';
import { test } from 'node:test';

/** What code outside may import. A name that goes, or changes its meaning, is a major version. */
const library = [
  'SealwrightError',
  'audit',
  'defaultConfig',
  'deploymentOf',
  'loadConfig',
  'markAgainst',
  'openCommit',
  'openTree',
  'readGitFacts',
  'renderExplain',
  'renderJson',
  'renderLineage',
  'renderMarkdown',
  'renderTerminal',
  'schemaVersion',
  'version',
];

/** The embedded Sigstore: for tests of whatever signs or verifies. */
const lab = [
  'PortTaken',
  'clientTrustConfigOf',
  'createSigstore',
  'emailIdentity',
  'githubClaims',
  'githubIdentity',
  'githubIssuer',
  'makeKey',
  'networkFaults',
  'npmKeyId',
  'packSnappy',
  'pep740Of',
  'rekorBundleOf',
  'signBlob',
  'signPayload',
  'signStatement',
  'signingConfigOf',
  'signingFaults',
  'startGithub',
  'startLab',
  'startNpm',
  'startPypi',
  'startRegistry',
  'startWholeLab',
  'trustedRootOf',
  'wholeLabServices',
];

/** Verification: everything that a program needs to hold evidence against a policy. */
const trust = [
  'checkProvenance',
  'createVerifier',
  'demandsOf',
  'embeddedRoots',
  'evidenceName',
  'evidenceWords',
  'gitHubCom',
  'judge',
  'kindOfPredicate',
  'kindWords',
  'matches',
  'opennessOf',
  'parseTrustedRoot',
  'parseTrustedRoots',
  'policyOf',
  'publicGoodMirror',
  'readEvidence',
  'reasonTable',
  'refreshTrustedRoot',
  'showMatcher',
  'showSigner',
  'verifyEvidence',
  'wantedWords',
];

/** SBOMs: of any tree of bytes, by our catalogers or one's own. */
const sbom = [
  'catalogers',
  'describe',
  'openFolder',
  'openLayers',
  'openZip',
  'purlOf',
  'putAside',
  'readFolder',
  'readLicence',
  'singleFile',
  'topMembers',
  'writeCycloneDx',
  'writeCycloneDxIndex',
  'writeSpdx',
  'writeSpdxIndex',
];

test('the doors of the package export what they promise and nothing else', async () => {
  assert.deepEqual(Object.keys(await import('../src/index.ts')).toSorted(), library);
  assert.deepEqual(Object.keys(await import('../src/lab/index.ts')).toSorted(), lab);
  assert.deepEqual(Object.keys(await import('../src/trust/library/index.ts')).toSorted(), trust);
  assert.deepEqual(Object.keys(await import('../src/sbom-library/index.ts')).toSorted(), sbom);
  assert.deepEqual(Object.keys(await import('../src/base/errors.ts')).toSorted(), ['SealwrightError', 'errorTable']);
});

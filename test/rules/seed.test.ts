import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditReport, FindingReport, InventoryEntry } from '../../src/index.ts';
import { loadExpectation } from '../support/expectation.ts';
import { auditTexts, loadRepo } from '../support/little-repo.ts';

/** What the human audit that started this project found of its repository, what it missed, and what of it the fix cured. */
const before = report('seed-before');
const after = report('seed-after');

function report(name: string): AuditReport {
  const { owner, repo } = loadExpectation(name).git;
  return auditTexts(loadRepo(name).texts, owner, repo).report;
}

interface Row {
  readonly row: string;
  readonly what: string;
  readonly rule: string;
  /** Where: the end of the file's path. */
  readonly file: string;
  readonly says?: RegExp;
  /** How many places of that file, where it matters. */
  readonly places?: number;
}

const images = 'docker-publish-production.yml';
const chain = 'supply-chain.yml';

const found: readonly Row[] = [
  { row: 'G1', what: 'tags are not signed', rule: 'tag-unsigned', file: 'release-please-config.json', says: /release-please through the API, unsigned/ },
  { row: 'G2', what: 'no image is attested', rule: 'provenance-unsigned', file: images, places: 5 },
  {
    row: 'G3',
    what: 'the smoke test runs what nobody verified',
    rule: 'used-before-verified',
    file: images,
    says: /smoke-test uses the image that job build-cpu pushed/,
  },
  { row: 'G4', what: 'the release page leaves the identity out', rule: 'recipe-elided', file: 'release.md' },
  { row: 'G8', what: 'an SBOM that can never be made', rule: 'evidence-tool-not-installed', file: images, places: 2 },
  {
    row: 'A1',
    what: 'the release pipeline never starts',
    rule: 'release-never-fires',
    file: 'release-please-config.json',
    says: /docker-publish-production\.yml, supply-chain\.yml start only on events/,
  },
  { row: 'A3', what: 'the generator is called at a commit', rule: 'provenance-builder-pinned-by-commit', file: chain },
  { row: 'A4', what: 'pip has another syft', rule: 'evidence-tool-not-installed', file: images, says: /pip install syft/ },
  { row: 'A5', what: 'syft is not in the job of the server', rule: 'evidence-tool-not-installed', file: images, says: /syft is not installed in this job$/ },
  { row: 'A6', what: 'two variants have no SBOM', rule: 'sbom-missing', file: images, places: 2 },
  { row: 'A8', what: 'the digests of the wheel are read by nobody', rule: 'digests-never-read', file: chain, says: /output hashes of job mcp-build/ },
  { row: 'A9', what: 'no checksum list is published', rule: 'checksums-not-published', file: chain, places: 2 },
  { row: 'A10', what: 'the wheel has no SBOM', rule: 'sbom-missing', file: chain },
  { row: 'A11', what: 'the SBOM files are not signed', rule: 'evidence-file-unsigned', file: chain, says: /sbom\.cdx\.json, sbom\.spdx\.json/ },
  { row: 'A12', what: 'the SBOM is of the checkout', rule: 'sbom-of-source-tree', file: chain },
  { row: 'A12', what: 'and its implicit upload lacks a permission', rule: 'publishing-cannot-work', file: chain, says: /contents: write/ },
  {
    row: 'A13',
    what: 'an identity without anchors that takes any ref',
    rule: 'recipe-identity-too-wide',
    file: 'u2mirror.md',
    says: /another host, another ref/,
  },
  { row: 'A14', what: 'an identity that is open on the right', rule: 'recipe-identity-too-wide', file: 'docker.md', says: /vidscore\/vidscore-x\// },
  { row: 'A15', what: 'a dispatch from any branch publishes what its input says', rule: 'dispatch-publishes-any-branch', file: images, places: 5 },
  { row: 'A16', what: 'a dispatch builds another ref than its certificate names', rule: 'source-differs-from-certificate', file: chain },
  { row: 'A17', what: 'the command of the README stops', rule: 'recipe-cannot-run', file: 'README.md' },
  { row: 'A17', what: 'and that of the security page', rule: 'recipe-cannot-run', file: 'SECURITY.md' },
  { row: 'A18', what: 'a command for a file that is never published', rule: 'recipe-names-unpublished', file: 'u2mirror.md', says: /u2mirror_v1\.onnx/ },
  { row: 'A19', what: 'bundles that a list names and nothing makes', rule: 'promised-not-made', file: 'registry.json' },
  { row: 'A19', what: 'and a command that reads one', rule: 'recipe-names-unpublished', file: 'security.md', says: /vidscore_tiny_fr_v1\.onnx/ },
  { row: 'A22', what: 'only the index is signed', rule: 'platforms-unsigned', file: images, places: 2 },
  { row: 'A22', what: 'and described for one platform', rule: 'sbom-of-one-platform', file: images },
  {
    row: 'A23',
    what: 'the gate passes over the variants',
    rule: 'gate-ignores-results',
    file: images,
    says: /build-cuda12, build-rocm6, build-oneapi2026, build-server can fail unseen/,
  },
  { row: 'A24', what: 'one image of five is tried', rule: 'variants-untried', file: images, says: /1 of the 5 images/ },
  { row: 'A25', what: 'the tag is public before anything is checked', rule: 'public-before-signed', file: images, places: 5 },
  { row: 'A26', what: 'the index gets the package before the rest is signed', rule: 'irreversible-before-checks', file: chain },
  { row: 'A27', what: 'files are added to a release that is public', rule: 'added-after-release-is-public', file: chain },
  { row: 'A28', what: 'no environment but the one for the index', rule: 'publishes-without-environment', file: '.yml' },
  { row: 'A31', what: 'no document tells how to check what the index holds', rule: 'recipe-missing', file: chain, says: /PEP 740/ },
  { row: 'A34', what: 'a sign-off is asked for and not enforced', rule: 'commit-policy-unenforced', file: 'release.md', says: /sign-off/ },
  { row: 'A36', what: 'four components have tags of one form', rule: 'tags-collide', file: 'release-please-config.json', says: /^4 components/ },
  { row: 'A38', what: 'attestations: write in vain', rule: 'attestation-permission-unused', file: images, places: 3 },
  { row: 'A40', what: 'BuildKit’s statement is there, and unsigned', rule: 'provenance-unsigned', file: images, says: /BuildKit attaches it/ },
  { row: 'A41', what: 'tags of the API can carry no signature', rule: 'tag-unsigned', file: 'release-please-config.json', says: /through the API/ },
  {
    row: 'A2',
    what: 'a note says that the staging path is mended, and it is not',
    rule: 'fixed-on-paper',
    file: 'supply-chain.yml',
    says: /build\/libvidscore/,
  },
  { row: 'A7', what: 'provenance is counted as an SBOM', rule: 'evidence-counted-as-another', file: 'signing-audit.md', says: /rocm6|oneapi2026/ },
  { row: 'A10', what: 'and it was promised one', rule: 'claimed-not-made', file: 'SECURITY.md', says: /no SBOM/ },
  {
    row: 'A20',
    what: 'the list of what is published leaves the release by hand out',
    rule: 'surface-unlisted',
    file: 'signing-audit.md',
    says: /tiny-blobs-v1/,
  },
  {
    row: 'A29',
    what: 'an argument with reviews that nobody requires',
    rule: 'review-argued-not-required',
    file: 'signing-audit.md',
    says: /0037-branch-protection/,
  },
  { row: 'A30', what: 'level 3 is stated for every asset', rule: 'slsa-level-overstated', file: 'README.md', says: /level 0/ },
  { row: 'A33', what: 'one action at two versions', rule: 'document-names-two-versions', file: 'signing-audit.md', says: /@v4\.1\.0.*@v3/ },
  {
    row: 'A35',
    what: 'the trusted publisher is of where the project was',
    rule: 'trusted-publisher-moved',
    file: '0166-mcp-release-channel.md',
    says: /pellicle\/vidscore-tools/,
  },
  { row: 'A39', what: 'a loose identity in the product itself', rule: 'checked-identity-too-wide', file: 'model_verify.c', says: /another workflow/ },
];

function ofRow({ findings }: AuditReport, row: Row): readonly FindingReport[] {
  return findings.filter((one) => one.rule === row.rule && one.at.file.endsWith(row.file) && (row.says === undefined || row.says.test(one.message)));
}

for (const row of found) {
  test(`${row.row}: ${row.what}`, () => {
    const own = ofRow(before, row);
    assert.ok(own.length > 0, `${row.rule} in ${row.file}`);
    if (row.places !== undefined) assert.equal(new Set(own.map((one) => one.at.line)).size, row.places);
  });
}

function listed<K extends InventoryEntry['kind']>(kind: K): readonly Extract<InventoryEntry, { kind: K }>[] {
  return before.inventory.filter((one): one is Extract<InventoryEntry, { kind: K }> => one.kind === kind);
}

test('G5: a policy that a hook keeps is stated, and no finding', () => {
  assert.ok(listed('policy').some((one) => one.what.includes('Conventional Commits') && one.enforcedBy !== null));
  assert.ok(!before.findings.some((one) => one.message.includes('Conventional Commits')));
});

test('G6, G7: the chart and the programs are not released, and so no finding', () => {
  const what = listed('not-released')
    .map((one) => one.what)
    .join(', ');
  assert.match(what, /Helm chart vidscore.*Go program vidscore-serve/);
  assert.ok(!before.findings.some((one) => one.at.file.startsWith('deploy/') || one.at.file.startsWith('cmd/')));
});

test('A20, A21, A37: what the human list left out is listed: the release by hand, evidence files, latest, the site; the Scorecard is posture', () => {
  const members = before.surfaces.flatMap((one) => one.members).join(' ');
  assert.match(members, /tiny-blobs-v1/);
  assert.match(members, /vidscore:latest/);
  assert.ok(before.surfaces.some((one) => one.kind === 'site'));
  assert.deepEqual(
    listed('evidence-file')
      .filter((one) => one.is === 'SBOM')
      .map((one) => one.what),
    ['sbom.cdx.json', 'sbom.spdx.json'],
  );
  assert.ok(listed('posture').some((one) => one.what.includes('Scorecard')));
  assert.ok(!before.surfaces.some((one) => one.name.includes('Scorecard')));
});

test('what the human audit got right is not flagged: the loops sign all, bundles are named right, images are signed by digest, the issuer is given', () => {
  const rules = new Set(before.findings.map((one) => one.rule));
  assert.ok(!rules.has('published-unsigned') && !rules.has('evidence-covers-a-part'));
  assert.ok(!before.findings.some((one) => one.rule === 'recipe-names-unpublished' && one.message.includes('.bundle')));
  assert.ok(!rules.has('signed-by-tag'));
  assert.ok(!before.findings.some((one) => /no issuer/.test(one.message) && one.at.file.includes('docs/')));
});

test('the human fix cures G2, G3 and G4, and the audit says what it does not', () => {
  for (const row of found.filter((one) => ['G2', 'G3', 'G4', 'A38'].includes(one.row))) assert.deepEqual(ofRow(after, row), [], row.row);
  const cured = new Set(['G2', 'G3', 'G4', 'A38', 'A40']);
  for (const row of found.filter((one) => !cured.has(one.row))) assert.ok(ofRow(after, row).length > 0, `${row.row} is still there`);
  const says = (rule: string, file: string): number => after.findings.filter((one) => one.rule === rule && one.at.file.endsWith(file)).length;
  assert.ok(says('verified-after-public', images) > 0, 'the tag was public before the smoke test verified it');
  assert.ok(says('recipe-identity-too-wide', 'release.md') >= 2, 'the identities of the new commands have no anchors');
  assert.ok(says('recipe-takes-any-workflow', 'release.md') > 0, 'A32: gh is given the repository alone');
});

test('all rows have a test here, 41 of them', () => {
  const rows = new Set([...found.map((one) => one.row), 'A20', 'A21', 'A32', 'A37'].filter((one) => one.startsWith('A')));
  assert.equal(rows.size, 41);
});

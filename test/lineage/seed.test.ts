import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlId, Evidence, InventoryEntry, SurfaceReport } from '../../src/index.ts';
import { loadExpectation } from '../support/expectation.ts';
import { auditTexts, loadRepo } from '../support/little-repo.ts';

/** What the human audit that started this project should have said of its repository, one fact a test. */
const { owner, repo } = loadExpectation('seed-before').git;
const { report } = auditTexts(loadRepo('seed-before').texts, owner, repo);

const image = 'ghcr.io/vidscore/vidscore';
const variants = ['', '-cuda12', '-rocm6', '-oneapi2026', '-server'];

function surface(member: string): SurfaceReport {
  const rows = report.surfaces.filter((row) => row.members.some((one) => one.split(', ').includes(member)));
  assert.equal(rows.length, 1, `${member} is in one row`);
  return rows[0]!;
}

function cell(member: string, id: ControlId): Evidence {
  return surface(member).controls[id];
}

function variant(suffix: string): string {
  return `${image}:latest${suffix}`;
}

function inventory<K extends InventoryEntry['kind']>(kind: K): readonly Extract<InventoryEntry, { kind: K }>[] {
  return report.inventory.filter((row): row is Extract<InventoryEntry, { kind: K }> => row.kind === kind);
}

function workflow(name: string): Extract<InventoryEntry, { kind: 'workflow' }> {
  const row = inventory('workflow').find((one) => one.path.endsWith(`/${name}`));
  assert.ok(row !== undefined, name);
  return row;
}

const releaseFiles = ['libvidscore.so*', 'vidscore', 'models.tar.gz', 'u2mirror.onnx', 'u2mirror.pth', 'Apache-2.0-u2mirror.txt'];

test('what is released: files, five image variants, a Python package, a site and tags, and nothing else', () => {
  const kinds = new Map<string, number>();
  for (const row of report.surfaces) for (const member of row.members.flatMap((one) => one.split(', '))) kinds.set(`${row.kind} ${member}`, 1);
  assert.equal([...kinds.keys()].filter((key) => key.startsWith('release-asset ')).length, releaseFiles.length + 3);
  assert.equal(new Set(report.surfaces.filter((row) => row.kind === 'container-image').map((row) => row.publishedBy.job)).size, 5);
  assert.deepEqual([...new Set(report.surfaces.map((row) => row.kind))].toSorted(), ['container-image', 'git-tag', 'python-dist', 'release-asset', 'site']);
});

test('the inventory says what each workflow produces, and with which token where others wait for it', () => {
  assert.deepEqual(workflow('release-please.yml').publishes, ['GitHub release (with GITHUB_TOKEN)', 'git tag (with GITHUB_TOKEN)']);
  assert.deepEqual(workflow('scorecard.yml').publishes, ['OpenSSF Scorecard result']);
  assert.deepEqual(workflow('docker-publish-production.yml').provenance, ['unsigned (BuildKit)']);
  assert.deepEqual(workflow('docker-publish-production.yml').sbom, ['cyclonedx of the image', 'cyclonedx of the image: cannot work']);
  assert.ok(workflow('supply-chain.yml').publishes.includes('GitHub release'));
});

test('release files: every one is signed without a key, and their digests are in no published file', () => {
  for (const file of releaseFiles) {
    assert.deepEqual(
      [cell(file, 'signature').status, cell(file, 'signature').strength, cell(file, 'signature').how],
      ['present', 'wired', 'cosign keyless'],
      file,
    );
    assert.equal(cell(file, 'hashes').status, 'absent', file);
    assert.match(cell(file, 'hashes').reason ?? '', /stay inside the workflow/);
  }
});

test('release files: the digests are only the subject of provenance that the pinned generator refuses to make', () => {
  for (const file of releaseFiles) {
    assert.deepEqual([cell(file, 'provenance').status, cell(file, 'provenance').strength], ['absent', 'cannot-work'], file);
    assert.match(cell(file, 'provenance').reason ?? '', /commit.*release tag/);
  }
});

test('release files: the SBOMs are of the source tree', () => {
  for (const file of releaseFiles) assert.deepEqual([cell(file, 'sbom').status, cell(file, 'sbom').how], ['partial', 'source tree'], file);
});

test('release files: no documented command can run', () => {
  for (const file of releaseFiles) assert.notEqual(cell(file, 'verifyRecipe').status, 'present', file);
  assert.match(cell('vidscore', 'verifyRecipe').reason ?? '', /identity/);
  const named = report.recipes.filter((recipe) => /\b(?:vidscore|models)(?:\.tar\.gz)?$/.test(recipe.command));
  assert.deepEqual(
    named.map((recipe) => recipe.verdict),
    ['incomplete', 'incomplete'],
  );
  const elided = report.recipes.filter((recipe) => recipe.verdict === 'elided');
  assert.deepEqual(
    elided.map((recipe) => recipe.at.file),
    ['docs/development/release.md'],
  );
});

test('SBOM files on the release are evidence that nobody signs', () => {
  const rows = inventory('evidence-file').filter((row) => row.what.startsWith('sbom.'));
  assert.deepEqual(rows.map((row) => row.what).toSorted(), ['sbom.cdx.json', 'sbom.spdx.json']);
  for (const row of rows) assert.equal(row.signed, 'no', row.what);
});

test('wheel and sdist on the release: signed, with digests that nobody reads, no SBOM, no provenance', () => {
  for (const file of ['*.whl', '*.tar.gz']) {
    assert.equal(cell(file, 'signature').how, 'cosign keyless');
    assert.equal(cell(file, 'hashes').status, 'absent');
    assert.match(cell(file, 'hashes').reason ?? '', /nothing reads them/);
    for (const id of ['sbom', 'provenance', 'verifyRecipe'] as const) assert.equal(cell(file, id).status, 'absent', `${file} ${id}`);
  }
});

test('the Python package: attested by the index, which names the publisher and not the build', () => {
  assert.equal(cell('vidscore-mcp', 'signature').how, 'PEP 740');
  assert.deepEqual([cell('vidscore-mcp', 'provenance').status, cell('vidscore-mcp', 'provenance').how], ['partial', 'publish only']);
  for (const id of ['sbom', 'verifyRecipe'] as const) assert.equal(cell('vidscore-mcp', id).status, 'absent', id);
});

for (const suffix of variants) {
  test(`image${suffix}: signed by digest, provenance unsigned by BuildKit's default`, () => {
    const name = variant(suffix);
    // Two of them are built for two platforms.
    const isIndex = suffix === '' || suffix === '-server';
    assert.deepEqual(
      [cell(name, 'signature').status, cell(name, 'signature').how, cell(name, 'signature').binds],
      ['present', isIndex ? 'cosign keyless, index' : 'cosign keyless', 'digest'],
    );
    assert.deepEqual([cell(name, 'provenance').status, cell(name, 'provenance').how], ['partial', "unsigned, by BuildKit's default"]);
  });
}

test('image: the SBOM is of one platform of two', () => {
  assert.equal(cell(variant(''), 'sbom').status, 'partial');
  assert.match(cell(variant(''), 'sbom').reason ?? '', /2 platforms/);
});

test('images: the one recipe names them by a tag, which can be moved', () => {
  for (const suffix of variants)
    assert.deepEqual([cell(variant(suffix), 'verifyRecipe').status, cell(variant(suffix), 'verifyRecipe').how], ['present', 'cosign, by tag']);
});

test('the wheel and the source distribution are called by their package', () => {
  assert.equal(surface('*.whl').name, 'vidscore-mcp….tar.gz, vidscore-mcp….whl');
});

test('image-cuda12: the SBOM cannot work, because pip installs something else of that name', () => {
  assert.deepEqual([cell(variant('-cuda12'), 'sbom').status, cell(variant('-cuda12'), 'sbom').strength], ['absent', 'cannot-work']);
  assert.match(cell(variant('-cuda12'), 'sbom').reason ?? '', /pip install syft/);
});

test('image-server: the SBOM cannot work, because syft is never installed', () => {
  assert.deepEqual([cell(variant('-server'), 'sbom').status, cell(variant('-server'), 'sbom').strength], ['absent', 'cannot-work']);
  assert.match(cell(variant('-server'), 'sbom').reason ?? '', /syft is not installed/);
});

test('image-rocm6 and image-oneapi2026: no SBOM, and nobody believes in one', () => {
  for (const suffix of ['-rocm6', '-oneapi2026'])
    assert.deepEqual([cell(variant(suffix), 'sbom').status, cell(variant(suffix), 'sbom').strength], ['absent', null], suffix);
});

test('git tags: release-please makes them, unsigned', () => {
  const row = report.surfaces.find((one) => one.kind === 'git-tag')!;
  assert.equal(row.controls.signature.status, 'absent');
  assert.match(row.controls.signature.reason ?? '', /release-please/);
});

test('the chart and the Go program are not released', () => {
  const rows = inventory('not-released').map((row) => row.what);
  for (const what of [/^Helm chart vidscore /, /^Go program vidscore-serve /])
    assert.ok(
      rows.some((row) => what.test(row)),
      `${what}`,
    );
  assert.equal(
    report.surfaces.some((row) => row.kind === 'helm-chart'),
    false,
  );
});

test('the Scorecard run is posture, no surface', () => {
  assert.deepEqual(
    inventory('posture').map((row) => row.what),
    ['OpenSSF Scorecard'],
  );
});

test('the site is listed, and no control applies to it', () => {
  const row = report.surfaces.find((one) => one.kind === 'site')!;
  assert.ok(Object.values(row.controls).every((one) => one.status === 'not-applicable'));
});

test('nothing starts the release: its events are made with GITHUB_TOKEN', () => {
  for (const id of ['release', 'push:tag']) assert.match(report.scenarios.find((one) => one.id === id)?.doubt ?? '', /GITHUB_TOKEN/, id);
});

test('workflow inventory: what each publishes, signs, describes and attests', () => {
  assert.deepEqual(workflow('supply-chain.yml').publishes.toSorted(), ['GitHub release', 'pypi']);
  assert.ok(workflow('supply-chain.yml').provenance.some((one) => one.includes('slsa') && one.includes('cannot work')));
  assert.deepEqual(workflow('docker-publish-production.yml').publishes, [image]);
  assert.ok(workflow('docker-publish-production.yml').sbom.some((one) => one.includes('cannot work')));
  for (const name of ['supply-chain-sbom.yml', 'docker-image.yml', 'ci.yml']) assert.deepEqual(workflow(name).publishes, [], name);
  assert.ok(workflow('supply-chain-sbom.yml').sbom.length > 0);
  for (const name of ['supply-chain-sbom.yml', 'docker-image.yml', 'docs.yml', 'release-please.yml']) assert.deepEqual(workflow(name).signs, [], name);
});

test('the policy on commit messages is declared, and no service enforces it', () => {
  assert.ok(inventory('policy').some((row) => /Conventional Commits/.test(row.what) && row.strength === 'declared'));
});

/** The most that the human audit's matrix allows of each cell, by kind and control. */
test('nothing is more optimistic than the matrix', () => {
  const allowed = new Map<string, readonly ControlId[]>([
    ['release-asset', ['signature']],
    ['container-image', ['hashes', 'signature', 'verifyRecipe']],
    ['python-dist', ['hashes', 'signature']],
    ['git-tag', []],
    ['site', []],
  ]);
  for (const row of report.surfaces) {
    for (const [id, evidence] of Object.entries(row.controls)) {
      if (evidence.status !== 'present') continue;
      assert.ok(allowed.get(row.kind)?.includes(id as ControlId), `${row.name}: ${id} is present`);
      assert.ok(evidence.strength === 'wired' || evidence.strength === 'inherited', `${row.name}: ${id} is ${evidence.strength}`);
    }
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldImages, foldInBucket, foldNames, tagNames } from '../../src/audit/fold-names.ts';
import { isNamed, readableNames } from '../../src/audit/readable-name.ts';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const names = [
  { what: 'a plain name', shown: 'lamp.tar.gz', is: ['lamp.tar.gz'] },
  { what: 'a version', shown: 'lamp_{version}.deb', is: ['lamp_<version>.deb'] },
  { what: 'a version computed from a tag', shown: 'lamp-{strip-prefix v({tag})}.deb', is: ['lamp-<version>.deb'] },
  { what: 'an output of a step', shown: 'lamp-{steps.meta.outputs.pkg_version}.zip', is: ['lamp-<version>.zip'] },
  { what: 'an output without a telling name', shown: 'lamp-{steps.meta.outputs.flavour}.zip', is: ['lamp-<flavour>.zip'] },
  { what: 'a commit', shown: 'lamp:{github.sha}', is: ['lamp:<commit>'] },
  { what: 'a secret', shown: 's3://{secrets.LAMP_BUCKET}/x', is: ['s3://<lamp-bucket>/x'] },
  { what: 'a command', shown: 'lamp-{output of git describe --long}', is: ['lamp-…'] },
  { what: 'alternatives', shown: 'lamp{.exe,}', is: ['lamp.exe', 'lamp'] },
  { what: 'alternatives in alternatives', shown: 'lamp:{{inputs.tag},{{branch},x}}', is: ['lamp:<tag>', 'lamp:<branch>', 'lamp:x'] },
  { what: 'too many alternatives', shown: 'lamp-{a,b,c}-{a,b,c}-{a,b,c}', is: ['lamp-a-…', 'lamp-b-…', 'lamp-c-…'] },
  { what: 'a wildcard', shown: 'lamp-*.tgz', is: ['lamp-….tgz'] },
  { what: 'digits', shown: 'v[0-9]+.[0-9]+.[0-9]+', is: ['<version>'] },
  { what: 'a line that a filter let through', shown: '{each line of grep ^acme/lamp: of acme/lamp:{major}}', is: ['acme/lamp:…'] },
  { what: 'a line that a filter looks for inside', shown: '{each line of grep lamp of x}', is: ['…'] },
  { what: 'a brace that never closes', shown: 'lamp-{x', is: ['lamp-{x'] },
] as const;

for (const { what, shown, is } of names) test(`a name to read: ${what}`, () => assert.deepEqual(readableNames(shown), is));

test('many files are folded by their start and extension', () => {
  assert.equal(
    foldNames(['lamp_{version}_linux_amd64.deb', 'lamp_{version}_linux_arm64.deb', 'lamp_{version}_linux_amd64.rpm', 'lamp_{version}_linux_arm64.rpm']),
    'lamp_<version>_linux_… (.deb, .rpm)',
  );
  assert.equal(foldNames(['a.zip', 'b.zip']), 'a.zip, b.zip');
  assert.equal(foldNames(['*.whl']), '.whl files');
  assert.equal(foldNames(['*']), 'files whose names are not known');
});

test('images are called by repository, with tags when they are few', () => {
  assert.equal(foldImages(['acme/lamp:{latest,{version}}']), 'acme/lamp (latest, <version>)');
  assert.equal(foldImages(['ghcr.io/acme/lamp:latest', 'acme/lamp:latest']), 'ghcr.io/acme/lamp:latest, acme/lamp:latest');
});

test('tags keep the pattern of the workflow, unknowns are words', () => {
  assert.equal(tagNames(['git tag v*, chart-*']), 'git tag v*, chart-*');
  assert.equal(tagNames(['git tag *']), 'git tag');
  assert.equal(tagNames(['git tag {inputs.tag_name}']), 'git tag <tag>');
  assert.equal(tagNames(['git tag {{inputs.tag},}']), 'git tag <tag>');
  assert.equal(tagNames(['git tag {{inputs.tag},}, v*']), 'git tag <tag>, v*');
  assert.equal(tagNames(['git tag']), 'git tag');
});

test('a name of which nothing is known is none', () => {
  for (const shown of ['', '*', '{steps.a.outputs.b}', '{{a},{b}}']) assert.equal(isNamed(shown), false, shown);
  for (const shown of ['lamp', '{lamp_{version}.deb,lamp_{date}.deb}', '*.whl']) assert.equal(isNamed(shown), true, shown);
});

test('a place that all names begin with is said once', () => {
  assert.equal(foldInBucket(['box lens.zip', 'box lens.tar.gz']), 'box: lens.zip, lens.tar.gz');
  assert.equal(foldInBucket(['{vars.BOX} lens.zip, {vars.BOX} lamp.zip']), '<box>: lens.zip, lamp.zip');
  assert.equal(foldInBucket(['box lens.zip', 'lens.tar.gz']), 'box lens.zip, lens.tar.gz');
  assert.equal(foldInBucket(['a file']), 'a file');
  assert.equal(foldInBucket(['s3://box/{output of lamp {x, y}}/ a.zip', 's3://box/{output of lamp {x, y}}/ b.zip']), 's3://box/…/: a.zip, b.zip');
});

test('files of which only the ending is known are called by their package, charts or folder', () => {
  const upload = (folder: string, steps: string, files: Readonly<Record<string, string>> = {}): string | undefined =>
    surfacesOf({
      '.github/workflows/release.yml': onTag(`- uses: actions/checkout@v4\n${steps}\n- uses: softprops/action-gh-release@v2\n  with: {files: '${folder}'}`),
      ...files,
    })[0]?.name;
  const manifest = { 'lib/pyproject.toml': '[project]\nname = "lens-lib"\n' };
  assert.equal(upload('lib/dist/*.whl', '- run: python -m build\n  working-directory: lib', manifest), 'lens-lib….whl');
  assert.equal(upload('out/*.yaml', '- run: ./make-manifests'), 'out/….yaml');
});

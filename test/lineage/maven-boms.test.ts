import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const workflow = onTag('- uses: actions/checkout@v4\n- run: ./gradlew spdxSbom publishToSonatype', 'contents: read');
const script =
  'plugins {\n  `maven-publish`\n}\npublishing { publications { register<MavenPublication>("maven") {\n  artifact("build/spdx/lamp.spdx.json") { classifier = "spdx" }\n} } }\n';

test('an SBOM that is published beside a Maven package describes it, and in a build of several projects some of them', () => {
  const settings = { 'settings.gradle.kts': 'rootProject.name = "lamp"\n', '.github/workflows/release.yml': workflow };
  const sbom = (files: Readonly<Record<string, string>>) => surfacesOf({ ...settings, ...files }).map((s) => s.sbom);
  assert.deepEqual(sbom({ 'build.gradle.kts': script }), ['present']);
  assert.deepEqual(sbom({ 'build.gradle.kts': '', 'shade/build.gradle.kts': script }), ['partial']);
  assert.deepEqual(sbom({ 'build.gradle.kts': script.replace('spdx/lamp.spdx.json', 'notes.json').replace('"spdx"', '"notes"') }), ['absent']);
});

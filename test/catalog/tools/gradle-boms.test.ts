import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { effectsOf, shown, toolInput } from './tool-input.ts';

const read = (tasks: readonly string[], files: Readonly<Record<string, string>>, cwd = '') =>
  readTool(toolInput({ tool: 'gradle', args: tasks, cwd, files: { 'settings.gradle.kts': 'rootProject.name = "rocket"\ninclude("lib")\n', ...files } }));
const published = (script: string): string =>
  `plugins {\n  \`maven-publish\`\n  id("org.spdx.sbom")\n  id("org.cyclonedx.bom")\n}\npublishing { publications { register<MavenPublication>("maven") {\n${script}\n} } }\n`;

describe('SBOMs that a Gradle build publishes with its packages', () => {
  const file = 'artifact("${layout.buildDirectory.get()}/spdx/rocket.spdx.json") { classifier = "spdx" }';
  const rows: readonly { what: string; tasks: readonly string[]; files: Readonly<Record<string, string>>; found: readonly (readonly [string, boolean])[] }[] = [
    {
      what: 'the file of a task that is called',
      tasks: ['spdxSbom', 'publishToSonatype'],
      files: { 'build.gradle.kts': published(file) },
      found: [['spdx', false]],
    },
    {
      what: 'the file of a task that the publication depends on',
      tasks: ['publishToSonatype'],
      files: { 'build.gradle.kts': `${published(file)}tasks.withType<AbstractPublishToMaven> { dependsOn("spdxSbom") }\n` },
      found: [['spdx', false]],
    },
    {
      what: 'the task itself',
      tasks: ['publishToSonatype'],
      files: { 'build.gradle.kts': published('artifact(tasks.named("cyclonedxBom"))') },
      found: [['cyclonedx', false]],
    },
    { what: 'a file that no task makes', tasks: ['publishToSonatype'], files: { 'build.gradle.kts': published(file) }, found: [] },
    { what: 'another file', tasks: ['spdxSbom', 'publishToSonatype'], files: { 'build.gradle.kts': published('artifact("notes.json")') }, found: [] },
    {
      what: 'one project of several',
      tasks: ['spdxSbom', 'publishToSonatype'],
      files: { 'build.gradle.kts': published(''), 'lib/build.gradle.kts': published(file) },
      found: [['spdx', true]],
    },
    { what: 'nothing is published', tasks: ['spdxSbom', 'assemble'], files: { 'build.gradle.kts': published(file) }, found: [] },
  ];
  for (const row of rows)
    it(row.what, () =>
      assert.deepEqual(
        effectsOf(read(row.tasks, row.files), 'describes').flatMap((e) => (e.attachedTo === 'index' ? [[e.format, e.part === true]] : [])),
        row.found,
      ),
    );
});

describe('what the packages of a Gradle build are called', () => {
  const names = (tasks: readonly string[], files: Readonly<Record<string, string>>, cwd = '') =>
    effectsOf(read(tasks, files, cwd), 'publishes').flatMap((e) => shown(e.names));

  it('as the folder of a build without a name', () =>
    assert.deepEqual(names(['publishToSonatype'], { 'tools/settings.gradle.kts': '', 'tools/build.gradle.kts': 'group = "com.acme"\n' }, 'tools'), [
      'com.acme:tools',
    ]));
  it('not as the group of a task', () => {
    const files = { 'build.gradle.kts': 'tasks.register("x") {\n  group = "Help"\n}\n', 'lib/build.gradle.kts': 'group = "com.acme"\n' };
    assert.deepEqual(names(['publishToSonatype'], files), ['com.acme:rocket']);
  });
  it('as the ids of the plugins on the plugin portal', () => {
    const plugins = 'gradlePlugin { plugins {\n  create("launch") { id = "com.acme.launch" }\n  get("com.acme.land").apply { displayName = "lands" }\n} }\n';
    assert.deepEqual(names(['publishPlugins'], { 'build.gradle.kts': `group = "com.acme"\n${plugins}` }), ['com.acme.launch', 'com.acme.land']);
    assert.deepEqual(names(['publishPlugins'], { 'build.gradle.kts': 'group = "com.acme"\n' }), ['com.acme:rocket']);
  });
  it('scripts that projects apply are read before those of many projects', () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`a/p${i}/build.gradle.kts`, 'plugins { id("acme.publish") }\n']));
    const result = read(['publish'], {
      ...many,
      'conventions/src/main/kotlin/acme.publish.gradle.kts': 'plugins {\n  `maven-publish`\n}\nrepositories { maven("https://central.sonatype.com/x") }\n',
    });
    assert.deepEqual(
      effectsOf(result, 'publishes').map((e) => (e.sink.kind === 'index' ? e.sink.index : '')),
      ['maven-central'],
    );
  });
});

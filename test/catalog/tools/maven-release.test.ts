import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { show } from '../../../src/values/index.ts';
import { effectsOf, toolInput } from './tool-input.ts';

const gpg =
  '<plugin><artifactId>maven-gpg-plugin</artifactId><executions><execution><phase>verify</phase><goals><goal>sign</goal></goals></execution></executions></plugin>';
const pom = (release: string, more = ''): string => `<project><groupId>com.acme</groupId><artifactId>rocket</artifactId>${more}
<build><pluginManagement><plugins><plugin><artifactId>maven-release-plugin</artifactId><configuration>${release}</configuration></plugin></plugins></pluginManagement>
<plugins><plugin><artifactId>central-publishing-maven-plugin</artifactId></plugin></plugins></build>
<profiles><profile><id>publish</id><build><plugins>${gpg}</plugins></build></profile>
<profile><id>old</id><activation><property><name>performRelease</name></property></activation><build><plugins>${gpg}</plugins></build></profile></profiles></project>`;
const signs = (text: string, args: readonly string[]): boolean =>
  effectsOf(readTool(toolInput({ tool: 'maven', args, files: { 'pom.xml': text } })), 'signs').length > 0;
const release = ['-B', 'release:prepare', 'release:perform'];

test('the build that release:perform starts has the profiles that the pom gives it', () => {
  assert.ok(signs(pom('<releaseProfiles>publish</releaseProfiles>'), release));
  assert.ok(signs(pom('<arguments>-Ppublish</arguments>'), release));
  assert.ok(signs(pom('<useReleaseProfile>true</useReleaseProfile>'), release));
  assert.ok(signs(pom('<releaseProfiles>${who}</releaseProfiles>', '<properties><who>publish</who></properties>'), release));
  assert.ok(signs(pom(''), [...release, '-DreleaseProfiles=publish']));
  assert.ok(signs(pom(''), ['org.apache.maven.plugins:maven-release-plugin:3.1.1:perform', '-Darguments=-Ppublish']));
  assert.ok(!signs(pom(''), release));
  assert.ok(!signs(pom('<releaseProfiles>publish</releaseProfiles>'), ['deploy']));
  assert.ok(!signs(pom('<releaseProfiles>publish</releaseProfiles>'), [...release, '-DreleaseProfiles=other']));
});

test('release:prepare makes a tag, signed where it is told to', () => {
  const tags = (text: string, ...more: readonly string[]): readonly (readonly unknown[])[] =>
    effectsOf(readTool(toolInput({ tool: 'maven', args: ['release:prepare', ...more], files: { 'pom.xml': text } })), 'creates-tag').map((tag) => [
      show(tag.name),
      tag.signed,
      tag.pushed,
    ]);
  assert.deepEqual(tags(pom('')), [['rocket-{version}', false, true]]);
  assert.deepEqual(tags(pom('<tagNameFormat>v@{project.version}</tagNameFormat><signTag>true</signTag>')), [['v{version}', true, true]]);
  assert.deepEqual(tags(pom(''), '-Dtag=1.0', '-DpushChanges=false'), [['1.0', false, false]]);
  assert.deepEqual(tags(pom(''), '-DdryRun'), []);
});

test('the projects that -pl names are deployed, and those that it leaves out are not', () => {
  const parent = '<parent><groupId>com.acme</groupId><artifactId>rocket</artifactId></parent>';
  const files = {
    'pom.xml': pom('', '<modules><module>core</module><module>plugin</module></modules>'),
    'core/pom.xml': `<project>${parent}<artifactId>rocket-core</artifactId></project>`,
    'plugin/pom.xml': `<project>${parent}<artifactId>rocket-plugin</artifactId></project>`,
  };
  const names = (...args: readonly string[]): readonly string[] =>
    effectsOf(readTool(toolInput({ tool: 'maven', args: ['deploy', ...args], files })), 'publishes').flatMap((one) =>
      (one.names ?? []).map((name) => show(name).slice(9)),
    );
  assert.deepEqual(names('-pl', '!plugin'), ['rocket', 'rocket-core']);
  assert.deepEqual(names('-pl', 'core,:rocket-plugin'), ['rocket-core', 'rocket-plugin']);
  assert.deepEqual(names('--projects=.'), ['rocket']);
  assert.deepEqual(names('-pl', 'core', '-am'), ['rocket', 'rocket-core', 'rocket-plugin']);
  assert.deepEqual(names('-pl', 'elsewhere'), ['rocket', 'rocket-core', 'rocket-plugin']);
});

test('a module below one that is not deployed is not deployed', () => {
  const parent = (name: string): string => `<parent><groupId>com.acme</groupId><artifactId>${name}</artifactId></parent>`;
  const files = {
    'pom.xml': pom('', '<modules><module>a</module><module>t</module></modules>'),
    'a/pom.xml': `<project>${parent('rocket')}<artifactId>a</artifactId></project>`,
    't/pom.xml': `<project>${parent('rocket')}<artifactId>t</artifactId><properties><maven.deploy.skip>true</maven.deploy.skip></properties><modules><module>u</module><module>w</module></modules></project>`,
    't/u/pom.xml': `<project>${parent('t')}<artifactId>u</artifactId></project>`,
    't/w/pom.xml': `<project>${parent('t')}<artifactId>w</artifactId><properties><maven.deploy.skip>false</maven.deploy.skip></properties></project>`,
  };
  const published = effectsOf(readTool(toolInput({ tool: 'maven', args: ['deploy'], files })), 'publishes')[0];
  assert.deepEqual(published?.names?.map(show), ['com.acme:rocket', 'com.acme:a', 'com.acme:w']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

test('hooks that .npmrc turns off publish nothing', () => {
  const files = {
    'package.json': '{ "name": "lamp", "version": "1.0.0", "scripts": { "prepublishOnly": "gh release upload v1 lamp.tgz" } }',
    '.github/workflows/r.yml': onTag("- uses: actions/checkout@v4\n- run: npm pack && npm publish\n  env: { NODE_AUTH_TOKEN: '${{ secrets.NPM }}' }"),
  };
  const kinds = (rc: string): readonly string[] => surfacesOf({ ...files, '.npmrc': rc }).map((s) => s.kind);
  assert.ok(kinds('').includes('release-asset'));
  assert.ok(!kinds('ignore-scripts=true\n').includes('release-asset'));
});

test('a trial of release:perform, and goals without deploy, publish nothing', () => {
  const pom = (goals: string): string =>
    `<project><groupId>acme</groupId><artifactId>lamp</artifactId><version>1</version><distributionManagement><repository><id>c</id><url>https://repo.acme.test/r</url></repository></distributionManagement><build><plugins><plugin><artifactId>maven-release-plugin</artifactId><configuration>${goals}</configuration></plugin></plugins></build></project>`;
  const kinds = (goals: string, more = ''): readonly string[] =>
    surfacesOf({
      'pom.xml': pom(goals),
      '.github/workflows/r.yml': onTag(`- uses: actions/checkout@v4\n- run: mvn -B release:prepare release:perform ${more}`),
    }).map((s) => s.kind);
  assert.ok(kinds('').includes('maven'));
  assert.ok(kinds('<goals>clean deploy</goals>').includes('maven'));
  assert.ok(!kinds('<goals>clean verify</goals>').includes('maven'));
  assert.ok(!kinds('', '-DdryRun=true').includes('maven'));
});

test('an SBOM that a build script adds under a condition may not be published', () => {
  const sbom = (body: string): string | undefined =>
    surfacesOf({
      'build.gradle': `plugins { id 'java-library'; id 'maven-publish'; id 'org.cyclonedx.bom' version '1.10.0' }\ngroup = 'acme'\npublishing { publications { lib(MavenPublication) { from components.java\n${body}\n } }\n repositories { maven { url = 'https://repo.acme.test/m2' } } }\n`,
      'settings.gradle': "rootProject.name = 'lamp'\n",
      '.github/workflows/r.yml': onTag('- uses: actions/checkout@v4\n- run: ./gradlew cyclonedxBom publish'),
    }).find((s) => s.kind === 'maven')?.sbom;
  assert.equal(sbom('artifact("build/reports/bom.json")'), 'present');
  assert.equal(sbom('if (project.hasProperty("withBom")) {\n artifact("build/reports/bom.json")\n}'), 'unknown');
});

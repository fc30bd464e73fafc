import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const parent = '<parent><groupId>org.lamps</groupId><artifactId>lamp-base</artifactId><version>3</version></parent>';
const pom = (inside: string): string =>
  `<project>${inside}<groupId>org.lamps</groupId><artifactId>lantern</artifactId><distributionManagement><repository><url>https://central.sonatype.com/x</url></repository></distributionManagement></project>`;
const key = 'gpg-private-key: "${{ secrets.SIGNING_KEY }}"';
const seen = (options: {
  readonly pom: string;
  readonly java?: string;
  readonly env?: string;
  readonly args?: string;
}): readonly (string | null | undefined)[] => {
  const [row] = surfacesOf({
    'pom.xml': options.pom,
    '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-java@v4
        with: { distribution: temurin, java-version: 21, ${options.java ?? ''} }
      - run: mvn -B deploy ${options.args ?? ''}
        env: { ${options.env ?? ''} }
`,
  });
  return [row?.kind, row?.signature, row?.provenance, row?.full.controls.signature.reason];
};
const reason = 'a key to sign with is in its job, and the parent pom lamp-base is elsewhere: what it signs and publishes was not read';

test('a key is in the job and the parent of the project was not read: whether it signs is not known', () => {
  assert.deepEqual(seen({ pom: pom(parent), java: key }), ['maven', 'unknown', 'absent', reason]);
  assert.deepEqual(seen({ pom: pom(parent), env: 'MAVEN_GPG_KEY: "${{ secrets.SIGNING_KEY }}"' }), ['maven', 'unknown', 'absent', reason]);
});

test('without a key, without a parent elsewhere, or where signing is turned off, nothing signs', () => {
  assert.equal(seen({ pom: pom(parent) })[1], 'absent');
  assert.equal(seen({ pom: pom(''), java: key })[1], 'absent');
  assert.equal(seen({ pom: pom(parent), java: key, args: '-Dgpg.skip' })[1], 'absent');
});

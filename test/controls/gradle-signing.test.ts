import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const build =
  'plugins { id("com.vanniktech.maven.publish") }\nmavenPublishing { signAllPublications() }\nsigning { useInMemoryPgpKeys(System.getenv("ACME_PGP_KEY"), "") }\n';
const rows = [
  { what: 'with its key', text: build, env: "ACME_PGP_KEY: '${{ secrets.KEY }}'", is: 'present' },
  { what: 'with a key under another name', text: build, env: "KEY_OF_ACME: '${{ secrets.KEY }}'", is: 'unknown' },
  { what: 'that does not speak of signing', text: 'plugins { id("com.vanniktech.maven.publish") }\n', env: "ACME_PGP_KEY: '${{ secrets.KEY }}'", is: 'absent' },
] as const;

for (const { what, text, env, is } of rows)
  test(`what a Gradle build publishes is signed: ${what}`, () => {
    const step = `- uses: actions/checkout@v4\n- run: ./gradlew publishToMavenCentral\n  env: { ${env} }`;
    const found = surfacesOf({ 'build.gradle.kts': text, '.github/workflows/release.yml': onTag(step) });
    assert.deepEqual(
      found.map((s) => [s.kind, s.signature]),
      [['maven', is]],
    );
  });

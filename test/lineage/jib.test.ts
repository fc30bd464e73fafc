import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const named = 'plugins { id("com.google.cloud.tools.jib") }\njib { from { image = "alpine" }\n  to { image = "ghcr.io/acme/lens" } }\n';
const rows: readonly { readonly what: string; readonly run: string; readonly build: string; readonly gives: readonly string[] }[] = [
  { what: 'the image that the build names', run: './gradlew jib', build: named, gives: ['ghcr.io/acme/lens'] },
  { what: 'an image on the command line', run: './gradlew jib --image=ghcr.io/acme/tube:1', build: named, gives: ['ghcr.io/acme/tube:1'] },
  { what: 'an image as a property', run: './gradlew jib -Djib.to.image=ghcr.io/acme/tube', build: '', gives: ['ghcr.io/acme/tube'] },
  { what: 'an image as a property that stands apart', run: './gradlew -D jib.to.image=ghcr.io/acme/tube jib', build: '', gives: ['ghcr.io/acme/tube'] },
  { what: 'a name that is not known', run: './gradlew jib', build: '', gives: [] },
  { what: 'only built', run: './gradlew jibDockerBuild', build: named, gives: [] },
];

for (const { what, run, build, gives } of rows)
  test(`Jib pushes ${what}`, () => {
    const found = surfacesOf({ 'build.gradle.kts': build, '.github/workflows/r.yml': onTag(`- uses: actions/checkout@v4\n- run: ${run}`, 'packages: write') });
    assert.deepEqual(
      found.map((s) => [s.kind, s.name, s.provenance]),
      gives.map((name) => ['container-image', name, 'absent']),
    );
  });

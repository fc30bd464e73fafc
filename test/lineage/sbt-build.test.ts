import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const cases: readonly (readonly [what: string, build: string, rows: number])[] = [
  ['a build', 'name := "lantern"\n', 1],
  ['a build that skips publishing', 'name := "lantern"\npublish / skip := true\n', 0],
  ['the older words for it', 'name := "lantern"\nskip in publish := true\n', 0],
  ['a comment', 'name := "lantern"\n// publish / skip := true\n', 1],
  ['a root that skips, with a project that does not', 'publish / skip := true\nlazy val core = project.in(file("core"))\n', 1],
  ['a build of several that all skip', 'ThisBuild / publish / skip := true\nlazy val core = (project in file("core"))\n', 0],
  ['one of them that does not skip', 'ThisBuild / publish / skip := true\nlazy val core = project.settings(publish / skip := false)\n', 1],
];

for (const [what, build, rows] of cases)
  test(`sbt publishSigned with ${what}`, () => {
    const files = { 'build.sbt': build, '.github/workflows/r.yml': onTag('- uses: actions/checkout@v4\n- run: sbt publishSigned\n') };
    assert.equal(surfacesOf(files).length, rows);
  });

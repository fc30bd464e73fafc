import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const push = `
- name: gcr.io/cloud-builders/docker
  args: [build, -t, 'ghcr.io/acme/lantern:1', .]
- id: push
  name: gcr.io/cloud-builders/docker
  args: [push, 'ghcr.io/acme/lantern:1']
`;
const sign = '- name: gcr.io/projectsigstore/cosign\n  args: [sign, --yes, ghcr.io/acme/lantern:1]\n';
const keyed = sign.replace('--yes', "--yes, --key, 'env://K'");
const script = (first: string): string => `${push}- name: alpine\n  script: |\n    ${first}\n    cosign sign --yes ghcr.io/acme/lantern:1\n    echo done\n`;
const shell = (...args: string[]): string =>
  `${push}- name: alpine\n  entrypoint: sh\n  args: ${JSON.stringify([...args, 'cosign sign --yes ghcr.io/acme/lantern:1; echo done'])}\n`;

const cases: readonly (readonly [what: string, steps: string, want: string])[] = [
  ['one step after the other', push + sign, 'present wired'],
  ['a key in a variable that nothing sets', push + keyed, 'absent cannot-work'],
  ['a key in a variable of the step', `${push}${keyed}  secretEnv: [K]\n`, 'present wired'],
  ['a key in a variable of every step', `${push}${keyed}options: { secretEnv: [K] }\n`, 'present wired'],
  ['a step that may fail', `${push}${sign}  allowFailure: true\n`, 'present best-effort'],
  ['a step that is told not to fail', `${push}${sign}  allowFailure: false\n`, 'present wired'],
  ['a step whose failure counts as success', `${push}${sign}  allowExitCodes: [1]\n`, 'present best-effort'],
  ['a step that waits for nothing', `${push}${sign}  waitFor: ['-']\n`, 'present best-effort'],
  ['a step that waits for the push', `${push}${sign}  waitFor: [push]\n`, 'present wired'],
  ['a shell that goes on', shell('-c'), 'present best-effort'],
  ['a shell that stops', shell('-ec'), 'present wired'],
  ['a script without a first line goes on', script('true'), 'present best-effort'],
  ['a script that says to stop', script('#!/usr/bin/env -S bash -e'), 'present wired'],
  ['a script in another language', script('#!/usr/bin/env python3'), 'absent'],
  ['steps after many', push + '- { name: alpine, args: [true] }\n'.repeat(150) + sign, 'present wired'],
  ['steps after the bound', push + '- { name: alpine, args: [true] }\n'.repeat(310) + sign, 'unknown'],
];

for (const [what, steps, want] of cases)
  test(`Cloud Build: ${what}`, () => {
    const [image] = surfacesOf({ 'cloudbuild.yaml': `steps:\n${steps}` });
    const signature = image?.full.controls.signature;
    assert.equal(`${signature?.status} ${signature?.strength ?? ''}`.trim(), want);
  });

test('Cloud Build: the environment of all steps is that of each', () => {
  const unless = `${push}- name: alpine\n  script: |\n    #!/bin/sh -e\n    [ -n "$SKIP" ] || cosign sign --yes ghcr.io/acme/lantern:1\n`;
  const signature = (more: string): string | undefined => surfacesOf({ 'cloudbuild.yaml': `steps:\n${unless}${more}` })[0]?.signature;
  assert.equal(signature(''), 'present');
  assert.equal(signature("options: { env: ['SKIP=1'] }\n"), 'absent');
});

test('Cloud Build: files that the service puts into a bucket', () => {
  const steps = 'steps:\n- { name: golang, args: [go, build, -o, lantern, .] }\n';
  const seen = surfacesOf({ 'cloudbuild.yaml': `${steps}artifacts:\n  objects: { location: 'gs://acme-releases/', paths: [lantern] }\n` });
  assert.deepEqual(
    seen.map((s) => [s.name, s.signature]),
    [['gs://acme-releases/ lantern', 'absent']],
  );
});

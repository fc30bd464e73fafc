import { build, publish, publishIf, release, sign, signIf, testTraps, type Trap } from '../support/trap.ts';

const keyed = '        run: cosign sign-blob --yes --key env://KEY --bundle dist/lens.sigstore.json dist/lens\n';
const withKey = (script: string): string => `      - run: ${script}\n        env:\n          KEY: \${{ secrets.KEY }}\n`;
const signs = 'cosign sign-blob --yes --key env://KEY --bundle dist/lens.sigstore.json dist/lens';
const jobKey = '    env:\n      KEY: ${{ secrets.KEY }}\n';
const hasKey = "    env:\n      HAS_KEY: ${{ secrets.KEY != '' }}\n";
const probe = (script: string, more = ''): string => `      - id: probe\n${more}        run: ${script}\n`;
const writes = 'echo yes=1 >> "$GITHUB_OUTPUT"';

const signature = (what: string, workflow: string, most: Trap['most']): Trap => ({ what, workflow, control: 'signature', most });

/** Signing that asks first whether a secret is set: where it is not, the release goes out unsigned, and nobody is told. */
testTraps([
  signature('a secret that the script asks for', release(build + withKey(`if [ -n "$KEY" ]; then ${signs}; fi`) + publish), 'best-effort'),
  signature('a secret without which the script stops quietly', release(build + withKey(`'[ -z "$KEY" ] && exit 0; ${signs}'`) + publish), 'best-effort'),
  signature('a secret compared with nothing', release(build + withKey(`'[ "$KEY" != "" ] && ${signs}'`) + publish), 'best-effort'),
  signature('a secret without which the script fails', release(build + withKey(`'if [ -z "$KEY" ]; then exit 1; fi; ${signs}'`) + publish), 'present'),
  signature('a secret that stands for a word', release(build + withKey(`'[ -n "${'$'}{KEY:+yes}" ] && ${signs}'`) + publish), 'best-effort'),
  signature('a secret that nothing asks for', release(build + withKey(signs) + publish), 'present'),
  signature('a secret that the step asks for', release(`${build}      - if: env.KEY != ''\n${keyed}${publish}`, { job: jobKey }), 'best-effort'),
  signature('a secret that the step asks for by its truth', release(`${build}      - if: env.KEY\n${keyed}${publish}`, { job: jobKey }), 'best-effort'),
  signature('a secret asked for beforehand', release(build + signIf("env.HAS_KEY == 'true'") + publish, { job: hasKey }), 'best-effort'),
  signature(
    'a secret told by an output',
    release(
      `${build}      - id: probe\n        run: if [ -n "$KEY" ]; then ${writes}; fi\n        env:\n          KEY: \${{ secrets.KEY }}\n${signIf("steps.probe.outputs.yes == '1'")}${publish}`,
    ),
    'best-effort',
  ),
  signature(
    'the publication asks for the same secret',
    release(`${build}      - if: env.KEY != ''\n${keyed}${publishIf("env.KEY != ''")}`, { job: jobKey }),
    'present',
  ),
  signature(
    'the publication asks for the same secret in another way',
    release(build + withKey(`if [ -n "$KEY" ]; then ${signs}; fi`) + publishIf("env.HAS_KEY == 'true'"), { job: hasKey }),
    'present',
  ),
  signature(
    "one of two secrets, or the job's token",
    release(build + sign + publish.replace('files:', 'token: ${{ secrets.BOT || github.token }}\n          files:')),
    'present',
  ),
]);

/** Signing that asks how an earlier step ended which may fail. */
const test = probe('test -f notes.md', '        continue-on-error: true\n');
testTraps([
  signature('the outcome of a step that may fail', release(build + test + signIf("steps.probe.outcome == 'success'") + publish), 'best-effort'),
  signature('the conclusion of a step that may fail', release(build + test + signIf("steps.probe.conclusion == 'success'") + publish), 'present'),
  signature(
    'the outcome of a step that stops the job',
    release(build + probe('test -f notes.md') + signIf("steps.probe.outcome == 'success'") + publish),
    'present',
  ),
  signature(
    'the publication asks for the same outcome',
    release(build + test + signIf("steps.probe.outcome == 'success'") + publishIf("steps.probe.outcome == 'success'")),
    'present',
  ),
]);

/** Signing that asks for what a step gives which may be skipped. */
const skipped = probe(writes, "        if: github.actor == 'lamp'\n");
const twoJobs = (condition: string): string =>
  release(build + signIf("needs.gate.outputs.go == '1'") + publish, { job: '    needs: gate\n' }).replace(
    'jobs:\n',
    `jobs:\n  gate:\n    runs-on: ubuntu-24.04\n    outputs:\n      go: \${{ steps.probe.outputs.yes }}\n    steps:\n${probe(writes, condition)}`,
  );
testTraps([
  signature('an output of a step that may be skipped', release(build + skipped + signIf("steps.probe.outputs.yes == '1'") + publish), 'best-effort'),
  signature('an output of a step that may be skipped, by its truth', release(build + skipped + signIf('steps.probe.outputs.yes') + publish), 'best-effort'),
  signature('an output of a step that never is skipped', release(build + probe(writes) + signIf('steps.probe.outputs.yes') + publish), 'present'),
  signature('a job output of a step that may be skipped', twoJobs("        if: github.actor == 'lamp'\n"), 'best-effort'),
  signature('a job output of a step that never is skipped', twoJobs(''), 'present'),
  signature(
    'the publication asks for what the step asked',
    release(build + skipped + signIf('steps.probe.outputs.yes') + publishIf("github.actor == 'lamp'")),
    'present',
  ),
  signature(
    'a variable of a step that may be skipped',
    release(`${build}      - if: github.actor == 'lamp'\n        run: echo SEAL=1 >> "$GITHUB_ENV"\n${signIf("env.SEAL == '1'")}${publish}`),
    'best-effort',
  ),
  signature(
    'a variable that one of two steps sets',
    release(
      `${build}      - if: github.actor == 'lamp'\n        run: echo SEAL=1 >> "$GITHUB_ENV"\n      - if: github.actor != 'lamp'\n        run: echo SEAL=2 >> "$GITHUB_ENV"\n${signIf("env.SEAL != ''")}${publish}`,
    ),
    'present',
  ),
]);

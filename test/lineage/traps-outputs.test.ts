import { build, publish, publishIf, release, sign, signIf, testTraps } from '../support/trap.ts';

const probe = (script: string): string => `      - id: probe\n        run: |\n          ${script}\n`;
const oneBranch = 'if [ -f notes.md ]; then echo yes=1 >> "$GITHUB_OUTPUT"; fi';

/** Outputs and variables that are written in one branch only: what asks for them rests on that branch. */
testTraps([
  {
    what: 'asks an output of one branch',
    workflow: release(build + probe(oneBranch) + signIf('steps.probe.outputs.yes') + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'compares an output of one branch',
    workflow: release(build + probe(oneBranch) + signIf("steps.probe.outputs.yes == '1'") + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'an output after &&',
    workflow: release(build + probe('git diff --quiet || echo yes=1 >> "$GITHUB_OUTPUT"') + signIf("steps.probe.outputs.yes == '1'") + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'a variable of one branch',
    workflow: release(build + probe('if [ -f notes.md ]; then echo SEAL=1 >> "$GITHUB_ENV"; fi') + signIf("env.SEAL == '1'") + publish),
    control: 'signature',
    most: 'best-effort',
  },
  {
    what: 'the publication asks the same output',
    workflow: release(build + probe(oneBranch) + signIf('steps.probe.outputs.yes') + publishIf('steps.probe.outputs.yes')),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'an output that both branches write alike',
    workflow: release(
      build +
        probe('if [ -f notes.md ]; then echo yes=1 >> "$GITHUB_OUTPUT"; else echo yes=2 >> "$GITHUB_OUTPUT"; fi') +
        signIf('steps.probe.outputs.yes') +
        publish,
    ),
    control: 'signature',
    most: 'present',
  },
  {
    what: 'an output that is always written',
    workflow: release(build + probe('echo yes=1 >> "$GITHUB_OUTPUT"') + signIf('steps.probe.outputs.yes') + publish),
    control: 'signature',
    most: 'present',
  },
  { what: 'no condition at all', workflow: release(build + sign + publish), control: 'signature', most: 'present' },
]);

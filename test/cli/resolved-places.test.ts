import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine } from '../support/fake-machine.ts';
import { build, publish, release } from '../support/trap.ts';

const action = `runs:
  using: composite
  steps:
    - uses: actions/attest-build-provenance@v2
      with: { subject-path: dist/lens }
`;

test('a place in an action of another repository names that repository and shows its line', async () => {
  const machine = fakeMachine({
    folders: {
      '.': {
        'go.mod': 'module x\n',
        'action.yml': 'name: its own\nruns:\n  using: node24\n  main: not-this-line\n',
        '.github/workflows/r.yml': release(`${build}      - uses: acme/attest@v2\n${publish}`),
      },
      other: { 'action.yml': action },
    },
    audit,
  });
  assert.equal(await run(['explain', 'lens', 'provenance', '--resolve', 'acme/attest@v2=other'], machine), 0, machine.err());
  assert.match(machine.out(), /rests on +acme\/attest\/action\.yml:4: attests/);
  assert.match(machine.out(), /\| - uses: actions\/attest-build-provenance@v2/);
  assert.doesNotMatch(machine.out(), /not-this-line/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine } from '../support/fake-machine.ts';
import { rulePairs } from '../support/rule-repos.ts';

const rule = 'evidence-tool-not-installed';
const texts = rulePairs().find((one) => one.rule === rule)?.flagged ?? {};

async function diffWith(config: string | undefined): Promise<string> {
  const machine = fakeMachine({ audit, folders: { '.': config === undefined ? texts : { ...texts, 'sealwright.yaml': config } } });
  assert.equal(await run(['fix', '--review'], machine), 0, machine.err());
  return machine.out();
}

test('what people decided keeps no edit from being made, stale as it becomes by that', async () => {
  const plain = await diffWith(undefined);
  assert.match(plain, /^diff |^--- /m, 'there is an edit');
  const entry = `{ rule: ${rule}, disposition: deferred, reason: later }`;
  assert.equal(await diffWith(`version: 1\ndispositions: [${entry}]\n`), plain);
});

test('what people accepted is left as it is, unless its rule is named', async () => {
  const config = `version: 1\ndispositions: [{ rule: ${rule}, disposition: accepted, reason: the image is for trials }]\n`;
  const machine = fakeMachine({ audit, folders: { '.': { ...texts, 'sealwright.yaml': config } } });
  assert.equal(await run(['fix', '--review'], machine), 0);
  assert.doesNotMatch(machine.out(), /Install syft/);
  const named = fakeMachine({ audit, folders: { '.': { ...texts, 'sealwright.yaml': config } } });
  assert.equal(await run(['fix', '--review', '--rule', rule], named), 0);
  assert.match(named.out(), /Install syft/);
});

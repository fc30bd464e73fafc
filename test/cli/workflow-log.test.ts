import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../src/cli/run.ts';
import { inWorkflowLog } from '../../src/cli/workflow-log.ts';
import { fakeMachine } from '../support/fake-machine.ts';
import { sampleLineage, sampleReport } from '../support/sample-report.ts';

const env = { GITHUB_ACTIONS: 'true' };

/** The lines of a log that a runner would carry out. */
function commandsIn(log: string): readonly string[] {
  return log.split(/[\r\n]/).filter((line) => /^\s*::|##\[/.test(line));
}

test('nothing that a command writes is a command of the run, on either stream', () => {
  const machine = fakeMachine({ env });
  const { stdout, stderr } = inWorkflowLog(machine);
  for (const stream of [stdout, stderr]) stream.write('::error::a\n  ::set-output name=b::c\n\t::d\n+::e ##[command]f\n');
  assert.deepEqual(commandsIn(machine.out() + machine.err()), []);
  assert.match(machine.out(), /^\\u003a:error::a\n {2}\\u003a:set-output name=b::c\n/);
});

test('annotations are, and no other form of a report', async () => {
  const first = sampleReport().findings[0]!;
  const report = { ...sampleReport(), findings: [{ ...first, message: '::error::x ##[debug]y' }] };
  const audit = (): { readonly report: typeof report; readonly lineage: ReturnType<typeof sampleLineage>; readonly recipes: readonly never[] } => ({
    report,
    lineage: sampleLineage(),
    recipes: [],
  });
  for (const format of ['terminal', 'markdown', 'summary', 'json', 'sarif', 'github']) {
    const machine = fakeMachine({ env, audit });
    assert.equal(await run(['audit', '--format', format], inWorkflowLog(machine)), 1);
    const found = commandsIn(machine.out());
    if (format === 'github') assert.match(found.join('\n'), /^::error file=[^\n]+$/);
    else assert.deepEqual(found, [], format);
  }
});

test('a name that was typed is no command in a message', async () => {
  const machine = fakeMachine({ env });
  assert.equal(await run(['audit', 'gone\n::error::x'], inWorkflowLog(machine)), 2);
  assert.deepEqual(commandsIn(machine.err()), []);
});

test('elsewhere the streams are as they are', () => {
  const machine = fakeMachine();
  assert.equal(inWorkflowLog(machine), machine);
});

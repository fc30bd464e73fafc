import type { Finding } from '../../rules/index.ts';
import type { Operation } from '../../workflow/index.ts';
import { nodeAt } from '../../workflow/index.ts';
import { isCalled, type Ask } from '../ask.ts';
import { no, type Fixer, type NoProposal, type Proposal } from '../proposal.ts';

const note = 'from now on a release stops where this fails: look whether it was made to go on for a reason';

/** A step that makes evidence may fail the release again. */
export const strictEvidence: Fixer = {
  rules: ['evidence-may-fail-unseen'],
  propose: (finding, ask) => {
    if (finding.message.includes('continue-on-error')) return withoutContinue(finding, ask);
    if (finding.message.endsWith('no pipefail')) return withPipefail(finding, ask);
    if (/\|\| (?:true|:)/.test(finding.message)) return withoutTrue(finding, ask);
    return no(
      'what passes the failure over is a decision of the script, not one word of it',
      'let the script end with an error where it makes no evidence, or decide that the evidence may be missing: sealwright disposition add',
    );
  },
};

function withoutContinue(finding: Finding, ask: Ask): Proposal | NoProposal {
  const place = ask.place(finding.at);
  const at = place?.at(-1) === 'continue-on-error' ? place : undefined;
  if (at === undefined) return no('the key continue-on-error is not in a file that is edited', 'take continue-on-error from the step in the file that has it');
  return review(finding, `let ${at.includes('steps') ? 'the step' : 'the job'} fail the release: remove continue-on-error`, [{ kind: 'remove', at }]);
}

function withoutTrue(finding: Finding, ask: Ask): Proposal | NoProposal {
  const step = ask.step(finding.at);
  const script = step?.step.run;
  const text = ask.text(finding.at.file);
  if (step === undefined || script === undefined || text === undefined)
    return no('the script is not in a workflow of the checkout', 'change the script where it is kept');
  const found = [...script.value.matchAll(/[ \t]{0,40}\|\|[ \t]{0,40}(?:true|:)(?=[ \t]{0,40}(?:#.*)?(?:\n|$))/g)];
  const [only] = found;
  if (only === undefined || found.length !== 1)
    return no(
      'the script passes over more than one failure: which of them is meant is not told by its place',
      'take || true from the line that signs, attests or hashes',
    );
  return review(finding, 'let the command fail the release: remove || true', [
    { kind: 'splice', at: [...step.at, 'run'], from: only.index, to: only.index + only[0].length, text: '' },
  ]);
}

/** GitHub starts bash with pipefail where the shell is named (documentation, "Workflow syntax", `jobs.<job_id>.steps[*].shell`). */
function withPipefail(finding: Finding, ask: Ask): Proposal | NoProposal {
  const step = ask.step(finding.at);
  if (step?.step.run === undefined) return no('the script is not in a workflow of the checkout', 'change the script where it is kept');
  if (step.step.shell !== undefined || step.job.defaults.shell !== undefined || step.workflow.defaults.shell !== undefined)
    return no('a shell is named already, and takes its options there', 'write set -o pipefail as the first line of the script');
  if (step.job.container !== undefined)
    return no('the job runs in a container, which may have no bash', 'write set -o pipefail as the first line, where the shell of the container knows it');
  const runner = nodeAt(ask.root(step.path)!, ['jobs', step.job.id, 'runs-on']);
  if (runner?.kind !== 'scalar' || !/^(?:ubuntu|macos)-[\w.-]+$/.test(runner.scalar.value))
    return no('the machine that it runs on is not known to have bash', 'write shell: bash into the step, where the machine has it');
  const changed: Operation = {
    kind: 'set',
    at: [...step.at, 'shell'],
    value: { kind: 'scalar', value: 'bash' },
    after: ['name', 'id', 'if', 'continue-on-error'],
  };
  return {
    kind: isCalled(step.workflow) ? 'needs-review' : 'safe',
    title: 'let a failure in a pipe fail the step: name bash as its shell, which GitHub then starts with pipefail',
    notes: [],
    changes: [{ kind: 'yaml', path: step.path, operations: [changed] }],
  };
}

function review(finding: Finding, title: string, operations: readonly Operation[]): Proposal {
  return { kind: 'needs-review', title, notes: [note], changes: [{ kind: 'yaml', path: finding.at.file, operations }] };
}

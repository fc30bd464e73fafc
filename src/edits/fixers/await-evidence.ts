import { conditionSourceOf, needsOf } from '../jobs.ts';
import { no, type Fixer } from '../proposal.ts';
import { waitNotes } from '../waiting.ts';

/** `needs` for a job that publishes before another has made the evidence. */
export const awaitEvidence: Fixer = {
  rules: ['evidence-not-awaited'],
  propose: (finding, ask) => {
    const workflow = ask.workflow(finding.at.file);
    const [, from, to] =
      /^job (\S+) does not wait for job (\S+?),? which/.exec(finding.message) ?? /job (\S+) does not wait for job (\S+?)(?:,|$)/.exec(finding.message) ?? [];
    const waiting = workflow?.jobs.find((one) => one.id === from);
    const awaited = workflow?.jobs.find((one) => one.id === to);
    if (workflow === undefined || waiting === undefined || awaited === undefined)
      return no(
        'the two jobs are not in one workflow',
        'make the publishing job start when the other workflow is done: workflow_run, or one workflow that calls both',
      );
    if (needsOf(workflow, awaited).has(waiting.id))
      return no(
        `job ${awaited.id} waits for job ${waiting.id} itself: they would wait for each other`,
        `make the evidence in job ${waiting.id}, or publish in a third job that waits for both`,
      );
    // What a skipped job holds up is skipped with it.
    const before = new Set([waiting.id, ...needsOf(workflow, waiting)]);
    const shared = new Set(workflow.jobs.filter((one) => before.has(one.id)).map((one) => conditionSourceOf(one)));
    const skipped = workflow.jobs.find(
      (one) =>
        (one === awaited || needsOf(workflow, awaited).has(one.id)) && !before.has(one.id) && one.if !== undefined && !shared.has(conditionSourceOf(one)),
    );
    if (skipped !== undefined)
      return no(
        `job ${skipped.id} is skipped where its condition does not hold, and job ${waiting.id} would be skipped with it`,
        `give job ${waiting.id} if: with the results that it accepts, such as needs.${skipped.id}.result != 'failure', before it waits for it`,
      );
    const notes = waitNotes(workflow, waiting, awaited, ask.root(workflow.path));
    return {
      kind: notes.length > 0 ? 'needs-review' : 'safe',
      title: `let job ${waiting.id} wait for job ${awaited.id}`,
      notes,
      changes: [
        {
          kind: 'yaml',
          path: workflow.path,
          operations: [{ kind: 'add', at: ['jobs', waiting.id, 'needs'], name: awaited.id, after: ['name', 'if', 'runs-on'] }],
        },
      ],
    };
  },
};

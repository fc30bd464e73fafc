import { recordsOf } from './frame/grouped.ts';
import { released } from './frame/jobs.ts';
import { artifactOfAnotherRun, type Batch, type Origin, type Trace } from '../lineage/index.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'release-of-another-run',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'files of another run are published, and nothing verifies them',
  remedy: 'build what is published in the run that publishes it, or attest it there and verify it here',
  about: () => ({
    why: 'An artifact of another run is what that run left: of another event, another ref, or a pull request. The run that publishes gives it the name of the release and its signature.',
    blindSpots: 'Conditions that choose the run, and checks that a program of the project makes.',
    refs: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
    mapping: { cwe: [345, 494] },
  }),
  *check(input) {
    const { trace, workflows } = input.traced;
    for (const { files, origin, cannotWork } of released(input)) {
      if (cannotWork !== undefined) continue;
      const foreign = files.flatMap((file) => takenFrom(trace, file.batch)).find((batch) => !isVerified(trace, batch.id, origin));
      if (foreign === undefined) continue;
      const awaited = trace.runOf(origin.run)?.awaits;
      const open = [...workflows.values()].find(
        (one) =>
          (awaited?.workflows?.includes(one.name?.value ?? one.path) ?? false) &&
          awaited?.refs.only === undefined &&
          one.triggers.some((trigger) => trigger.event.startsWith('pull_request')),
      );
      yield finding({
        at: foreign.at,
        related: [
          { at: origin.at, what: 'publishes them' },
          ...(open === undefined ? [] : [{ at: open.triggers[0]!.span, what: 'the run may be of a pull request' }]),
        ],
        path: [origin.workflow, origin.job],
        message: 'files of another run are taken for the release, and nothing verifies where they are from',
      });
    }
  },
});

const maxDepth = 6;

/** The files of other runs that a file is, or was made from. */
function takenFrom(trace: Trace, id: string, depth = maxDepth): readonly Batch[] {
  const batch = trace.batches.get(id);
  if (batch === undefined || depth === 0) return [];
  if (batch.kind === 'external') return batch.by === artifactOfAnotherRun ? [batch] : [];
  return batch.kind === 'transformed' ? batch.inputs.flatMap((input) => takenFrom(trace, input.batch, depth - 1)) : [];
}

function isVerified(trace: Trace, batch: string, use: Origin): boolean {
  return recordsOf(trace.evidence, 'run', use.run).some(
    (e) => e.kind === 'verification' && !e.integrityOnly && e.origin.order < use.order && e.target.files.some((file) => file.batch === batch),
  );
}

import { grant } from '../grant.ts';
import { isNo, no, type Fixer } from '../proposal.ts';
import { withoutImplicitUpload } from './no-implicit-upload.ts';
import { publicLogNotes } from '../public-log.ts';

/** The permission without which a step that makes evidence, or publishes, cannot work. */
export const missingPermission: Fixer = {
  rules: ['evidence-permission-missing', 'publishing-cannot-work'],
  // What is made at last may be made better yet.
  leaves: ['attached-never-looked-at', 'several-writers-of-a-release', 'evidence-without-recipe', 'recipe-by-tag'],
  propose: (finding, ask) => {
    const unasked = withoutImplicitUpload(finding, ask);
    if (unasked !== undefined) return unasked;
    const [, scope, level] = /the job has no permission ([\w-]+): (read|write)$/.exec(finding.message) ?? [];
    if (scope === undefined || level === undefined) return no('what it lacks is no permission', finding.action);
    const place = ask.step(finding.at);
    if (place === undefined) return no('the step is not in a workflow of the checkout', `give the job that runs it ${scope}: ${level}`);
    const granted = grant(ask, place.workflow, place.job, { [scope]: level === 'read' ? 'read' : 'write' });
    if (isNo(granted)) return granted;
    if (granted.operations.length === 0)
      return no(
        'the job has it as it is written: a workflow that calls it does not grant it',
        `add ${scope}: ${level} to the permissions of each job that calls the workflow`,
      );
    return {
      kind: 'needs-review',
      title: `give job ${place.job.id} the permission ${scope}: ${level}`,
      notes: [...(scope === 'id-token' ? publicLogNotes(ask, place.path) : []), ...granted.notes],
      changes: [{ kind: 'yaml', path: place.path, operations: granted.operations }],
    };
  },
};

import { idleWithIdentity } from '../../rules/index.ts';
import { mapOf, scalar, type Operation } from '../../workflow/index.ts';
import { isCalled } from '../ask.ts';
import { asksForNoIdentity } from '../asks-nobody.ts';
import { no, type Fixer } from '../proposal.ts';

/** `id-token: write` for the jobs that sign alone. */
export const identityToJobs: Fixer = {
  rules: ['identity-for-every-job'],
  propose: (finding, ask) => {
    const workflow = ask.workflow(finding.at.file);
    const block = workflow?.permissions;
    if (workflow === undefined || block === undefined || block.all !== undefined)
      return no(
        'the permissions of the workflow are not written one by one',
        'write the permissions of the workflow one by one, and id-token: write in the jobs that sign',
      );
    const idle = idleWithIdentity(ask.trace, workflow);
    const keep = workflow.jobs.filter((one) => one.permissions === undefined && !idle.includes(one));
    const open = idle.filter((one) => !asksForNoIdentity(one));
    const scopes = Object.fromEntries([...block.scopes].map(([scope, { level }]) => [scope, scalar(level)]));
    const operations: readonly Operation[] = [
      ...keep.map((job): Operation => ({
        kind: 'set',
        at: ['jobs', job.id, 'permissions'],
        value: mapOf(scopes),
        after: ['name', 'if', 'needs', 'runs-on', 'strategy', 'environment', 'uses'],
      })),
      { kind: 'remove', at: ['permissions', 'id-token'] },
    ];
    const notes = [
      ...(isCalled(workflow) ? ['other workflows call this one: what they grant stays as it is'] : []),
      ...(open.length === 0
        ? []
        : [
            `a program or an action in job ${open.map((one) => one.id).join(', ')} may ask for the identity, as a login to a cloud does: what it runs was not read`,
          ]),
    ];
    return {
      kind: notes.length > 0 ? 'needs-review' : 'safe',
      title: `take id-token: write from the jobs that do not need it${keep.length === 0 ? '' : `, and give it to ${keep.map((one) => one.id).join(', ')} by name`}`,
      notes,
      changes: [{ kind: 'yaml', path: workflow.path, operations }],
    };
  },
};

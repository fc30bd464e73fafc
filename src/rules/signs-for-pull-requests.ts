import { runsForPullRequests } from '../lineage/index.ts';
import { isGuarded, released } from './frame/jobs.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'signs-for-pull-requests',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a step that signs a release signs for pull requests too',
  remedy: 'leave pull requests out of the job, or move the signing into a workflow of its own',
  about: () => ({
    why: 'What a pull request holds was not reviewed, and with this step it gets a certificate of the release workflow. A check that accepts any ref of that workflow accepts it. Pull requests of forks get no identity under pull_request; under pull_request_target they do.',
    blindSpots: 'Called workflows, actions in the checkout, scripts that ask for the event in a way that is not known, and rules of environments.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions'],
    mapping: { cwe: [863] },
  }),
  *check(input) {
    const { trace, workflows } = input.traced;
    // What signs in a test of a signing program signs no release.
    const releasing = new Set(released(input).map((one) => one.origin.entry));
    for (const evidence of trace.evidence) {
      const { origin, target } = evidence;
      const workflow = workflows.get(origin.entry);
      if (!evidence.keyless || !releasing.has(origin.entry) || evidence.cannotWork !== undefined || workflow === undefined || isGuarded(input, origin))
        continue;
      const made = target.images.flatMap(({ id }) => trace.image(id)?.origin ?? []);
      for (const event of ['pull_request_target', 'pull_request'] as const) {
        const trigger = workflow.triggers.find((one) => one.event === event);
        if (trigger === undefined || (trigger.types ?? []).some((type) => type.value === 'closed')) continue;
        if (![origin, ...made].every((one) => runsForPullRequests(workflow, one, event, trace.input) === true)) continue;
        yield finding({
          at: origin.at,
          related: [{ at: trigger.span, what: `starts on ${event}` }],
          path: [origin.workflow, origin.job],
          message:
            event === 'pull_request'
              ? 'it signs for pull requests of the repository too, with the identity of the release workflow'
              : 'it signs for pull requests of forks too, with the identity of the release workflow',
          ...(event === 'pull_request' ? {} : { severity: 'medium' as const }),
        });
      }
    }
  },
});

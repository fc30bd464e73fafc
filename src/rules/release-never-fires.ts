import { madeByRuns } from '../lineage/index.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'release-never-fires',
  severity: 'high',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'what publishes waits for an event that the workflow token cannot raise',
  remedy: 'make the release with the token of an app, or let the workflow that makes it call the one that publishes',
  about: () => ({
    why: 'What a workflow does with its own token starts no other workflow. The tag and the release appear, and what was to sign, attest and publish for them never runs; nothing is red.',
    blindSpots: 'Tags and releases that people make by hand raise the event: then it does fire, for those.',
    refs: ['https://docs.github.com/en/actions/writing-workflows/choosing-when-your-workflow-runs/triggering-a-workflow#triggering-a-workflow-from-a-workflow'],
    mapping: { cwe: [1068] },
  }),
  *check({ events, surfaces, traced: { trace } }) {
    const doubted = events.filter((one) => one.doubt?.includes('GITHUB_TOKEN') === true);
    const ids = new Set(doubted.map((one) => one.id));
    if (ids.size === 0) return;
    // What another event publishes too is reached by that, and is not lost.
    const waits = surfaces.filter(({ info }) => info.scenarios.length > 0 && info.kind !== 'site' && info.kind !== 'git-tag');
    const never = waits.filter(({ info }) => info.scenarios.every((one) => ids.has(one)));
    const byHand = waits.filter(
      ({ info }) => info.scenarios.some((one) => ids.has(one)) && info.scenarios.every((one) => ids.has(one) || one.startsWith('workflow_dispatch')),
    );
    const lost = never.length > 0 ? never : byHand;
    const made = (['release', 'tag push'] as const)
      .flatMap((event) => madeByRuns(trace, event))
      .find((one) => one.token === 'job-token' && !ids.has(one.origin.scenario));
    if (lost.length === 0 || made === undefined) return;
    const files = [...new Set(byHand.map(({ info }) => info.publishedBy.workflow.replace('.github/workflows/', '')))].toSorted();
    yield finding({
      at: made.origin.at,
      related: byHand.map(({ info }) => ({ at: info.at, what: `publishes ${info.name}` })),
      path: [made.origin.workflow, ...files],
      message: `the release or tag is made with GITHUB_TOKEN, and ${files.join(', ')} ${files.length === 1 ? 'starts' : 'start'} only on events that it cannot raise${never.length > 0 ? '' : ', or by hand'}`,
      ...(never.length > 0 ? {} : { severity: 'medium' as const }),
    });
  },
});

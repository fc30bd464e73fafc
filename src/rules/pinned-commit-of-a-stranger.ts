import { actionsAsked, otherPlaces, placesOf } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'pinned-commit-of-a-stranger',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'registry',
  summary: 'an action of a release job is pinned to a commit that is not of its repository',
  remedy: 'look up the commit of the version that is meant, and read what ran in its place',
  about: () => ({
    why: 'The service finds the commits of every fork under the name of the repository that was forked. A pin to such a commit looks like the project’s action and runs what a stranger wrote, in a job that signs or publishes.',
    blindSpots:
      'Commits whose branch or tag was deleted since are not of the repository any more. Where a repository has many branches, not all are asked, and then nothing is said.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-third-party-actions'],
    mapping: { cwe: [829] },
  }),
  *check(input) {
    for (const action of actionsAsked(input)) {
      if (action.commit.kind === 'unknown' || action.commit.value === 'in the repository') continue;
      const places = placesOf(input, action);
      const [first] = places;
      if (first === undefined) continue;
      const repository = action.name.split('/').slice(0, 2).join('/');
      yield finding({
        at: first.at,
        related: otherPlaces(places),
        path: [first.workflow, first.job, action.name],
        message:
          action.commit.value === 'no such commit'
            ? `${repository} has no commit ${action.ref.slice(0, 12)}: the run cannot start`
            : `commit ${action.ref.slice(0, 12)} is on no branch and no tag of ${repository}`,
      });
    }
  },
});

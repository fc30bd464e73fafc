import { otherPlaces, placesOf } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'pinned-commit-of-another-version',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'registry',
  summary: 'the comment behind a pinned action names a version that is another commit',
  remedy: 'write the version that the commit is, or pin the commit of the version that is meant',
  about: () => ({
    why: 'Who reviews the workflow reads the comment. Where it and the commit disagree, nobody has decided which code runs in the release; or the tag was moved after it was pinned.',
    blindSpots: 'Comments that name a major version alone, since such tags are moved on purpose.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-third-party-actions'],
    mapping: { cwe: [1116] },
  }),
  *check(input) {
    for (const action of input.observed?.actions ?? []) {
      if (action.versionIsAt === null || action.commit.kind === 'unknown' || action.commit.value !== 'in the repository') continue;
      const places = placesOf(input, action).filter((one) => one.comment?.includes(action.version ?? '') === true);
      const [first] = places;
      if (first === undefined) continue;
      yield finding({
        at: first.at,
        related: otherPlaces(places),
        path: [first.workflow, first.job, action.name],
        message: `${action.name} is pinned to ${action.ref.slice(0, 12)}, and ${action.version ?? ''} of its comment is ${action.versionIsAt.slice(0, 12)}`,
      });
    }
  },
});

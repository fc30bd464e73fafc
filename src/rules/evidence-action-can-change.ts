import { actionsAsked, otherPlaces, placesOf } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-action-can-change',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'registry',
  summary: 'an action of a release job is pinned by commit, and uses others by a tag that can move',
  remedy: 'use a version of it whose own actions are pinned, or do its steps in the workflow',
  about: () => ({
    why: 'The commit fixes the text of the action and not what it uses: whoever moves that tag runs code in the job that signs or publishes, with its token and identity.',
    blindSpots: 'What an action downloads when it runs. Actions more than three deep.',
    refs: ['https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-third-party-actions'],
    mapping: { cwe: [829] },
  }),
  *check(input) {
    for (const action of actionsAsked(input)) {
      // Of one that is itself named by a tag its own commit is the smaller question.
      if (!/^[0-9a-f]{40}$/i.test(action.ref) || action.movable.kind === 'unknown' || action.movable.value.length === 0) continue;
      const places = placesOf(input, action);
      const [first] = places;
      if (first === undefined) continue;
      const [one, ...more] = action.movable.value;
      yield finding({
        at: first.at,
        related: otherPlaces(places),
        path: [first.workflow, first.job, action.name],
        message: `${action.name} is pinned, and uses ${one!}${more.length === 0 ? '' : ` and ${more.length} more`}, which can move`,
      });
    }
  },
});

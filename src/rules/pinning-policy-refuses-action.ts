import { actionsAsked, otherPlaces, placesOf, told } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

const isCommit = (ref: string): boolean => /^[0-9a-f]{40}$/i.test(ref);

export const rule = defineRule({
  id: 'pinning-policy-refuses-action',
  severity: 'high',
  confidence: 'medium',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'registry',
  summary: 'a release job uses an action by a tag, itself or through another, and the repository demands commits',
  remedy: 'name the action by its full commit; where another action names it, use a version of that one which does, or except it from the policy',
  about: () => ({
    why: 'The policy of the repository or its organisation fails a run that meets an action whose reference is no full commit, also one that an action or reusable workflow uses. The release then ends there.',
    blindSpots: 'Allowed lists of actions, which are another setting. Reusable workflows themselves may be named by a tag; what they use may not.',
    refs: [
      'https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository',
    ],
    mapping: { cwe: [829] },
  }),
  *check(input) {
    if (told(input, (observed) => observed.pinningRequired) !== true) return;
    for (const action of actionsAsked(input)) {
      const places = placesOf(input, action);
      const [first] = places;
      const isWorkflow = /\.ya?ml$/i.test(action.name);
      const inner = action.movable.kind === 'known' ? action.movable.value.filter((one) => !/\.ya?ml@/i.test(one)) : [];
      const isRefused = !isWorkflow && !isCommit(action.ref);
      if (first === undefined || (!isRefused && inner.length === 0)) continue;
      yield finding({
        at: first.at,
        related: otherPlaces(places),
        path: [first.workflow, first.job, action.name],
        message: isRefused
          ? `${action.name} is named by ${action.ref}, and the repository demands a full commit`
          : `${action.name} uses ${inner[0]!}, and the repository demands full commits`,
      });
    }
  },
});

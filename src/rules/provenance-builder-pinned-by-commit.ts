import { brokenBy } from './frame/broken.ts';
import { told } from './frame/observed.ts';
import { defineRule } from './frame/rule.ts';

/** A tag alone would not help: the generator names its own actions by tags. */
const underPolicy =
  'the repository demands commits, which this generator cannot meet: attest with an action that can be pinned, or except the generator from the policy';

export const rule = defineRule({
  id: 'provenance-builder-pinned-by-commit',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the provenance generator is called by something else than its release tag, which it refuses',
  remedy: 'call it at a release tag, and except it from a rule that pins by commit',
  about: () => ({
    why: 'The generator finds its own verified binary by the tag that it is called at, and a verifier accepts its identity at a tag alone. Called at a commit it stops, or makes what nobody accepts.',
    blindSpots:
      'Whether the organisation forbids references that are no commits: then no form of the call works, which only the service knows; with `--online` the remedy is another then.',
    refs: ['https://github.com/slsa-framework/slsa-github-generator#referencing-slsa-builders-and-generators'],
    mapping: { slsa: ['Build L3'], cwe: [1068] },
  }),
  *check(input) {
    const isPinned = told(input, (observed) => observed.pinningRequired) === true;
    for (const one of brokenBy(input, 'pin')) yield isPinned ? { ...one, action: underPolicy } : one;
  },
});

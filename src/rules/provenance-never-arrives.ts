import { defineStory, finding } from './frame/rule.ts';

export const rule = defineStory({
  id: 'provenance-never-arrives',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a release is public before its provenance is made, and that can never be made',
  remedy: 'call the generator at its release tag, and publish the release when the provenance is there',
  about: () => ({
    why: 'The run starts when people can download already. The generator that is called at a commit fails in it, after the release is out, so that every release says it has provenance and none has.',
    blindSpots: 'Releases that people make as drafts and publish after the run; generators of a later version that take a commit.',
    refs: ['https://github.com/slsa-framework/slsa-github-generator#referencing-slsa-builders-and-generators'],
    mapping: { slsa: ['Build L1'], cwe: [696, 754] },
  }),
  *join(findings) {
    for (const pinned of findings) {
      if (pinned.rule !== 'provenance-builder-pinned-by-commit') continue;
      const late = findings.find((one) => one.rule === 'added-after-release-is-public' && one.surface === pinned.surface);
      if (late === undefined) continue;
      yield {
        ...finding({
          at: pinned.at,
          related: [{ at: late.at, what: late.message }, ...pinned.related.filter((one) => one.at.start !== late.at.start || one.at.file !== late.at.file)],
          surface: pinned.surface,
          path: pinned.fingerprint.split(' > ').slice(2),
          message: 'the release is public before its provenance is made, and the generator fails as it is called: it accepts only a release tag (@vX.Y.Z)',
        }),
        parts: [pinned, late],
      };
    }
  },
});

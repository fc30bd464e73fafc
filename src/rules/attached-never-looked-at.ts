import { cellsOf, has } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'attached-never-looked-at',
  severity: 'info',
  confidence: 'medium',
  audience: 'auditor',
  since: '0.1.0',
  needs: 'files',
  summary: 'no step looks at what the release holds in the end',
  remedy: 'download the release after it is filled, and verify each file as a user would',
  about: () => ({
    why: 'What a workflow meant to attach and what the release holds are two things: an upload is retried, a name is rewritten, a file of an earlier attempt stays. Only who downloads what is public sees what users get.',
    blindSpots: 'Checks by hand, by a service, or in another repository.',
    refs: ['https://docs.github.com/en/code-security/supply-chain-security/understanding-your-software-supply-chain/immutable-releases'],
    mapping: { cwe: [354] },
  }),
  *check(input) {
    const { trace } = input.traced;
    // Where nothing is signed there is nothing that such a check could ask.
    const signed = cellsOf(input, 'signature').find(({ surface, evidence }) => surface.info.kind === 'release-asset' && has(evidence));
    const looked = trace.readBack.length > 0 || trace.evidence.some((e) => e.kind === 'verification' && e.target.releaseAssets !== undefined);
    const publish = signed?.surface.units.find((unit) => unit.publish !== undefined)?.publish;
    if (publish === undefined || looked) return;
    yield finding({
      at: publish.origin.at,
      path: [publish.origin.entry],
      message: 'files and their signatures are attached, and no step downloads the release to verify them',
    });
  },
});

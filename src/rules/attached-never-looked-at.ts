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
  *check({ traced: { trace } }) {
    const signed = trace.evidence.some((e) => (e.kind === 'signature' || e.kind === 'attestation') && e.cannotWork === undefined && e.target.files.length > 0);
    const first = trace.publishes.find((one) => one.sink.kind === 'release' && one.cannotWork === undefined && one.files.length > 0);
    const looked = trace.readBack.length > 0 || trace.evidence.some((e) => e.kind === 'verification' && e.target.releaseAssets !== undefined);
    // Where nothing is signed there is nothing that such a check could ask.
    if (!signed || first === undefined || looked) return;
    yield finding({
      at: first.origin.at,
      path: [first.origin.entry],
      message: 'files and their signatures are attached, and no step downloads the release to verify them',
    });
  },
});

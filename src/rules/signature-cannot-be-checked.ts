import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'signature-cannot-be-checked',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a signature is published without what a check of it needs',
  remedy: 'publish a bundle, or the certificate or public key beside the signature',
  about: () => ({
    why: 'Without the certificate or the key a signature is bytes: nobody can tell who made it. A key that is made in the run and thrown away says as little.',
    blindSpots: 'A certificate or key that is published at another place which no file names.',
    refs: ['https://docs.sigstore.dev/about/bundle/'],
    mapping: { cwe: [347] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'signature')) {
      const { status, how, reason } = cell.evidence;
      const lacks =
        (status === 'partial' && /, no certificate$| of one run$/.test(how)) ||
        (status === 'absent' && reason !== null && /the key is made in this run/.test(reason));
      if (!lacks) continue;
      // A key of one run shows at least that the files belong together.
      yield finding({ ...ofCell(cell), message: reason ?? rule.summary, ...(how.endsWith(' of one run') ? { severity: 'medium' as const } : {}) });
    }
  },
});

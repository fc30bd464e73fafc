import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'signed-with-long-lived-key',
  severity: 'low',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'images or files are signed with a cosign key that does not expire',
  remedy: 'sign keyless, or with a key that a service keeps and lends to the job',
  about: () => ({
    why: 'Whoever gets the key signs as you from anywhere, and no log tells which workflow did. The key has to be guarded, replaced and announced for as long as anything that it signed is used.',
    blindSpots: 'Keys that a service keeps are told apart where the command names them.',
    refs: ['https://docs.sigstore.dev/cosign/signing/overview/', 'https://docs.sigstore.dev/cosign/key_management/overview/'],
    mapping: { cwe: [321] },
  }),
  *check(input) {
    const { trace } = input.traced;
    for (const cell of cellsOf(input, 'signature')) {
      if (cell.evidence.status !== 'present' || !cell.evidence.how.includes('cosign, key')) continue;
      // Who signs keyless besides gives the choice.
      if (cell.evidence.how.includes('keyless')) continue;
      const { action: _action, ...base } = ofCell(cell);
      if (trace.evidence.some((e) => e.madeKey !== undefined && e.origin.at === base.at)) continue;
      yield finding({ ...base, message: `signed with a key that is kept (${cell.evidence.how})` });
    }
  },
});

import { because, cellsOf, has, isKeptBack, lacks, ofCell } from './frame/ask.ts';
import { isCopyOfUnknown, keeperOf, mayBeProved, mayHoldSignatures } from './frame/places.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'published-unsigned',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  compares: true,
  needs: 'files',
  summary: 'something is published that no signature, attestation or signed checksum list covers',
  remedy: 'sign it in the job that publishes it',
  about: () => ({
    why: 'Whoever can write to the place that it is published at can replace it, and a consumer cannot tell. Where other things of the same project are signed, the gap is easy to miss: people take the signature of one file for that of all.',
    blindSpots:
      'Signatures that are made outside of what was read: by a person on their own machine, by another repository, or by the forge for releases that cannot be changed. Where a step was not read that could sign, the cell is unknown and this rule says nothing.',
    refs: ['https://docs.sigstore.dev/cosign/signing/overview/', 'https://baseline.openssf.org/versions/2025-02-25#osps-br-0601'],
    mapping: { osps: ['OSPS-BR-06.01'], cwe: [347] },
  }),
  *check(input) {
    const cells = cellsOf(input, 'signature').filter(({ surface }) => surface.info.kind !== 'git-tag' && surface.info.kind !== 'action');
    // That nothing is signed is a decision that was not made yet; that one thing is left out is a fault.
    const isPractice = cells.some(({ surface, evidence }) => evidence.strength !== 'inherited' && has(evidence) && surface.units.some((unit) => !unit.manual));
    for (const cell of cells) {
      if (!lacks(cell.evidence) || isKeptBack(cell.evidence)) continue;
      if (isCopyOfUnknown(cell.surface) || mayBeProved(cell.surface, input.traced.trace) || mayHoldSignatures(input, cell.surface)) continue;
      const keeper = keeperOf(cell.surface, 'signature');
      const unsignable = keeper === 'nobody';
      yield finding({
        ...ofCell(cell),
        message: `not signed${because(cell.evidence)}${isPractice && !unsignable ? ', although other things that are published here are' : ''}`,
        ...(unsignable
          ? { severity: 'low' as const, audience: 'auditor' as const, action: 'nothing: this index keeps no signatures' }
          : keeper === 'store'
            ? { severity: 'low' as const, audience: 'careful' as const }
            : isPractice && isDownload.has(cell.surface.info.kind)
              ? {}
              : { severity: 'medium' as const }),
      });
    }
  },
});

/** What people fetch themselves and would check; stores and indexes have rules of their own. */
const isDownload: ReadonlySet<string> = new Set(['release-asset', 'container-image', 'helm-chart']);

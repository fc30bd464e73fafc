import { cellsOf, has } from './frame/ask.ts';
import { handsOver } from './frame/places.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'evidence-file-unsigned',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a checksum list or an SBOM is published and nothing signs it',
  remedy: 'sign it with the files that it speaks of, or attest it',
  about: () => ({
    why: 'Who can replace a file of the release can replace the list of its digests too. A list that is not signed shows that a download is whole, not whose it is.',
    blindSpots: 'Signatures that a person adds by hand after the release.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-br-0601'],
    mapping: { osps: ['OSPS-BR-06.01'], cwe: [347] },
  }),
  *check(input) {
    const released = cellsOf(input, 'signature').filter(({ surface }) => surface.info.kind !== 'git-tag');
    // Where it is not known who signs the files, it is not known of the list either.
    const isPractice = released.some(
      ({ surface: { controls }, evidence }) =>
        evidence.status === 'unknown' || (evidence.strength !== 'inherited' && has(evidence)) || controls.provenance.status === 'present',
    );
    // One finding for what one step publishes of a kind: a release of many platforms has a list for each.
    const unsigned = Map.groupBy(
      input.evidenceFiles.filter((file) => file.signed === 'no' && !handsOver(input.traced.trace, file.at)),
      (file) => `${file.at.file}:${file.at.start} ${file.is}`,
    );
    for (const files of unsigned.values()) {
      const [file] = files;
      if (file === undefined) continue;
      const names = files.slice(0, 3).map((one) => plain(one.what));
      const more = files.length - names.length;
      const listed = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
      yield finding({
        at: file.at,
        message: `${listed}: ${file.is} that nothing signs`,
        // Another list than the one that somebody decided on is another fault.
        path: [file.at.file, file.is, listed],
        // Each file of the release may be signed by itself: then the list is for convenience.
        ...(isPractice && file.is !== 'SBOM' ? { severity: 'low' as const, audience: 'careful' as const } : {}),
      });
    }
  },
});

/** A name without what a script computes in it, of which a reader would see code. */
function plain(name: string): string {
  let short = name.replaceAll(/\{([\w.-]+)\}/g, '‹$1›');
  for (let depth = 0; depth < 3; depth++) short = short.replaceAll(/\{[^{}]*\}/g, (part) => (/[ |(]/.test(part) ? '…' : part));
  short = short.replaceAll('‹', '{').replaceAll('›', '}');
  const choice = /^\{([^{}]*)\}$/.exec(short)?.[1]?.split(',');
  return choice !== undefined && new Set(choice).size === 1 ? choice[0]! : short;
}

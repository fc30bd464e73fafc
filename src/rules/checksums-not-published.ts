import { because, cellsOf, has, lacks, ofCell } from './frame/ask.ts';
import { keeperOf } from './frame/places.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'checksums-not-published',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'files are published without a checksum list that a consumer can get',
  remedy: 'publish a checksum file of everything that the release holds, and sign it',
  about: () => ({
    why: 'A digest that a person can read is what mirrors, packagers and pinned downloads compare with. A digest that is only a value inside a workflow helps nobody outside of it.',
    blindSpots: 'Digests that the forge shows beside each file of a release are not counted: they come from the same place as the file.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0301'],
    mapping: { osps: ['OSPS-DO-03.01'], cwe: [353] },
  }),
  *check(input) {
    const lists = input.evidenceFiles.filter((file) => file.is === 'checksum list').map((file) => file.what);
    for (const cell of cellsOf(input, 'hashes')) {
      if (!lacks(cell.evidence)) continue;
      // A list that is called after the file is of it, whatever was not told of how it came there.
      const names = cell.surface.units.flatMap((unit) => unit.names);
      if (input.evidenceFiles.some((file) => file.is === 'checksum list' && names.some((name) => file.what.startsWith(`${name}.`)))) continue;
      // Everything of a folder is published: a list may be among it.
      if (names.some((name) => /(?:^|\/)\*+$/.test(name)) || names.some((name) => takesIn(name, lists)) || keeperOf(cell.surface, 'signature') === 'store')
        continue;
      const { signature, provenance } = cell.surface.controls;
      const isProved = has(signature) || (has(provenance) && !provenance.how.startsWith('unsigned'));
      yield finding({
        ...ofCell(cell),
        message: `no published checksum${because(cell.evidence)}`,
        // Who checks a signature needs no digest besides.
        ...(isProved ? { audience: 'careful' as const } : {}),
      });
    }
  },
});

/** Whether a pattern that is published takes in one of these files too. */
function takesIn(name: string, files: readonly string[]): boolean {
  const pattern = name.split(/[ /]/).at(-1) ?? '';
  const start = pattern.split('*')[0]!;
  return start !== '' && pattern === `${start}*` && files.some((file) => file.startsWith(start));
}

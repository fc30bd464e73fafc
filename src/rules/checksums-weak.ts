import { cellsOf, ofCell } from './frame/ask.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'checksums-weak',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the only published digests are of an algorithm that is broken',
  remedy: 'use SHA-256 or stronger',
  about: () => ({
    why: 'For MD5 and SHA-1 two files of one digest can be made, so that a good file can be announced and another delivered.',
    blindSpots: 'A stronger list that is published elsewhere and that nothing which was read makes.',
    refs: ['https://csrc.nist.gov/projects/hash-functions'],
    mapping: { cwe: [328] },
  }),
  *check(input) {
    for (const cell of cellsOf(input, 'hashes')) {
      if (cell.evidence.status !== 'partial' || !/^(?:md5|sha-?1)\b.* only$/i.test(cell.evidence.how)) continue;
      yield finding({ ...ofCell(cell), message: `the published digests are ${cell.evidence.how}`, action: rule.remedy });
    }
  },
});

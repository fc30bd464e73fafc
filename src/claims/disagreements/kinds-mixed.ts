import type { LineIndex } from '../../base/index.ts';
import { spanOf } from '../../documents/index.ts';
import type { ReadDocument } from '../read-document.ts';
import type { Disagreement } from './model.ts';
import { columnOf, tablesOf } from './tables.ts';

interface Mix {
  readonly column: RegExp;
  /** What stands there and is of another kind. */
  readonly other: RegExp;
  /** What would be of the column's own kind. */
  readonly own: RegExp;
  readonly says: string;
}

const mixes: readonly Mix[] = [
  {
    column: /\bsboms?\b/i,
    other: /\battest-build-provenance\b|\b(?:native|build|github)(?:-native)? (?:build )?attestations?\b|\bprovenance\b/i,
    own: /\bsboms?\b|\bspdx\b|\bcyclonedx\b|\bsyft\b|\bbill of materials\b|\bcosign attest\b/i,
    says: 'counts provenance in the column of SBOMs: it tells how something was built, and lists no component',
  },
  {
    column: /\bprovenance\b/i,
    other: /\bpep 740\b|\btrusted publish(?:er|ing)\b|\bpublish attestations?\b/i,
    own: /\bslsa\b|\bbuild\b|\bgenerator\b|\bbuildkit\b|\bin-toto\b/i,
    says: 'counts what the index knows of the publisher in the column of provenance: it does not tell how something was built',
  },
  {
    column: /^(?:sigstore |cosign )?(?:signature|signed|signs?)s?\??$/i,
    other: /\bsha-?(?:1|256|512)\b|\bchecksums?\b|\bmd5\b/i,
    own: /\bsign|\bcosign\b|\bsigstore\b|\bgpg\b|\bminisign\b|\battest|\bnotation\b|\bpep 740\b|^(?:n\/a|none|no|yes)\b/i,
    says: 'counts a checksum in the column of signatures: anybody can make one',
  },
];
const maxFound = 20;

/** Cells of tables that put one kind of evidence into the column of another. */
export function kindsMixed(document: ReadDocument, lines: LineIndex): readonly Disagreement[] {
  const found: Disagreement[] = [];
  for (const table of tablesOf(document)) {
    for (const mix of mixes) {
      const column = columnOf(table, mix.column);
      if (column < 1) continue;
      for (const row of table.rows) {
        const cell = row.plain[column] ?? '';
        if (found.length >= maxFound || !mix.other.test(cell) || mix.own.test(cell) || /\b(?:no|not|without|instead|see)\b|n['’]t\b/i.test(cell)) continue;
        found.push({
          sort: 'kinds-mixed',
          at: spanOf(row.cells[column]!, lines),
          message: `“${cell.slice(0, 80)}” for ${(row.plain[0] ?? '').slice(0, 60)} ${mix.says}`,
          related: [],
          path: [document.path, mix.column.source.slice(0, 20)],
        });
      }
    }
  }
  return found;
}

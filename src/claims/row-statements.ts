import type { LineIndex } from '../base/index.ts';
import { spanOf } from '../documents/index.ts';
import { isAsserted } from './asserted.ts';
import { columnOf, tablesOf, type Table } from './disagreements/tables.ts';
import { evidenceIn } from './evidence-words.ts';
import type { Statement, Subject } from './model.ts';
import { nameKey } from './name-key.ts';
import type { ReadDocument } from './read-document.ts';
import { subjectOf } from './subject.ts';

const columns: readonly (readonly [heading: RegExp, says: string])[] = [
  [/^(?:sigstore |cosign )?(?:signatures?|signed|signs|signing)\??$/i, 'signed with'],
  [/^sboms?\??$/i, 'SBOM'],
  [/^(?:(?:build|slsa) )?provenance\??$/i, 'provenance'],
  [/^(?:checksums?|hash(?:es)?)\??$/i, 'checksum'],
];
const things = /^(?:release )?(?:surfaces?|art[ei]facts?|assets?|images?|files?|packages?|what|deliverables?|outputs?|components?)$/i;
const denied =
  /^(?:[-–—✗✘❌×]|n\/?a\b|none\b|no\b|tbd\b|todo\b|\?|$)|\b(?:deferred|pending|best[- ]effort|when it works|inherit|implied|implicit|from what)\b/i;
const maxStatements = 100;

/** What a table with columns of evidence says of the things that its rows name. Each row has to name something: a table of tools is no table of releases. */
export function rowStatements(document: ReadDocument, lines: LineIndex, own: ReadonlySet<string>): readonly Statement[] {
  const found: Statement[] = [];
  for (const table of tablesOf(document)) {
    // With one such column it may be a table of what a scanner reads.
    if (!things.test(table.header[0] ?? '') || columns.filter(([heading]) => columnOf(table, heading) > 0).length < 2) continue;
    for (const row of table.rows) {
      const subject = subjectOfRow(row.plain[0] ?? '', row.cells[0]?.text ?? '', own);
      if (subject === undefined) continue;
      found.push(...cellsOf(table, row, subject, lines));
      if (found.length >= maxStatements) return found;
    }
  }
  return found;
}

function cellsOf(table: Table, row: Table['rows'][number], subject: Subject, lines: LineIndex): readonly Statement[] {
  return columns.flatMap(([heading, says]) => {
    const at = columnOf(table, heading);
    const cell = row.plain[at] ?? '';
    if (at < 1 || denied.test(cell) || !isAsserted(cell)) return [];
    const text = `${(row.plain[0] ?? '').slice(0, 60)}: ${table.header[at] ?? ''} ${cell.slice(0, 120)}`;
    // What a cell says beside its column's own kind may be meant for another.
    const said = evidenceIn(`${says} ${cell}`).find((one) => kindOfColumn(says).has(one.kind));
    return said === undefined ? [] : [{ ...said, text, at: spanOf(row.cells[at]!, lines), subject }];
  });
}

function kindOfColumn(says: string): ReadonlySet<Statement['kind']> {
  switch (says) {
    case 'SBOM':
      return new Set(['sbom']);
    case 'provenance':
      return new Set(['provenance', 'slsa-level']);
    case 'checksum':
      return new Set(['hashes']);
    default:
      return new Set(['signed', 'keyless']);
  }
}

/** A row that describes what it means (`Container images`), or names it as it is published. */
function subjectOfRow(plain: string, written: string, own: ReadonlySet<string>): Subject | undefined {
  const described = written.includes('`') ? undefined : subjectOf(plain, own);
  if (described !== undefined) return { ...described, isEvery: true, isWhole: false };
  const names = [...written.matchAll(/`([^`\n]{3,160})`/g)].map((match) => match[1]!).filter((name) => /[./]/.test(name));
  // What stands besides the name may narrow it.
  const rest = written.replaceAll(/`[^`\n]{3,160}`/g, '').replaceAll(/[\s,;*|]|\band\b/g, '');
  return names.length !== 1 || rest !== '' ? undefined : { kinds: [], isEvery: true, isWhole: false, names: names.map(nameKey) };
}

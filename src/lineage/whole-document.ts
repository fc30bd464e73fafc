import { holesOf, originsOf, type Text } from '../values/index.ts';
import { mayComeFrom, nameOf } from './lossy.ts';
import type { EvidenceRecord } from './model.ts';
import type { Trace } from './trace-state.ts';

/** What a function leaves of a document: all that makes it one, as much as its own program says, or a part. */
type Kept = 'whole' | 'changed' | 'part';

/**
 * The evidence that a text carries: a signature, or an SBOM that was copied, indented or shortened. What a query or a
 * filter takes out of an SBOM (its names, how many they are) is no SBOM any more.
 */
export function documentsIn(trace: Trace, text: Text): readonly EvidenceRecord[] {
  const out = new Map<EvidenceRecord, Kept>();
  for (const hole of holesOf(text)) {
    const ids = originsOf([hole]);
    for (const id of ids)
      for (const meaning of trace.meaningsOfId(id)) {
        if (meaning.kind !== 'carrier') continue;
        const kept =
          meaning.evidence.kind === 'sbom' ? least(ids.filter((step) => step !== id && mayComeFrom(step, id)).map((step) => keptBy(nameOf(step)))) : 'whole';
        if (kept !== 'part' && out.get(meaning.evidence) !== 'whole') out.set(meaning.evidence, kept);
      }
  }
  return [...out].map(([record, kept]) =>
    kept === 'whole' ? record : trace.changed(record, `the SBOM of line ${record.origin.at.line} is still one after it was changed`),
  );
}

function least(all: readonly Kept[]): Kept {
  return all.includes('part') ? 'part' : all.includes('changed') ? 'changed' : 'whole';
}

function keptBy(name: string): Kept {
  if (/^(?:text|from-json|to-json|trim|chomp|line|replace)\b/.test(name)) return 'whole';
  const query = /^jq \S* (?:\S*=\S* ?)*(.*)$/s.exec(name)?.[1]?.trim();
  if (query === undefined) return 'part';
  if (query === '.' || (/^(?:del\(|\.[\w.[\]"]+ *\|?= )/.test(query) && !/\|(?!=)/.test(query))) return 'whole';
  // A path, and what is counted or listed of it.
  return /^\.[\w.[\]"]*(?:\s*\|\s*[\w.[\]"()]*)*$/.test(query) ? 'part' : 'changed';
}

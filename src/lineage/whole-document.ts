import { holesOf, originsOf, type Text } from '../values/index.ts';
import { mayComeFrom, nameOf } from './lossy.ts';
import type { EvidenceRecord } from './model.ts';
import type { Trace } from './trace-state.ts';

/**
 * The evidence that a text carries as a whole: a signature, or an SBOM that was copied, indented or shortened. What a
 * query or a filter takes out of an SBOM (its names, how many they are) is no SBOM any more.
 */
export function documentsIn(trace: Trace, text: Text): readonly EvidenceRecord[] {
  const out = new Set<EvidenceRecord>();
  for (const hole of holesOf(text)) {
    const ids = originsOf([hole]);
    for (const id of ids)
      for (const meaning of trace.meaningsOfId(id)) {
        if (meaning.kind !== 'carrier') continue;
        if (meaning.evidence.kind !== 'sbom' || ids.every((step) => step === id || !mayComeFrom(step, id) || keepsDocument(nameOf(step))))
          out.add(meaning.evidence);
      }
  }
  return [...out];
}

/** Whether a function of this name gives the whole document: as it is, in another layout, or without some fields. */
function keepsDocument(name: string): boolean {
  if (/^(?:text|from-json|to-json|trim|chomp|line|replace)\b/.test(name)) return true;
  const filter = /^jq [A-Za-z]* {2}(.*)$/s.exec(name)?.[1]?.trim();
  return filter !== undefined && (filter === '.' || /^(?:del\(|\.[\w.[\]"]+ *\|?= )/.test(filter)) && !/\|(?!=)/.test(filter);
}

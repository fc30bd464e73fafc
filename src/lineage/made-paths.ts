import { originsOf, type Text } from '../values/index.ts';
import type { Found } from './machine.ts';
import type { Trace } from './trace-state.ts';

const selected = /^jq r? *\.\[\] ?\| ?select\(\.type ?== ?"([^"]+)"\) ?\| ?\.path\(/;

/**
 * The files that a release tool made, for paths that a query takes from its JSON list by their type
 * (`jq -r '.[] | select(.type == "Linux Package") | .path'`), each line of them in a loop included; undefined for any
 * other path.
 */
export function madePaths(trace: Trace, path: Text): readonly Found[] | undefined {
  const only = path.length === 1 ? path[0] : undefined;
  if (only?.kind !== 'hole') return undefined;
  const lists = trace.meaningsOf(path).flatMap((m) => (m.kind === 'made-list' ? [m.byType] : []));
  const ids = originsOf([only]).map(unescaped);
  const type = ids.map((id) => selected.exec(id)?.[1]).find((name) => name !== undefined);
  // One more step on the way (`head`, `grep`) may leave out some.
  if (lists.length !== 1 || type === undefined || ids.some((id) => /^\w+\(|^\w+ .*\(/s.test(id) && !selected.test(id) && !id.startsWith('line(')))
    return undefined;
  return lists[0]!.get(type)?.map(({ item, path: names }) => ({ item, path: names, content: undefined, certain: true }));
}

/** An unknown's id as it was before it became part of another. */
function unescaped(id: string): string {
  return id
    .split('\u0001')
    .map((part, i) => (i === 0 ? part : part.replace(/^h\d+:/, '')))
    .join('');
}

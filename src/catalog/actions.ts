import { actionRows } from './actions/index.ts';
import type { ActionRow } from './schema.ts';

let table: ReadonlyMap<string, ActionRow> | undefined;

function rowsByName(): ReadonlyMap<string, ActionRow> {
  if (table !== undefined) return table;
  const built = new Map<string, ActionRow>();
  for (const row of actionRows) for (const name of [row.uses, ...(row.aliases ?? [])]) built.set(name.toLowerCase(), row);
  table = built;
  return built;
}

/**
 * Finds the row of an action or reusable workflow by the name before `@`, compared without case. A folder below a
 * repository has the repository's row only where that row says that it speaks for its folders.
 */
export function findAction(uses: string, extra: readonly ActionRow[] = []): ActionRow | undefined {
  const name = uses.toLowerCase().replace(/\/+$/, '');
  const rows = rowsByName();
  const find = (wanted: string): ActionRow | undefined =>
    extra.find((row) => [row.uses, ...(row.aliases ?? [])].some((one) => one.toLowerCase() === wanted)) ?? rows.get(wanted);
  const exact = find(name);
  if (exact !== undefined) return exact;
  for (let at = name.lastIndexOf('/'); at !== -1 && name.indexOf('/') !== at; at = name.lastIndexOf('/', at - 1)) {
    const row = find(name.slice(0, at));
    if (row?.subpaths === true) return row;
  }
  return undefined;
}

import { builtIn } from './built-in.ts';
import type { ActionRow } from './schema.ts';

/**
 * Finds the row of an action or reusable workflow by the name before `@`, compared without case. A folder below a
 * repository has the repository's row only where that row says that it speaks for its folders.
 */
export function findAction(uses: string, extra: readonly ActionRow[] = []): ActionRow | undefined {
  const name = uses.toLowerCase().replace(/\/+$/, '');
  const find = (wanted: string): ActionRow | undefined =>
    extra.find((row) => [row.uses, ...(row.aliases ?? [])].some((one) => one.toLowerCase() === wanted)) ?? builtIn.action(wanted);
  const exact = find(name);
  if (exact !== undefined) return exact;
  for (let at = name.lastIndexOf('/'); at !== -1 && name.indexOf('/') !== at; at = name.lastIndexOf('/', at - 1)) {
    const row = find(name.slice(0, at));
    if (row?.subpaths === true) return row;
  }
  return undefined;
}

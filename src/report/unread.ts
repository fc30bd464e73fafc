import type { AuditReport } from '../audit/index.ts';

/** What was not analysed for one reason. */
export interface UnreadGroup {
  readonly reason: string;
  readonly places: readonly { readonly path: string; readonly line: number | null }[];
}

/** The places that were not analysed, those of one reason together, in the order of the first of each. */
export function groupedUnread(unread: AuditReport['unread']): readonly UnreadGroup[] {
  const groups = new Map<string, { readonly path: string; readonly line: number | null }[]>();
  for (const { path, line, reason } of unread) {
    const places = groups.get(reason);
    if (places === undefined) groups.set(reason, [{ path, line }]);
    else places.push({ path, line });
  }
  return [...groups].map(([reason, places]) => ({ reason, places }));
}

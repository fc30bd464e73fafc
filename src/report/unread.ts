import type { AuditReport } from '../audit/index.ts';

/** What was not analysed for one reason. */
export interface UnreadGroup {
  readonly reason: string;
  readonly places: readonly { readonly path: string; readonly line: number | null }[];
}

/** Workflows of which nothing could be read, each with the first reason. */
export function unreadWorkflows(report: AuditReport): readonly { readonly path: string; readonly line: number; readonly reason: string }[] {
  return (report.repository.unreadWorkflows ?? []).map((path) => {
    const row = report.unread.find((one) => one.path === path);
    return { path, line: row?.line ?? 1, reason: row?.reason ?? 'it could not be read' };
  });
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

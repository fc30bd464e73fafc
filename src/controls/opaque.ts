import type { OpaqueRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

/**
 * Steps that were not read, hold the permission and a credential, and could have written evidence beside a unit:
 * while there is one, "nothing signs it" is not known. Commands of a script are taken to make no evidence (the frame).
 */
export function unreadWriters(trace: Trace, unit: Unit): readonly OpaqueRecord[] {
  if (unit.publish === undefined) return [];
  const place = unit.place === 'release' ? 'release' : unit.place === 'registry' ? 'registry' : unit.place === 'index' ? 'index' : undefined;
  if (place === undefined) return [];
  return trace.opaque.filter((o) => o.origin.run === unit.run && o.scope !== 'command' && (o.places.includes(place) || o.places.includes('attestations')) && (o.scope === 'workflow' || holdsCredential(o)));
}

function holdsCredential(o: OpaqueRecord): boolean {
  return o.touches.some((t) => t.some((p) => p.kind === 'hole' && p.id.startsWith('secrets.')));
}

export function unreadReason(writers: readonly OpaqueRecord[]): string {
  const first = writers[0]!;
  return `${first.what} was not read and could write there (${first.why})`;
}

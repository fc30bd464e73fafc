import { nothing, type Controls, type Evidence } from '../controls/index.ts';
import type { ShownKey } from '../documents/index.ts';
import type { Unit } from '../surfaces/index.ts';

/** Where documents give the key and no command, the reader has half of what it takes. Undefined where no key fits how this is signed. */
export function keysAlone(unit: Unit, controls: Controls, keys: readonly ShownKey[]): Evidence | undefined {
  if (unit.place !== 'release' && unit.place !== 'bucket' && !(unit.place === 'index' && (unit.kind === 'maven' || unit.kind === 'other'))) return undefined;
  const { status, how } = controls.signature;
  if (status === 'absent' || status === 'not-applicable') return undefined;
  const mine = keys.filter((key) => status === 'unknown' || how.toLowerCase().includes(key.tool === 'cosign' ? 'cosign, key' : key.tool));
  const first = mine[0];
  if (first === undefined) return undefined;
  return {
    ...nothing,
    status: 'partial',
    strength: 'best-effort',
    how: `${first.tool} key, no command`,
    reason: 'a document gives the key, and no command that checks with it',
    because: mine.slice(0, 4).map((key) => ({ span: key.span, what: `gives the key: ${key.line}`, role: 'covers' as const })),
    raise: 'show the command beside the key',
  };
}

import type { OpaqueRecord, Trace } from '../lineage/index.ts';
import { show } from '../values/index.ts';
import type { Unit } from './unit.ts';

/** What the name of a called workflow says when all that it does is to open a draft to everybody, or to mark it. */
const opens = /(^|[-_])(un-?draft|publish-(the-)?(release-)?draft|promote-(the-)?draft|mark-(as-)?latest)([-_.]|$)/i;

/** A path, a pattern or the name of a file: a workflow that is given one may upload it. */
const aboutFiles = /[/*\n]|\.[a-z][a-z\d]{1,9}$/i;

/**
 * The called workflows that were not read and that only open the release whose files are known: their name says so, they
 * are given nothing that could be a file, and what was read uploads to the same release in the same run.
 *
 * @param trace - The trace of the workflows.
 * @param known - The units that were read.
 * @returns The calls, each with its run and name.
 */
export function finishersOf(trace: Pick<Trace, 'opaque'>, known: readonly Pick<Unit, 'place' | 'files' | 'run'>[]): readonly OpaqueRecord[] {
  return trace.opaque.filter((o) => mayOnlyOpen(o) && known.some((u) => u.place === 'release' && u.files.length > 0 && u.run === o.origin.run));
}

function mayOnlyOpen(o: OpaqueRecord): boolean {
  if (o.scope !== 'workflow' || !o.places.includes('release')) return false;
  const file = o.what.split('@')[0]!.split('/').at(-1) ?? '';
  return opens.test(file) && o.touches.every((given) => !aboutFiles.test(show(given).trim()));
}

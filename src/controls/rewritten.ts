import { saidOf, type EvidenceRecord, type OpaqueRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { basename, dirname, intersects, lines, literalOf, nameSet, resolvePath, textOfEach, type Text } from '../values/index.ts';
import { stepsBetween } from './between.ts';
import { namesFiles } from './names-files.ts';

/** The step that was not read and that may have given one of the files new bytes, after the evidence and before it was published. */
export function rewriterOf(trace: Trace, unit: Unit, record: EvidenceRecord): OpaqueRecord | undefined {
  return stepsBetween(trace, unit, record).find(
    ({ step, folders }) =>
      worksIn(step, folders) || isGiven(step, unit, folders) || isWrittenOver(trace, unit, step, folders) || isNamed(trace, unit, step, folders),
  )?.step;
}

/** Whether it ran in one of the folders, or was given one or a folder around it; the workspace itself is everybody's. */
function worksIn(o: OpaqueRecord, folders: readonly string[]): boolean {
  const given = [o.cwd, ...o.touches.flatMap((t) => lines(t)).map((t) => resolvePath(o.cwd, t))]
    .map((path) => literalOf(path)?.replace(/\/+$/, ''))
    .filter((path) => path !== undefined && path !== '' && path !== '.');
  return folders.some((folder) => given.some((path) => folder === path || folder.startsWith(`${path}/`)));
}

/** Whether it was given one of the files by name, in a loop too, or by a pattern of their folder. */
function isGiven(o: OpaqueRecord, unit: Unit, folders: readonly string[]): boolean {
  return o.touches
    .flatMap((t) => lines(t))
    .some((t) => textOfEach(t).include.some((name) => isOneOf(name, unit) || isPatternOf(resolvePath(o.cwd, name), unit, folders)));
}

/** Whether a path is a pattern, `dist/*` or `dist/*.zip`, that finds one of the files in the folder where they stand. */
function isPatternOf(path: Text, unit: Unit, folders: readonly string[]): boolean {
  const last = basename(path);
  if (last[0]?.kind !== 'wild' || !folders.includes(literalOf(dirname(path)) ?? '?')) return false;
  return unit.files.some((f) => f.names.include.some((name) => intersects(nameSet([last]), nameSet([name], f.names.exclude)) === true));
}

/** Whether what it writes in plain sight is one of the files or a folder around it. */
function isWrittenOver(trace: Trace, unit: Unit, o: OpaqueRecord, folders: readonly string[]): boolean {
  if (o.tracked && unit.files.some((f) => trace.batches.get(f.batch)?.kind === 'checkout')) return true;
  return o.rewrites.some((text) => {
    const path = text.length === 0 ? '' : literalOf(text)?.replace(/\/+$/, '');
    return (
      path === '' ||
      folders.some((folder) => folder === path || (path !== undefined && folder.startsWith(`${path}/`))) ||
      textOfEach(text).include.some((name) => isOneOf(name, unit))
    );
  });
}

/**
 * Whether the text of the program that it runs names one of the files, or their folder: a text that is not followed may
 * write what it names. The command that publishes them names them for that.
 */
function isNamed(trace: Trace, unit: Unit, o: OpaqueRecord, folders: readonly string[]): boolean {
  const publisher = unit.publish?.origin.at;
  if (publisher?.file === o.origin.at.file && publisher.start === o.origin.at.start) return false;
  return namesFiles(saidOf(trace.input.files, o), unit.files, folders);
}

function isOneOf(path: Text, unit: Unit): boolean {
  return (
    isName(path) &&
    unit.files.some((f) => f.names.include.some((name) => isName(name) && intersects(nameSet([basename(path)]), nameSet([name], f.names.exclude)) === true))
  );
}

/** A path whose last part is written out: a bare variable may be anything. */
function isName(text: Text): boolean {
  const last = basename(text);
  return last.length > 0 && last[0]!.kind !== 'wild' && last.some((piece) => piece.kind === 'lit');
}

import { ownWeakness, surelyAfter, type PublishRecord, type Trace } from '../lineage/index.ts';
import { keyOf, lit, originsOf, type Text } from '../values/index.ts';
import type { Unit } from './unit.ts';

/**
 * Leaves out what a later step of the same run surely replaces at the same place by other bytes: an image of which every
 * tag is moved, a release asset that is uploaded anew. What replaces it remembers it.
 */
export function withoutReplaced(trace: Trace, units: readonly Unit[]): readonly Unit[] {
  const at = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const place of placesOf(unit)) {
      const there = at.get(place);
      if (there === undefined) at.set(place, [unit]);
      else there.push(unit);
    }
  }
  const earlier = new Map<Unit, Unit[]>();
  const left = new Map<Unit, readonly string[]>();
  for (const unit of units) {
    const gone = placesOf(unit).map((place) => (at.get(place) ?? []).find((later) => isReplacedBy(trace, unit, later)));
    if (gone.every((later) => later === undefined)) continue;
    for (const later of new Set(gone)) if (later !== undefined) earlier.set(later, [...(earlier.get(later) ?? []), unit]);
    left.set(
      unit,
      unit.names.filter((_, i) => gone[i] === undefined),
    );
  }
  for (const unit of units) {
    const origin = unit.image?.changedFrom;
    const from = origin === undefined ? undefined : units.find((one) => one.image?.id === origin && one.run === unit.run);
    if (from !== undefined && earlier.get(unit)?.includes(from) !== true) earlier.set(unit, [...(earlier.get(unit) ?? []), from]);
  }
  if (earlier.size === 0) return units;
  return units.flatMap((unit) => {
    // A package that nothing read names has none from the start.
    const names = left.get(unit) ?? unit.names;
    if (names.length === 0 && left.has(unit)) return [];
    const replaced = earlier.get(unit);
    return [{ ...unit, names, ...(replaced === undefined ? {} : { replaced }) }];
  });
}

/** Where strangers find it, one place for each of its names; none where the text does not fix them. */
function placesOf(unit: Unit): readonly string[] {
  const run = `${unit.run}\u0006`;
  if (unit.image !== undefined) {
    if (unit.image.refs.some((r) => isOneOfMany(r.repository) || isOneOfMany(r.tag ?? []))) return [];
    const places = [...new Set(unit.image.refs.map((r) => `${run}${keyOf(r.repository)}\u0006${keyOf(r.tag ?? lit('latest'))}`))];
    return places.length === unit.names.length ? places : [];
  }
  const sink = unit.publish?.sink;
  const [file] = unit.files;
  if (sink?.kind !== 'release' || file === undefined || unit.names.length !== 1) return [];
  const [name, ...others] = file.names.include;
  if (
    file.atMost === true ||
    name === undefined ||
    others.length + file.names.exclude.length > 0 ||
    name.some((piece) => piece.kind === 'wild') ||
    isOneOfMany(name)
  )
    return [];
  return [[run, keyOf(sink.tag), keyOf(sink.repository ?? []), keyOf(name), unit.names[0]!].join('\u0006')];
}

/** A name of a loop or of a matrix that is not known stands for several: the same text in another job may be others of them. */
export function isOneOfMany(text: Text): boolean {
  return text.some((piece) => piece.kind === 'hole' && piece.each !== undefined) || originsOf(text).some((id) => /(^|[./(])matrix\./.test(id));
}

function isReplacedBy(trace: Trace, unit: Unit, later: Unit): boolean {
  const [from, to] = [unit.publish, later.publish];
  if (later === unit || from === undefined || to === undefined) return false;
  const other =
    unit.image !== undefined && later.image !== undefined
      ? later.image.fresh && trace.rootOf(unit.image.id) !== trace.rootOf(later.image.id)
      : to.replaces && unit.files[0]?.batch !== later.files[0]?.batch;
  return other && surelyAfter(trace, unit.run, from.origin, to.origin) && isAlways(from, to);
}

/** Whether one is published wherever the other is. */
function isAlways(from: PublishRecord, to: PublishRecord): boolean {
  return ownWeakness(to.weak, from.weak).length === 0;
}

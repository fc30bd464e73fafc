import { literalOf, mayIntersect, nameSet, originsOf, type Text } from '../values/index.ts';
import type { Unit } from './unit.ts';

/**
 * Whether two units are one place to a stranger, whoever publishes there: the same tags of an image, or one name on what
 * may be the same release. Names that the text does not fix are not compared.
 */
export function isSamePlace(a: Unit, b: Unit): boolean {
  const place = placeOf(a);
  if (place === undefined || place !== placeOf(b)) return false;
  const [from, to] = [a.publish?.sink, b.publish?.sink];
  return from?.kind !== 'release' || to?.kind !== 'release' || mayIntersect(nameSet([from.tag]), nameSet([to.tag]));
}

/** The place in words; undefined where the text does not fix it. */
export function placeOf(unit: Unit): string | undefined {
  if (unit.unread !== undefined) return undefined;
  if (unit.image !== undefined) {
    const parts = unit.image.refs.flatMap((r) => [r.repository, r.tag ?? []]);
    return unit.names.length > 0 && parts.every(isFixed) ? [unit.kind, ...unit.names.toSorted()].join('\u0006') : undefined;
  }
  const sink = unit.publish?.sink;
  const [file] = unit.files;
  if (sink?.kind !== 'release' || file === undefined || file.names.exclude.length > 0) return undefined;
  const fixed = file.names.include.length === 1 && isFixed(file.names.include[0]!);
  return fixed ? [unit.kind, sink.repository === undefined ? '' : (literalOf(sink.repository) ?? ''), ...unit.names].join('\u0006') : undefined;
}

/** A text of which only the tag, branch or commit that is released is open, as it is or computed. */
function isFixed(text: Text): boolean {
  return text.every((piece) => piece.kind !== 'wild') && originsOf(text).every((id) => /^(tag|branch|github\.sha)\b|\(/.test(id));
}

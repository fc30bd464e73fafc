import type { Tri } from '../base/index.ts';
import { expand, includes, intersects, nameSet, sameText, textOfEach, type Text } from '../values/index.ts';

/** Whether every value of a text matches a pattern (true), none does (false), or that cannot be told. */
export function matchesText(text: Text, pattern: Text): Tri {
  if (!pattern.some((piece) => piece.kind === 'wild') && sameText(text, pattern)) return true;
  const patterns = expand(pattern);
  if (patterns === undefined || patterns.length !== 1) return 'unknown';
  const a = nameSet([pattern]);
  const b = textOfEach(text);
  if (intersects(a, b) === false) return false;
  return includes(a, b);
}

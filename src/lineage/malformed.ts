import { show, type Text } from '../values/index.ts';
import { parseRef } from './refs.ts';
import type { Trace } from './trace-state.ts';

/**
 * Why a text is certainly no reference of an image (`repository[:tag][@algorithm:digest]`, the grammar of the
 * distribution project), so that every tool refuses it; undefined when it may be one.
 */
export function malformed(trace: Trace, ref: Text): string | undefined {
  if (ref.some((piece) => piece.kind === 'lit' && /["'`]/.test(piece.text))) return `${show(ref)} is no reference: it has quotes in it`;
  const { digest } = parseRef(ref);
  const only = digest?.length === 1 ? digest[0] : undefined;
  if (only?.kind !== 'hole' || !withoutAlgorithm.test(only.id)) return undefined;
  const source = only.from[0];
  if (source === undefined || !trace.meaningsOfId(source).some((m) => m.kind === 'digest')) return undefined;
  return `${show(ref)} is no reference: the digest has no algorithm (sha256:)`;
}

/** What leaves the hexadecimal part of `sha256:…`, as the id of what it makes begins. */
const withoutAlgorithm =
  /^(?:cut -d\s*['"]?:['"]? -f\s*2-?\(|strip-prefix(?:-longest)? sha256:\(|strip-prefix(?:-longest)?\([^]*\*:\)$|g?awk -F\s*['"]?:['"]? \{\s*print \$(?:2|NF);?\s*\}\(|replace sha256: ?\()/;

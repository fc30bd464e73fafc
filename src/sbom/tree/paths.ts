import { limits } from '../../base/index.ts';

/** Empty steps, `.` and `..`. */
const odd = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A path of an archive as one of a tree, or why it can be none. The root is the empty path. */
export function pathOf(name: string): { readonly kind: 'path'; readonly path: string } | { readonly kind: 'refused'; readonly reason: string } {
  const refused = (reason: string): { readonly kind: 'refused'; readonly reason: string } => ({ kind: 'refused', reason });
  if (name.length > limits.maxTreePathLength) return refused('its name is too long');
  if (name.includes('\0')) return refused('its name holds a zero byte');
  // Most names are paths already; of what is no longer no step is too deep.
  if (name.length <= 2 * limits.maxTreeDepth && !odd.test(name)) return { kind: 'path', path: name };
  const steps = name.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) return refused('its name leads out of the archive');
  if (steps.length > limits.maxTreeDepth) return refused('it lies too deep');
  return { kind: 'path', path: steps.join('/') };
}

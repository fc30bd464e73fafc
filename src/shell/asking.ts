import { literalOf, type Text } from '../values/index.ts';

const askers = new Set(['[', 'test', 'grep', 'egrep', 'fgrep', 'which', 'type', 'hash', 'diff', 'cmp', 'pgrep', 'compgen']);

/** Pairs of words, or three, of commands that are run to learn something. */
const asking: ReadonlyMap<string, readonly string[]> = new Map([
  ['git', ['diff', 'rev-parse', 'show-ref', 'ls-remote', 'merge-base', 'describe', 'ls-files']],
  ['gh', ['release view', 'pr view', 'run view', 'api']],
  ['docker', ['inspect', 'image inspect', 'manifest inspect', 'buildx imagetools inspect', 'info']],
  ['npm', ['view', 'info']],
  ['crane', ['manifest', 'digest']],
  ['skopeo', ['inspect']],
]);

/** True for a command whose status is the answer to a question rather than the success of some work. */
export function asksForStatus(words: readonly Text[]): boolean {
  const name = literalOf(words[0] ?? []);
  if (name === undefined) return false;
  if (askers.has(name)) return true;
  if (name === 'command') return true;
  const rest = words
    .slice(1, 5)
    .map((word) => literalOf(word) ?? '')
    .filter((word) => !word.startsWith('-'));
  const line = rest.join(' ');
  return (asking.get(name) ?? []).some((form) => line === form || line.startsWith(`${form} `));
}

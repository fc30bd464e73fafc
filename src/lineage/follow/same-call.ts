import type { FileTree } from '../../base/index.ts';
import type { Text } from '../../values/index.ts';
import type { Followed, FollowCall } from './followed.ts';

/** What a call asked of what is around it, each question once, and what came of it. */
interface Kept {
  readonly env: ReadonlyMap<string, Text | undefined>;
  readonly unset: ReadonlyMap<string, boolean>;
  readonly told: ReadonlyMap<string, { readonly words: readonly Text[]; readonly answer: Text }>;
  readonly followed: Followed;
}

/** A call that is told something else in each leg is not looked for among all of them. */
const maxKept = 8;

const kept = new WeakMap<FileTree, Map<string, Kept[]>>();

/**
 * Follows a call as `read` does, unless an earlier call of the same words was told the same of all that it asked:
 * legs and scenarios call the same targets again and again.
 */
export function sameCall(call: FollowCall, read: (call: FollowCall) => Followed): Followed {
  const byWords = kept.get(call.files) ?? new Map<string, Kept[]>();
  kept.set(call.files, byWords);
  const key = JSON.stringify([call.cwd, call.words]);
  const known = byWords.get(key) ?? [];
  const again = known.find((one) => isSame(one, call));
  if (again !== undefined) return again.followed;
  const env = new Map<string, Text | undefined>();
  const unset = new Map<string, boolean>();
  const told = new Map<string, { readonly words: readonly Text[]; readonly answer: Text }>();
  // A command that is told nothing may have been one that changes what later ones are told.
  let moved = false;
  const followed = read({
    ...call,
    env: (name) => asked(env, name, () => call.env(name)),
    isUnset: (name) => asked(unset, name, () => call.isUnset?.(name) ?? true),
    told: (words) => {
      const answer = call.told?.(words);
      if (answer === undefined) moved = true;
      else told.set(JSON.stringify(words), { words, answer });
      return answer;
    },
  });
  if (!moved && known.length < maxKept) byWords.set(key, [...known, { env, unset, told, followed }]);
  return followed;
}

function asked<T>(answers: Map<string, T>, name: string, ask: () => T): T {
  const known = answers.get(name);
  if (known !== undefined || answers.has(name)) return known as T;
  const answer = ask();
  answers.set(name, answer);
  return answer;
}

function isSame({ env, unset, told }: Kept, call: FollowCall): boolean {
  for (const [name, answer] of env) if (!sameAnswer(answer, call.env(name))) return false;
  for (const [name, answer] of unset) if (answer !== (call.isUnset?.(name) ?? true)) return false;
  for (const { words, answer } of told.values()) if (!sameAnswer(answer, call.told?.(words))) return false;
  return true;
}

/** Keys of texts say the names of unknowns alone; what an unknown must look like counts as well. */
function sameAnswer(one: Text | undefined, other: Text | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && JSON.stringify(one) === JSON.stringify(other));
}

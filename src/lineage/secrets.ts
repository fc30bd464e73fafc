import type { Text } from '../values/index.ts';

/** The value of a secret as far as the caller of a workflow tells it, by its name in lower case: empty where it passes none. */
export type KnownSecrets = ((name: string) => Text | undefined) | undefined;

/**
 * The secrets of a job of a called workflow. It has those that its caller passes and no others, but for those of an
 * environment that the job names (GitHub's documentation of reusable workflows, “Passing inputs and secrets”, read 2026-11-23).
 */
export function knownSecrets(passed: ReadonlyMap<string, Text> | undefined, hasEnvironment: boolean): KnownSecrets {
  return passed === undefined ? undefined : (name) => passed.get(name) ?? (hasEnvironment ? undefined : []);
}

const mention = /\bsecrets\s*(?:\.\s*([\w-]+)|\[)/gi;

/** Whether a text mentions a secret that may be set and is not the job's own token: one by name, or one that is chosen. */
export function mentionsSecret(text: string, known: KnownSecrets): boolean {
  for (const [, written] of text.matchAll(mention)) {
    const name = written?.toLowerCase();
    if (name === undefined) return true;
    if (name !== 'github_token' && known?.(name)?.length !== 0) return true;
  }
  return false;
}

import { nothing } from './candidates.ts';
import type { Evidence } from './evidence.ts';

/** Sorts of reasons why a step cannot work: its tool, a permission, the ref that it is called at, or another. */
export type Failure = 'tool' | 'permission' | 'pin' | 'other';

const ways: readonly { readonly when: RegExp; readonly then: (found: RegExpExecArray) => string; readonly failure?: Failure }[] = [
  { when: /^the file that it attests can never be made: (.*)$/s, then: (found) => wayOut(found[1]!) },
  { failure: 'tool', when: /^(\S+) is not installed in this job: /, then: (found) => `install ${found[1]} in this job, from where its makers publish it` },
  { failure: 'tool', when: /^(\S+) is not installed in this job$/, then: (found) => `install ${found[1]} in this job, before the step that runs it` },
  { failure: 'permission', when: /^the job has no permission (\S+): (\w+)$/, then: (found) => `give the job the permission ${found[1]}: ${found[2]}` },
  { when: /^nothing in this job brings a key/, then: () => 'import the signing key in this job' },
  { when: /^the key (\S+) is not in the checkout/, then: (found) => `bring the key ${found[1]} into this job` },
  { when: /\bhosted runners only\b/, then: () => 'run the job on a hosted runner' },
  { failure: 'pin', when: /^called at a commit/, then: () => 'call it at a release tag' },
  { when: /\bthat it selects$/, then: () => 'select what is built, or remove the entry' },
];

/** What would make a step work that cannot, from the reason why it cannot. */
function wayOut(reason: string): string {
  for (const { when, then } of ways) {
    const found = when.exec(reason);
    if (found !== null) return then(found);
  }
  return 'mend the step, or remove it';
}

const nested = 'the file that it attests can never be made: ';

/** What sort of reason it is that a step cannot work for. */
export function failureOf(reason: string): Failure {
  const own = reason.startsWith(nested) ? reason.slice(nested.length) : reason;
  return ways.find(({ failure, when }) => failure !== undefined && when.test(own))?.failure ?? 'other';
}

/** The answer where somebody believes in a step that cannot work as written. */
export function cannotWork(reason: string, rest: Partial<Evidence>): Evidence {
  return { ...nothing, strength: 'cannot-work', reason, raise: wayOut(reason), ...rest };
}

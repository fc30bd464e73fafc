import type { Reviews } from './disagreements/review-denied.ts';
import type { Claim } from './model.ts';

/** What is claimed of reviews before a merge: denied where the checkout says that none is required, and told by no file otherwise. */
export function protectionClaims({ argued, denied }: Reviews): readonly Omit<Claim, 'id'>[] {
  const [first] = denied;
  return argued.map(({ text, at }) => ({
    kind: 'protection',
    text: text.slice(0, 200),
    surfaces: [],
    verdict: first === undefined ? 'cannot-tell' : 'contradicted',
    reason: first === undefined ? 'what the service requires before a merge is in no file' : `${first.file}:${first.line} says that no review is required`,
    at,
    related: denied.slice(0, 4).map((one) => ({ at: one, what: 'no review is required' })),
  }));
}

import { createHash } from 'node:crypto';

/** The form of a premise, in front of it: another form is another number. */
const form = 1;

/** Returns the fingerprint of facts, whatever their order. Equal facts give equal fingerprints in every version that writes this form. */
export function premiseOf(facts: readonly string[]): string {
  const text = [...new Set(facts)].toSorted().join('\n');
  return `${form}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

import { createHash } from 'node:crypto';

/** The form of a premise, in front of it: another form is another number. */
const form = 2;

/** Returns the fingerprint of facts, whatever their order. Equal facts give equal fingerprints in every version that writes this form. */
export function premiseOf(facts: readonly string[]): string {
  const text = [...new Set(facts)].toSorted().join('\n');
  return `${form}-${digestOf(text)}`;
}

/** Returns sixteen hexadecimal digits that stand for a text. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Whether a premise was written in another form than this version's: then nobody can tell whether its facts are those of today. */
export function isOfAnotherForm(premise: string): boolean {
  return !premise.startsWith(`${form}-`);
}

import { compileRe2 } from './re2/match.ts';

/** Words that a reader replaces: `<owner>`, `{version}`, `$TAG`. */
const placeholder = /(?<!\\)(?:<[A-Za-z][^<>]*>|\{\{?[A-Za-z][^{}]*\}|\$[A-Za-z_{(])/;

/**
 * Whether a regular expression for an identity can match one that begins with one of these texts, each with its `@`. It
 * is searched for anywhere unless it is anchored (RE2, as cosign and gh take it), without regard to case, as owners and
 * repositories are. An expression with words to replace, and one that is not understood, may match.
 */
export function mayMatchIdentity(expression: string, beginnings: readonly string[]): boolean {
  const pattern = placeholder.test(expression) ? undefined : compileRe2(`(?i)${expression}`);
  // A branch or tag can have any name: nothing is looked for that begins in one.
  return pattern === undefined || beginnings.some((one) => ['heads', 'tags', 'pull'].some((kind) => pattern.mayMatchFrom(`${one}refs/${kind}/`)));
}

/** Whether a regular expression matches this very text somewhere; one that is not understood may. */
export function mayMatchText(expression: string, text: string): boolean {
  return acceptsIdentity(expression, text) !== false;
}

/** Whether a regular expression accepts this very identity, searched for anywhere unless it is anchored; undefined where it was not understood. */
export function acceptsIdentity(expression: string, identity: string): boolean | undefined {
  return placeholder.test(expression) ? undefined : compileRe2(expression)?.matches(identity);
}

/** What a service said of one question, or why it is not known. */
export type Answer<T> = { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unknown'; readonly reason: string };

export function known<T>(value: T): Answer<T> {
  return { kind: 'known', value };
}

export function unknown(reason: string): { readonly kind: 'unknown'; readonly reason: string } {
  return { kind: 'unknown', reason };
}

/** An answer made of another; one that is not known stays so. */
export function then<T, U>(answer: Answer<T>, next: (value: T) => Answer<U>): Answer<U> {
  return answer.kind === 'known' ? next(answer.value) : answer;
}

export const malformed = unknown('the service answered in a form that is not known');

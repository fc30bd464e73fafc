import { reason, type Reason, type ReasonCode } from './reason.ts';

/** What arbitrary bytes gave: a value, or why not. */
export type Parsed<T> = { readonly kind: 'parsed'; readonly value: T } | { readonly kind: 'refused'; readonly reason: Reason };

export function parsed<T>(value: T): Parsed<T> {
  return { kind: 'parsed', value };
}

export function refused(code: ReasonCode, message: string, more: { readonly hint?: string; readonly clause?: string } = {}): Parsed<never> {
  return { kind: 'refused', reason: reason(code, message, more) };
}

import type { Span } from '../base/index.ts';
import type { AppliedAction } from '../catalog/index.ts';
import type { Weakness } from './model.ts';

/** Why an action or called workflow certainly stops before it does anything, as it is called here. */
export function sureFailure(applied: AppliedAction): string | undefined {
  return applied.fails?.find((f) => f.holds === true)?.why;
}

/** Why it is not known whether it works at all as it is called here. */
export function openFailure(applied: AppliedAction): string | undefined {
  const open = applied.fails?.find((f) => f.holds !== true && f.unsure === true);
  return open === undefined ? undefined : `whether it works is not known: ${open.why}`;
}

/** What may stop it, where the call does not decide. */
export function softFailure(applied: AppliedAction, at: Span): readonly Weakness[] {
  return (applied.fails ?? [])
    .filter((f) => f.holds !== true && f.unsure !== true)
    .map((f) => ({ kind: 'conditional', key: `fails:${f.why}`, how: `it may stop: ${f.why}`, at }));
}

import { matches, type Matcher } from '../trust/policy/index.ts';
import type { Demand } from '../trust/judge/index.ts';

/** A policy file that was read: what subjects must carry, by their names. */
export interface SubjectPolicies {
  /** The file, for a person. */
  readonly from: string;
  readonly entries: readonly SubjectPolicy[];
}

export interface SubjectPolicy {
  readonly names: readonly Matcher[];
  /** `file:line` of the entry. */
  readonly at: string;
  readonly asks: Asks;
}

export type Asks = { readonly kind: 'demands'; readonly demands: readonly [Demand, ...Demand[]] } | { readonly kind: 'unsafely-nothing'; readonly why: string };

/** Returns what a subject of this name must carry, by the first entry that fits; undefined where the file says nothing of it. */
export function asksOf(policies: SubjectPolicies, name: string): SubjectPolicy | undefined {
  return policies.entries.find((entry) => entry.names.some((one) => matches(one, name)));
}

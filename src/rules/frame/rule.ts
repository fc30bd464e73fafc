import type { Span } from '../../base/index.ts';
import type { JudgedDecision, RuleInput } from './input.ts';
import type { Finding } from './judge.ts';

export type Severity = 'high' | 'medium' | 'low' | 'info';
export type Confidence = 'high' | 'medium' | 'low';

/** `everyone` is what a busy maintainer must see, `careful` is for who wants it better than usual, `auditor` for who asks for all. */
export type Audience = 'everyone' | 'careful' | 'auditor';

/** A place that the complaint rests on besides its own, and what is there. */
export interface Related {
  readonly at: Span;
  readonly what: string;
}

/** What a rule complains of, in one place. */
export interface Found {
  readonly at: Span;
  readonly related: readonly Related[];
  /** The surface's id, or null for what concerns the repository. */
  readonly surface: string | null;
  /** One line of cause, without the surface's name. */
  readonly message: string;
  /** Workflow, job and artifact that it goes through: the fingerprint's part that no unrelated edit changes. */
  readonly path: readonly string[];
  /** Other than the rule's own. */
  readonly severity?: Severity;
  readonly audience?: Audience;
  /** What is not known and would decide it. */
  readonly unsure?: string;
  /** What to do, where more is known than the rule's remedy. */
  readonly action?: string;
  /** What a command or a program asks, with its variables filled in: it may come to ask less where every other word stays. */
  readonly asks?: string;
}

/** What only a report of the rule itself shows: made when asked for, so that an audit does not load it. */
export interface About {
  /** Why it matters: what somebody could do, or fails to learn. */
  readonly why: string;
  /** What the rule cannot see. */
  readonly blindSpots: string;
  readonly refs: readonly string[];
  /** OpenSSF Baseline controls, SLSA build levels and CWE numbers that it speaks to. */
  readonly mapping: { readonly osps?: readonly string[]; readonly slsa?: readonly string[]; readonly cwe?: readonly number[] };
}

/** A complaint that several others come to, where they meet on one path. */
export interface Joined extends Found {
  readonly parts: readonly Finding[];
}

interface Described {
  /** The fault's name in kebab case, permanent. */
  readonly id: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly audience: Audience;
  /** The version that it came with. */
  readonly since: string;
  /** Whether how much it weighs depends on what else is published: it weighs more where others have what is lacking. */
  readonly compares?: true;
  /** What it must read: files alone, or a registry too. */
  readonly needs: 'files' | 'registry';
  /** The fault in one line. */
  readonly summary: string;
  /** What to do, in one line. */
  readonly remedy: string;
  readonly about: () => About;
}

/** One fault that an audit can find. */
export interface CheckingRule extends Described {
  readonly kind?: 'rule';
  readonly check: (input: RuleInput) => Iterable<Found>;
}

/** What faults that others find come to, where they meet: it takes their place. */
export interface Story extends Described {
  readonly kind: 'story';
  readonly join: (findings: readonly Finding[], input: RuleInput) => Iterable<Joined>;
}

/** A fault of what people decided: asked after the others, since their findings are what was decided on. */
export interface DecisionRule extends Described {
  readonly kind: 'decision';
  readonly review: (decisions: readonly JudgedDecision[]) => Iterable<Found>;
}

export type Rule = CheckingRule | Story | DecisionRule;

export function defineRule(rule: CheckingRule): CheckingRule {
  return rule;
}

export function defineStory(story: Omit<Story, 'kind'>): Story {
  return { kind: 'story', ...story };
}

export function defineDecisionRule(rule: Omit<DecisionRule, 'kind'>): DecisionRule {
  return { kind: 'decision', ...rule };
}

type Given = Pick<Found, 'at' | 'message'> & Partial<Found>;

/** One complaint; exactly one place is its own. */
export function finding(given: Given): Found {
  return { related: [], surface: null, path: [], ...given };
}

/** The complaint about a decision that does not stand; why is its own line of cause. */
export function ofDecision(one: JudgedDecision, fault: string): Found {
  const cause = one.why === null ? '' : `: ${one.why}`;
  return finding({ at: one.at, related: one.on, surface: one.surface, path: [one.id], message: `the decision (${one.disposition}) ${fault}${cause}` });
}

import type { Span } from '../../base/index.ts';
import type { JudgedDecision, RuleInput } from './input.ts';
import type { Audience, Confidence, Found, Related, Rule, Severity } from './rule.ts';

/** A complaint as a report carries it. */
export interface Finding {
  /** Unique in a report, and the same in every report as long as the fault is: the fingerprint, numbered where two are alike. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly audience: Audience;
  readonly surface: string | null;
  readonly message: string;
  readonly action: string;
  readonly at: Span;
  readonly related: readonly Related[];
  /** Rule, surface and the way through the lineage; no line numbers. */
  readonly fingerprint: string;
  /** What the command or program that it is about asks, its variables filled in. */
  readonly asks?: string;
  /** Of a story the ids of what it joins; empty for other findings. */
  readonly parts: readonly string[];
  /** The story that this is a part of, or null. */
  readonly within: string | null;
}

const severities: readonly Severity[] = ['high', 'medium', 'low', 'info'];
const audiences: readonly Audience[] = ['everyone', 'careful', 'auditor'];
const maxRelated = 8;
const proposals = /(?:^|\/)(?:sips?|rfcs?|proposals?|keps?|enhancements|designs?)\//i;

/** Asks every rule, folds what meets on one path into stories, and returns all of it, worst first. */
export function judge(rules: readonly Rule[], given: RuleInput): readonly Finding[] {
  // A proposal shows what somebody had in mind, and is no advice to users.
  const input = { ...given, recipes: given.recipes?.filter(({ command }) => !proposals.test(command.file)) };
  const out: Finding[] = [];
  for (const rule of rules)
    if ((rule.kind === undefined || rule.kind === 'rule') && (rule.needs === 'files' || input.observed !== undefined))
      out.push(...findingsOf(rule, rule.check(input)));
  const within = new Map<string, string>();
  const stories: Finding[] = [];
  for (const rule of rules) {
    if (rule.kind !== 'story') continue;
    const joined = [...rule.join(out, input)];
    for (const story of findingsOf(rule, joined)) {
      const parts = joined.filter((one) => one.at === story.at && one.surface === story.surface).flatMap((one) => one.parts.map((part) => part.id));
      stories.push({ ...story, parts: [...new Set(parts)] });
      for (const id of parts) if (!within.has(id)) within.set(id, story.id);
    }
  }
  const trials = trialsOf(input);
  const all = within.size === 0 ? out : [...out.map((one) => ({ ...one, within: within.get(one.id) ?? null })), ...stories];
  return inOrder(all.map((one) => (one.surface !== null && trials.has(one.surface) ? { ...one, audience: 'auditor' as const } : one)));
}

/** Asks the rules about decisions, once it is known what was decided on. */
export function judgeDecisions(rules: readonly Rule[], decisions: readonly JudgedDecision[]): readonly Finding[] {
  return rules.flatMap((rule) => (rule.kind === 'decision' ? findingsOf(rule, rule.review(decisions)) : []));
}

/** Findings as a report lists them: the worst first, then those for everyone. */
export function inOrder<T extends Finding>(findings: readonly T[]): readonly T[] {
  return findings.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      audiences.indexOf(a.audience) - audiences.indexOf(b.audience) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** Surfaces that nobody is meant to use: packages on an index for trials. */
function trialsOf({ surfaces }: RuleInput): ReadonlySet<string> {
  return new Set(surfaces.filter(({ units }) => units.length > 0 && units.every((unit) => unit.index === 'testpypi')).map(({ info }) => info.id));
}

function findingsOf(rule: Rule, found: Iterable<Found>): readonly Finding[] {
  const out: Finding[] = [];
  const said = new Set<string>();
  const numbers = new Map<string, number>();
  for (const one of found) {
    // Scenarios and matrix legs meet the same fault again.
    const key = `${one.surface ?? ''}\u0001${one.at.file}:${one.at.start}\u0001${one.message}`;
    if (said.has(key)) continue;
    said.add(key);
    const fingerprint = [rule.id, one.surface ?? '-', ...one.path.filter((part) => part !== '')].join(' > ');
    const number = (numbers.get(fingerprint) ?? 0) + 1;
    numbers.set(fingerprint, number);
    out.push(reported(rule, one, fingerprint, number));
  }
  return out;
}

function reported(rule: Rule, found: Found, fingerprint: string, number: number): Finding {
  const severity = found.severity ?? rule.severity;
  return {
    id: number === 1 ? fingerprint : `${fingerprint} #${number}`,
    rule: rule.id,
    // What rests on something that is not known is never among the worst.
    severity: found.unsure !== undefined && severity === 'high' ? 'medium' : severity,
    confidence: found.unsure === undefined ? rule.confidence : 'low',
    audience: found.audience ?? rule.audience,
    surface: found.surface,
    message: found.unsure === undefined ? found.message : `${found.message}; not certain: ${found.unsure}`,
    action: found.action ?? rule.remedy,
    at: found.at,
    related: found.related.slice(0, maxRelated),
    fingerprint,
    ...(found.asks === undefined ? {} : { asks: found.asks }),
    parts: [],
    within: null,
  };
}

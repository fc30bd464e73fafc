import type { Span } from '../../base/index.ts';
import type { RuleInput } from './input.ts';
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
}

const severities: readonly Severity[] = ['high', 'medium', 'low', 'info'];
const audiences: readonly Audience[] = ['everyone', 'careful', 'auditor'];
const maxRelated = 8;

/** Asks every rule, and returns what they complain of, worst first. */
export function judge(rules: readonly Rule[], input: RuleInput): readonly Finding[] {
  const out: Finding[] = [];
  for (const rule of rules) {
    const said = new Set<string>();
    const numbers = new Map<string, number>();
    for (const found of rule.check(input)) {
      // Scenarios and matrix legs meet the same fault again.
      const key = `${found.surface ?? ''}\u0001${found.at.file}:${found.at.start}\u0001${found.message}`;
      if (said.has(key)) continue;
      said.add(key);
      const fingerprint = [rule.id, found.surface ?? '-', ...found.path.filter((one) => one !== '')].join(' > ');
      const number = (numbers.get(fingerprint) ?? 0) + 1;
      numbers.set(fingerprint, number);
      out.push(reported(rule, found, fingerprint, number));
    }
  }
  return out.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      audiences.indexOf(a.audience) - audiences.indexOf(b.audience) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
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
  };
}

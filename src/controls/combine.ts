import type { Evidence, Strength } from './evidence.ts';

const order: readonly (Strength | 'none')[] = ['cannot-work', 'declared', 'none', 'best-effort', 'wired', 'inherited', 'self-verified', 'consumer-verifiable'];

/**
 * One answer for several cases of the same thing (scenarios, matrix legs): as strong as the weakest case that publishes.
 * `labels` name the cases in the reason.
 */
export function combineOver(cases: readonly { readonly label: string; readonly evidence: Evidence }[]): Evidence {
  const first = cases[0]!.evidence;
  if (cases.every((c) => same(c.evidence, first))) return mergeBecause(first, cases);
  const weakest = (list: typeof cases): Evidence => list.map((c) => c.evidence).reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const unknown = cases.filter((c) => c.evidence.status === 'unknown');
  if (unknown.length > 0) return mergeBecause(unknown[0]!.evidence, cases);
  const have = cases.filter((c) => c.evidence.status === 'present' || c.evidence.status === 'partial');
  const lack = cases.filter((c) => c.evidence.status === 'absent');
  if (have.length > 0 && lack.length > 0) {
    const best = have[0]!.evidence;
    const where = [...new Set(lack.map((c) => c.label))].join(', ');
    return mergeBecause({ ...best, status: 'partial', strength: weakestStrength(have.map((c) => c.evidence)), reason: `not on ${where}` }, cases);
  }
  return mergeBecause(weakest(cases), cases);
}

function same(a: Evidence, b: Evidence): boolean {
  return a.status === b.status && a.strength === b.strength && a.how === b.how && a.reason === b.reason;
}

function rank(e: Evidence): number {
  const status = { absent: 0, unknown: 1, partial: 2, present: 3, 'not-applicable': 4 }[e.status];
  return status * 10 + order.indexOf(e.strength ?? 'none');
}

function weakestStrength(list: readonly Evidence[]): Strength | null {
  return list.map((e) => e.strength).reduce((a, b) => (order.indexOf(b ?? 'none') < order.indexOf(a ?? 'none') ? b : a));
}

function mergeBecause(chosen: Evidence, cases: readonly { readonly evidence: Evidence }[]): Evidence {
  const seen = new Set<string>();
  const because = cases
    .flatMap((c) => c.evidence.because)
    .filter((b) => {
      const key = `${b.role}:${b.what}:${b.span.file}:${b.span.start}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, 24);
  return { ...chosen, because, assumes: [...new Set(cases.flatMap((c) => c.evidence.assumes))] };
}

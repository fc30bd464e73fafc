import type { NewEntry } from '../decisions/index.ts';
import type { UsageError } from './argv.ts';
import { isDay } from './checkout.ts';

/** A decision as it was typed. */
export interface NewDecision {
  readonly kind: 'decision';
  readonly entry: Omit<NewEntry, 'premise'>;
}

/** Reads the options of `disposition add`. Pure. */
export function newDecision(options: ReadonlyMap<string, readonly string[]>): NewDecision | UsageError {
  const of = (name: string): string | undefined => options.get(name)?.[0];
  const fail = (message: string, hint: string): UsageError => ({ kind: 'usage', message, hint });
  const [finding, rule, surface] = [of('finding'), of('rule'), of('surface')];
  const disposition = of('as');
  const reason = of('reason')?.trim() ?? '';
  if (finding === undefined && rule === undefined && surface === undefined)
    return fail(
      'disposition add needs what it is on: --finding, --rule or --surface',
      'sealwright disposition add --rule tag-unsigned --as deferred --reason …',
    );
  if (finding !== undefined && (rule !== undefined || surface !== undefined))
    return fail('--finding names one finding, and goes with neither --rule nor --surface', 'keep --finding, or the others');
  if (disposition === undefined) return fail('disposition add needs what was decided: --as', '--as accepted');
  if (reason === '') return fail('disposition add needs a reason: --reason', "--reason 'why this was decided'");
  for (const name of ['date', 'review-by'] as const) {
    const value = of(name);
    if (value !== undefined && !isDay(value))
      return fail(`--${name} takes a day as YYYY-MM-DD, not ${JSON.stringify(value.slice(0, 60))}`, `--${name} 2026-11-30`);
  }
  const conditions = ['revisit', 'revisit-file', 'revisit-action', 'revisit-surface'].filter((name) => options.has(name));
  if (conditions.length > 1) return fail(`--${conditions[0]} and --${conditions[1]} exclude each other`, 'keep one of them');
  const action = of('revisit-action');
  const version = action === undefined ? null : /^([\w.-]+\/[\w./-]+)@(v?\d{1,6}(?:\.\d{1,6}){0,2})$/.exec(action);
  if (action !== undefined && version === null)
    return fail(`--revisit-action takes ACTION@VERSION, not ${JSON.stringify(action.slice(0, 100))}`, '--revisit-action googleapis/release-please-action@v5');
  const [file, thing] = [of('revisit-file'), of('revisit-surface')];
  const revisit =
    version !== null
      ? { action: version[1] ?? '', version: version[2] ?? '' }
      : file !== undefined
        ? { file }
        : thing !== undefined
          ? { surface: thing }
          : of('revisit');
  return {
    kind: 'decision',
    entry: { finding, rule, surface, disposition, reason, by: of('by'), date: of('date'), reviewBy: of('review-by'), revisit, record: of('record') },
  };
}

import { recordsOf } from './grouped.ts';
import type { Origin, Trace } from '../../lineage/index.ts';
import { surelyAfter } from '../../lineage/index.ts';
import type { Text } from '../../values/index.ts';
import { originsOf } from '../../values/index.ts';
import type { Job } from '../../workflow/index.ts';
import type { RuleInput } from './input.ts';

/** The job that something was done in, as its workflow has it; undefined where that is of another repository. */
export function jobOf({ traced }: RuleInput, origin: Pick<Origin, 'workflow' | 'job'>): Job | undefined {
  return traced.workflows.get(origin.workflow)?.jobs.find((one) => one.id === origin.job);
}

/** Whether people or rules of the service stand before a job: it, or a job that it waits for, names an environment. */
export function isGuarded(input: RuleInput, origin: Origin): boolean {
  const { traced } = input;
  const jobs = traced.workflows.get(origin.entry)?.jobs ?? [];
  const top = (origin.jobKey.slice(origin.run.length + 1).split('/')[0] ?? '').replace(/#\d+$/, '');
  const before = traced.trace.runOf(origin.run)?.before.get(top) ?? new Set<string>();
  return jobOf(input, origin)?.environment !== undefined || jobs.some((one) => (one.id === top || before.has(one.id)) && one.environment !== undefined);
}

/** The inputs of a dispatch that a text is made of. */
export function inputsIn(text: Text): readonly string[] {
  return originsOf(text).flatMap((id) => (/^inputs\.[\w-]+$/.test(id) ? [id.slice('inputs.'.length)] : []));
}

/** Whether an image or file is checked by its signer's name before a place in the run, on every path. */
export function isVerifiedBefore(trace: Trace, image: string, use: Origin): boolean {
  return recordsOf(trace.evidence, 'run', use.run).some(
    (e) =>
      e.kind === 'verification' &&
      !e.integrityOnly &&
      e.cannotWork === undefined &&
      e.weak.every((w) => w.kind !== 'swallowed') &&
      e.target.images.some((one) => one.by !== 'maybe' && trace.rootOf(one.id) === trace.rootOf(image)) &&
      surelyAfter(trace, use.run, e.origin, use),
  );
}

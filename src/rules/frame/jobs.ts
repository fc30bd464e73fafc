import { recordsOf } from './grouped.ts';
import type { Origin, PublishRecord, Trace } from '../../lineage/index.ts';
import { surelyAfter } from '../../lineage/index.ts';
import type { Text } from '../../values/index.ts';
import { originsOf } from '../../values/index.ts';
import type { Job } from '../../workflow/index.ts';
import type { RuleInput } from './input.ts';
import { told } from './observed.ts';

/** The job that something was done in, as its workflow has it; undefined where that is of another repository. */
export function jobOf({ traced }: RuleInput, origin: Pick<Origin, 'workflow' | 'job'>): Job | undefined {
  return traced.workflows.get(origin.workflow)?.jobs.find((one) => one.id === origin.job);
}

/** Whether people or rules of the service stand before a job: it, or a job that it waits for, names an environment; or a ruleset keeps the tag that starts it. */
export function isGuarded(input: RuleInput, origin: Origin): boolean {
  const { traced } = input;
  const jobs = traced.workflows.get(origin.entry)?.jobs ?? [];
  const top = (origin.jobKey.slice(origin.run.length + 1).split('/')[0] ?? '').replace(/#\d+$/, '');
  const before = traced.trace.runOf(origin.run)?.before.get(top) ?? new Set<string>();
  const named = jobOf(input, origin)?.environment !== undefined || jobs.some((one) => (one.id === top || before.has(one.id)) && one.environment !== undefined);
  return named || isKeptByRuleset(input, origin);
}

/** Whether a tag starts the run, and a ruleset says who may make such a tag: known where the service was asked. */
function isKeptByRuleset(input: RuleInput, origin: Origin): boolean {
  const rulesets = told(input, (observed) => observed.rulesets);
  if (rulesets === undefined || origin.scenario !== 'push:tag') return false;
  const patterns = input.traced.scenarios.get(origin.entry)?.find((one) => one.id === origin.scenario)?.refPatterns ?? [];
  const refs = patterns.length === 0 ? ['refs/tags/*'] : patterns.map((one) => `refs/tags/${one}`);
  const kept = rulesets.flatMap(({ isActive, target, detail }) =>
    isActive && target === 'tag' && detail.kind === 'known' && detail.value.exclude.length === 0 && detail.value.rules.includes('creation')
      ? detail.value.include
      : [],
  );
  return refs.every((ref) => kept.includes('~ALL') || kept.includes('refs/tags/**') || kept.includes(ref));
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

/** What is published where strangers take it, sites left out: an update of a branch is no release. */
export function released({ surfaces }: RuleInput): readonly PublishRecord[] {
  return surfaces.filter(({ info }) => info.kind !== 'site').flatMap(({ units }) => units.flatMap(({ publish }) => publish ?? []));
}

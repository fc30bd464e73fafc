import type { Span } from '../../base/index.ts';
import type { ActionFacts, Answer, Observed } from '../../registry/service/index.ts';
import type { JudgedSurface, RuleInput } from './input.ts';

/** What the service said of one thing; undefined where that is not known. A rule that needs the service is asked with it alone. */
export function told<T>({ observed }: RuleInput, part: (observed: Observed) => Answer<T>): T | undefined {
  const answer = observed === undefined ? undefined : part(observed);
  return answer?.kind === 'known' ? answer.value : undefined;
}

/** What is released by a workflow that was read: where a complaint about the repository can stand. */
export function releasedSurfaces({ surfaces }: RuleInput): readonly JudgedSurface[] {
  return surfaces.filter(
    ({ info, units }) => info.kind !== 'site' && units.some((unit) => unit.publish !== undefined && unit.publish.cannotWork === undefined),
  );
}

export interface PlaceOfUse {
  readonly at: Span;
  readonly workflow: string;
  readonly job: string;
  readonly comment: string | undefined;
}

/** Where jobs that publish or make evidence, or call a workflow, use an action at a ref. */
export function placesOf({ traced }: RuleInput, { name, ref }: Pick<ActionFacts, 'name' | 'ref'>): readonly PlaceOfUse[] {
  const written = `${name}@${ref}`;
  const doing = new Set([...traced.trace.publishes, ...traced.trace.evidence].map(({ origin }) => `${origin.workflow} ${origin.job}`));
  return [...traced.workflows.values()].flatMap((workflow) =>
    workflow.jobs.flatMap((job) => {
      const place = { workflow: workflow.path, job: job.id };
      const called = job.uses?.value.trim() === written ? [{ ...place, at: job.uses.span, comment: job.usesComment }] : [];
      const steps = doing.has(`${workflow.path} ${job.id}`) ? job.steps : [];
      return [
        ...called,
        ...steps.flatMap(({ uses, usesComment }) => (uses?.value.trim() === written ? [{ ...place, at: uses.span, comment: usesComment }] : [])),
      ];
    }),
  );
}

/** The actions that were asked about, each ref of one once whatever its comments say. */
export function actionsAsked({ observed }: RuleInput): readonly ActionFacts[] {
  return [...new Map((observed?.actions ?? []).map((one) => [`${one.name}@${one.ref}`, one])).values()];
}

/** The other places of an action, for those who go through all of them. */
export function otherPlaces(places: readonly PlaceOfUse[]): readonly { readonly at: Span; readonly what: string }[] {
  return places.slice(1).map((one) => ({ at: one.at, what: `used in job ${one.job}` }));
}

import type { Span } from '../../base/index.ts';
import type { ActionFacts, Answer, Observed } from '../../registry/index.ts';
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

/** Where workflows use an action at a ref, in their order. */
export function placesOf(
  { traced }: RuleInput,
  { name, ref }: Pick<ActionFacts, 'name' | 'ref'>,
): readonly { readonly at: Span; readonly workflow: string; readonly job: string }[] {
  const written = `${name}@${ref}`;
  return [...traced.workflows.values()].flatMap((workflow) =>
    workflow.jobs.flatMap((job) =>
      [job.uses, ...job.steps.map((step) => step.uses)].flatMap((uses) =>
        uses?.value.trim() === written ? [{ at: uses.span, workflow: workflow.path, job: job.id }] : [],
      ),
    ),
  );
}

/** The other places of an action, for those who go through all of them. */
export function otherPlaces(places: ReturnType<typeof placesOf>): readonly { readonly at: Span; readonly what: string }[] {
  return places.slice(1).map((one) => ({ at: one.at, what: `used in job ${one.job}` }));
}

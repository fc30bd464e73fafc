import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'variants-untried',
  severity: 'info',
  confidence: 'medium',
  audience: 'auditor',
  since: '0.1.0',
  needs: 'files',
  summary: 'one image of several is run before the workflow ends, and the others are not',
  remedy: 'run each image once, by its digest',
  about: () => ({
    why: 'An image that nobody runs can be broken or wrong in every release, with all its signatures in place.',
    blindSpots: 'Tests of other workflows, and of people.',
    refs: ['https://docs.docker.com/build/ci/github-actions/test-before-push/'],
    mapping: {},
  }),
  *check({ traced: { trace } }) {
    for (const [run, uses] of Map.groupBy(trace.uses, (one) => one.origin.run)) {
      const tried = new Set(uses.flatMap((one) => one.images.filter((image) => image.by !== 'maybe').map((image) => trace.rootOf(image.id))));
      const pushed = trace.images.filter((image) => image.origin.run === run && image.pushed && image.media === 'image' && trace.rootOf(image.id) === image.id);
      const missed = pushed.filter((image) => !tried.has(image.id));
      const first = uses.find((one) => one.images.some((image) => pushed.some((own) => own.id === trace.rootOf(image.id))));
      if (first === undefined || missed.length === 0 || pushed.length < 2) continue;
      yield finding({
        at: first.origin.at,
        related: missed.map((image) => ({ at: image.origin.at, what: 'pushes one that nothing runs' })),
        path: [first.origin.workflow, first.origin.job],
        message: `${pushed.length - missed.length} of the ${pushed.length} images that this run pushes ${pushed.length - missed.length === 1 ? 'is' : 'are'} tried`,
      });
    }
  },
});

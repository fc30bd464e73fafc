import type { ImageNode } from '../lineage/index.ts';
import { scalar, type Operation } from '../workflow/index.ts';
import type { StepPlace } from './ask.ts';
import { no, type NoProposal } from './proposal.ts';

/** The output of the pushing step that is the digest. A step without a name is given one. */
export function digestOf(
  image: ImageNode,
  { step, at, job }: StepPlace,
): { readonly expression: string; readonly operations: readonly Operation[] } | NoProposal {
  for (const id of image.digests) {
    const [, own, output] = /\/steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(id) ?? [];
    if (own === undefined || output === undefined) continue;
    if (step.id !== undefined) {
      if (own === step.id) return { expression: `steps.${own}.outputs.${output}`, operations: [] };
      continue;
    }
    if (own !== String(step.index)) continue;
    const name = ['push', 'push-image', 'push-image-2'].find((one) => job.steps.every((other) => other.id !== one));
    if (name === undefined) continue;
    return { expression: `steps.${name}.outputs.${output}`, operations: [{ kind: 'set', at: [...at, 'id'], value: scalar(name), after: ['name'] }] };
  }
  return no(
    'no step gives the digest of what is pushed',
    'push with docker/build-push-action, or write the digest that docker push prints into $GITHUB_OUTPUT, and name the image by that',
  );
}

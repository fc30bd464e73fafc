import type { ActionRow, Condition } from '../schema.ts';
import { read } from './shared.ts';

const eventAllowed = (event: string): Condition => ({ all: [{ input: 'eventFilterForPush', matches: `*${event}*` }, { event }] });

/** Whether the step that follows all others pushes the image; a ref is compared whole, and a row compares no input with the ref. */
const pushes: Condition = {
  all: [
    { input: 'imageName', set: true },
    {
      any: [
        { input: 'push', is: 'always' },
        {
          all: [
            {
              any: [
                { input: 'push', is: 'filter' },
                { input: 'push', set: false },
              ],
            },
            { any: [{ input: 'refFilterForPush', set: false }, { unknown: 'refFilterForPush names the ref' }] },
            { any: [{ input: 'eventFilterForPush', set: false }, ...['push', 'release', 'schedule', 'workflow_dispatch'].map(eventAllowed)] },
          ],
        },
      ],
    },
  ],
};
const refs = '{inputs.imageName}:{inputs.imageTag | commas}';

/** Actions that build and publish the container that a project is developed in. */
export const devContainerRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'devcontainers/ci',
    roles: ['builds', 'publishes'],
    defaults: { imageName: '', imageTag: 'latest', push: 'filter', refFilterForPush: '', eventFilterForPush: 'push', runCmd: '' },
    outputs: { runCmdOutput: '{outputs.runCmdOutput}' },
    effects: [
      {
        kind: 'opaque',
        why: 'it runs a command in the container that it builds, on the files of the checkout',
        mayPublish: true,
        when: { input: 'runCmd', set: true },
      },
      { kind: 'builds-image', refs, when: { all: [{ input: 'imageName', set: true }, { not: pushes }] } },
      { kind: 'pushes-image', refs, media: 'image', provenance: 'unknown', sbom: 'none', when: pushes },
    ],
    source: read('devcontainers/ci', 'github-action/src/main.ts'),
    note: 'it pushes after the last step of the job, by docker push or skopeo; whether BuildKit attaches provenance is left to the engine',
  },
];

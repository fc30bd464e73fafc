import { mapOf, scalar } from '../../workflow/index.ts';
import { isCalled } from '../ask.ts';
import { pinByHand, pinNote, pinOf } from '../pins.ts';
import { no, type Fixer } from '../proposal.ts';
import { publicLogNotes } from '../public-log.ts';

/** Who installs a tool: the action of those who make it. */
const installers: Readonly<Record<string, string>> = {
  cosign: 'sigstore/cosign-installer',
  syft: 'anchore/sbom-action/download-syft',
  'slsa-verifier': 'slsa-framework/slsa-verifier/actions/installer',
};

/** A step that installs the tool which a later one runs. */
export const installTool: Fixer = {
  rules: ['evidence-tool-not-installed'],
  // What is made at last may be made better yet.
  leaves: ['sbom-of-one-platform', 'evidence-without-recipe', 'recipe-by-tag'],
  propose: (finding, ask) => {
    const tool = /although the workflow tries: (?:the file that it attests can never be made: )?([\w-]+) is not installed in this job/.exec(
      finding.message,
    )?.[1];
    const action = tool === undefined ? undefined : installers[tool];
    if (tool === undefined || action === undefined)
      return no(`no action is known that installs ${tool ?? 'it'}`, `install ${tool ?? 'it'} in a step before, at a fixed version`);
    const place = ask.step(finding.at);
    if (place === undefined) return no('the step is not in a workflow of the checkout', `install ${tool} where the step is written`);
    if (
      place.job.steps.some(
        (one) => one.index < place.index && one.uses?.value.startsWith(`${action.split('/').slice(0, 2).join('/')}`) === true && one.if !== undefined,
      )
    )
      return no(
        `${action} is there already, and does not run under every condition`,
        `move ${action} before the step, and take its condition away or give both the same`,
      );
    const found = pinOf(ask, action);
    if (found === undefined) return no(`no release of ${action} is known whose commit could be named`, pinByHand(action));
    // Without its tool the step that signs never ran: whatever the workflow asks for, nothing was in the log.
    const notes = [...publicLogNotes(ask, place.path), ...pinNote(found)];
    return {
      kind: notes.length > 0 || isCalled(place.workflow) ? 'needs-review' : 'safe',
      title: `install ${tool} in job ${place.job.id}, before the step that runs it`,
      notes,
      changes: [
        {
          kind: 'yaml',
          path: place.path,
          operations: [
            {
              kind: 'insert',
              at: place.steps,
              index: place.index,
              item: mapOf({ name: scalar(`Install ${tool}`), uses: scalar(found.pin.uses, found.pin.version) }),
            },
          ],
        },
      ],
    };
  },
};

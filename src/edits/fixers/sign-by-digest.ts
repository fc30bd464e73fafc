import type { Finding } from '../../rules/index.ts';
import { nodeAt, scalar, type Node, type Operation, type Place } from '../../workflow/index.ts';
import { isCalled, type Ask } from '../ask.ts';
import { isNo, no, type Fixer, type NoProposal, type Proposal } from '../proposal.ts';
import { digestOf } from '../pushed-digest.ts';

/** A signature of the digest in place of one of a tag that can move. */
export const signByDigest: Fixer = {
  rules: ['signed-by-tag'],
  propose: (finding, ask) => {
    const root = ask.root(finding.at.file);
    const place = ask.place(finding.at);
    if (root === undefined || place === undefined)
      return no('what signs is not in a file that is edited', 'sign name@digest by hand, with the digest that the push gave');
    if (place[0] !== 'docker_signs') return inScript(finding, ask);
    const entry = place.slice(0, 2);
    const operations = argumentsOf(nodeAt(root, entry), entry).flatMap(({ at, value }): readonly Operation[] => {
      const found = value.match(/\$\{artifact\}(?!@)/);
      return found?.index === undefined ? [] : [{ kind: 'splice', at, from: found.index, to: found.index + found[0].length, text: '${artifact}@${digest}' }];
    });
    if (operations.length === 0) return no('the entry names no artifact in its arguments', "add '${artifact}@${digest}' to the args of the entry");
    return {
      kind: 'safe',
      title: 'sign the digest of each image, which the release tool gives beside its name',
      notes: [],
      changes: [{ kind: 'yaml', path: finding.at.file, operations }],
    };
  },
};

function argumentsOf(entry: Node | undefined, at: Place): readonly { readonly at: Place; readonly value: string }[] {
  const args = entry === undefined ? undefined : nodeAt(entry, ['args']);
  if (args?.kind !== 'list') return [];
  return args.items.flatMap((one, i) => (one.kind === 'scalar' ? [{ at: [...at, 'args', i], value: one.scalar.value }] : []));
}

/** A command of a script, in the job that pushes the image: the digest goes through a variable, as expressions in scripts are no good habit. */
function inScript(finding: Finding, ask: Ask): Proposal | NoProposal {
  const unknown = no(
    'which digest the tag has is not known at the step that signs',
    'give the step that pushes an id, and sign name@${{ steps.ID.outputs.digest }}; in a script, take the digest from docker buildx imagetools inspect right after the push',
  );
  const place = ask.step(finding.at);
  const images = new Map((ask.surface(finding.surface)?.units ?? []).flatMap(({ image }) => (image?.pushed === true ? [[image.origin.at.start, image]] : [])));
  const [image] = images.values();
  const pushing = image === undefined ? undefined : ask.step(image.origin.at);
  const script = place?.step.run?.value;
  if (place === undefined || script === undefined || image === undefined || pushing === undefined || images.size !== 1) return unknown;
  if (pushing.path !== place.path || pushing.job !== place.job || pushing.index >= place.index) return unknown;
  const digest = digestOf(image, pushing);
  if (isNo(digest)) return digest;
  const found = [...script.matchAll(/\bcosign[ \t]+(?:sign|attest)[ \t](?:[^\n\\|;&]|\\\r?\n)*/g)].flatMap((command) =>
    [...command[0].matchAll(reference)].map((one) => ({ from: command.index + one.index + one[1]!.length, to: command.index + one.index + one[0].length })),
  );
  if (found.length === 0)
    return no(
      'the command does not name the image by a tag that is written there',
      'where the name is put together, put @ and the digest of the push in place of the tag',
    );
  const name = ['DIGEST', 'IMAGE_DIGEST'].find((one) => !place.step.env.has(one) && !script.includes(one));
  if (name === undefined) return unknown;
  const operations: readonly Operation[] = [
    ...digest.operations,
    { kind: 'set', at: [...place.at, 'env', name], value: scalar(`\${{ ${digest.expression} }}`), after: ['name', 'id', 'if', 'uses'] },
    ...found.toReversed().map((one): Operation => ({ kind: 'splice', at: [...place.at, 'run'], ...one, text: `@\${${name}}` })),
  ];
  return {
    kind: isCalled(place.workflow) ? 'needs-review' : 'safe',
    title: `sign the digest that the push gave, in job ${place.job.id}`,
    notes: [],
    changes: [{ kind: 'yaml', path: place.path, operations }],
  };
}

/** A name with a slash, a colon and a tag; what stands for a part of it may be an expression or a variable, each read in one way. */
const reference =
  /((?:[\w.-]|\$\{\{[^{}\n]{1,200}\}\}|\$\{\w+\}|\$\w+(?!\w)){1,100}(?:\/(?:[\w.-]|\$\{\{[^{}\n]{1,200}\}\}|\$\{\w+\}|\$\w+(?!\w)){1,100}){1,8}):(?:[\w.-]|\$\{\{[^{}\n]{1,200}\}\}|\$\{\w+\}|\$\w+(?!\w)){1,100}/g;

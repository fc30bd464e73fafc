import type { Operation, Place } from '../../workflow/index.ts';
import type { StepPlace } from '../ask.ts';
import { no, type Fixer, type NoProposal, type Proposal } from '../proposal.ts';

const notes = [
  'the signature is one file of another form from now on: who verifies needs cosign 2.4 or later, and scripts that fetch the two files of before have to follow',
];
const ending = '.sigstore.json';

/** `--bundle` for cosign 3, which writes no separate signature and certificate: where it is made and where it is published. */
export const bundleOfCosign: Fixer = {
  rules: ['evidence-cannot-work'],
  leaves: ['attached-never-looked-at'],
  propose: (finding, ask) => {
    if (!finding.message.includes('cosign 3 signs a blob only with --bundle'))
      return no('what keeps the step from working is nothing that an edit is known for', finding.action);
    const place = ask.step(finding.at);
    return place === undefined
      ? no(
          'the command is not in a workflow of the checkout',
          'write cosign sign-blob --bundle FILE.sigstore.json FILE where the command is written, and publish that file',
        )
      : inScript(place);
  },
};

function inScript(place: StepPlace): Proposal | NoProposal {
  const script = place.step.run?.value;
  if (script === undefined)
    return no('the command is not in a script', 'write cosign sign-blob --bundle FILE.sigstore.json FILE where the command is written, and publish that file');
  const commands = [...script.matchAll(/\bcosign[ \t]+sign-blob(?=[ \t])(?:[^\n\\|;&]|\\\r?\n|\\.)*/g)].filter((one) => !/--bundle\b/.test(one[0]));
  const [only] = commands;
  if (only === undefined || commands.length !== 1)
    return no(
      'the command is not written once in the script',
      'write --bundle FILE.sigstore.json in place of --output-signature and --output-certificate, in each of the commands, and publish those files',
    );
  const signature = flagIn(only[0], '--output-signature');
  const certificate = flagIn(only[0], '--output-certificate');
  const file = signature === undefined ? lastWord(only[0]) : undefined;
  const bundle = signature === undefined ? (file === undefined ? undefined : withEnding(file)) : renamed(signature.value);
  if (bundle === undefined)
    return no(
      'which file the command signs cannot be told from its words',
      'add --bundle FILE.sigstore.json, named after the file that it signs, and publish that too',
    );
  const run: Place = [...place.at, 'run'];
  const head = only.index + /^cosign[ \t]+sign-blob/.exec(only[0])![0].length;
  // From behind, so that the places before stay as they are.
  const splices = [
    ...(certificate === undefined ? [] : [{ from: only.index + certificate.from, to: only.index + certificate.to, text: '' }]),
    signature === undefined
      ? { from: head, to: head, text: ` --bundle ${bundle}` }
      : { from: only.index + signature.from, to: only.index + signature.to, text: `${signature.gap}--bundle ${bundle}` },
  ].toSorted((a, b) => b.from - a.from);
  const operations: readonly Operation[] = [...splices.map((one): Operation => ({ kind: 'splice', at: run, ...one })), ...publishedAs(place)];
  return { kind: 'needs-review', title: 'sign with --bundle, as cosign 3 does', notes, changes: [{ kind: 'yaml', path: place.path, operations }] };
}

interface Flag {
  readonly from: number;
  readonly to: number;
  /** What stands before it: blanks, or the end of a line that goes on. */
  readonly gap: string;
  readonly value: string;
}

function flagIn(command: string, flag: string): Flag | undefined {
  const found = new RegExp(String.raw`((?:[ \t]|\\\r?\n){1,200})${flag}(?:=|[ \t]{1,40})("[^"\n]*"|'[^'\n]*'|[^\s\\]+)`).exec(command);
  return found === null ? undefined : { from: found.index, to: found.index + found[0].length, gap: found[1]!, value: found[2]! };
}

function lastWord(command: string): string | undefined {
  return /[ \t]("[^"\n]+"|'[^'\n]+'|[^\s"'\\-][^\s"'\\]*)[ \t]*$/.exec(command.trimEnd())?.[1];
}

/** `"$f.sig"` becomes `"$f.sigstore.json"`. */
function renamed(word: string): string {
  return /\.(?:sig|sig\.b64|signature|asc)(["']?)$/.test(word) ? word.replace(/\.(?:sig|sig\.b64|signature|asc)(["']?)$/, `${ending}$1`) : withEnding(word);
}

function withEnding(word: string): string {
  return /["']$/.test(word) ? `${word.slice(0, -1)}${ending}${word.at(-1)!}` : `${word}${ending}`;
}

/** Patterns of the workflow that publish signatures and certificates: the bundle stands in their place. */
function publishedAs({ workflow }: StepPlace): readonly Operation[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step): readonly Operation[] => {
      const files = step.with.get('files') ?? step.with.get('artifacts') ?? step.with.get('path');
      const key = step.with.has('files') ? 'files' : step.with.has('artifacts') ? 'artifacts' : 'path';
      const found = [...(files?.value ?? '').matchAll(/\.sig(?=[\s,]|$)/g)].toReversed();
      return found.map((one) => ({
        kind: 'splice',
        at: ['jobs', job.id, 'steps', step.index, 'with', key],
        from: one.index,
        to: one.index + one[0].length,
        text: ending,
      }));
    }),
  );
}

import { commandOf, identitiesOf, rawOf, recipesFor } from '../documented.ts';
import { no, type Fixer } from '../proposal.ts';

/** `--signer-workflow` for a documented `gh attestation verify`, `--workflow` for a `sealwright verify`. */
export const nameWorkflow: Fixer = {
  rules: ['recipe-takes-any-workflow'],
  propose: (finding, ask) => {
    const recipe = commandOf(finding, ask);
    if (recipe === undefined)
      return no(
        'the command is not in a document that is edited',
        'name the workflow where the command is written: --signer-workflow for gh, --workflow for sealwright',
      );
    const { command } = recipe;
    // gh wants the workflow with its repository, our own command the file beside `--repo`.
    const ours = command.tool === 'sealwright';
    const flag = ours ? '--workflow FILE' : '--signer-workflow OWNER/REPO/.github/workflows/FILE';
    const raw = rawOf(command, ask);
    if (raw === undefined) return ask.whyNoText(command.file);
    const { host } = ask.trace.input.deployment;
    const signers = [
      ...new Set(
        identitiesOf(recipesFor(finding, recipe, ask).filter((one) => one.tool === 'gh')).map((one) => one.split('@')[0]!.replace(`https://${host}/`, '')),
      ),
    ];
    const [signer] = signers;
    if (signer === undefined || signers.length !== 1 || !/^[\w./-]+$/.test(signer))
      return no(
        'which workflow attests it is not told by the files, or there are several',
        `add ${flag} with the workflow that attests it: gh attestation verify --format json tells it of a release`,
      );
    const lastLine = /(\\\r?\n)([ \t]*)[^\n]*$/.exec(raw.own);
    const joint = lastLine === null ? ' ' : ` ${lastLine[1]!}${lastLine[2]!}`;
    return {
      kind: 'needs-review',
      title: 'name the workflow that attests in the documented command',
      notes: ['releases of before may have been attested by another workflow'],
      changes: [
        {
          kind: 'text',
          at: { ...command.span, start: command.span.end },
          text: `${joint}${ours ? `--workflow ${signer.split('/').at(-1)!}` : `--signer-workflow ${signer}`}`,
        },
      ],
    };
  },
};

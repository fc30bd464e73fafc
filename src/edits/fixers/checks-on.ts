import { commandOf, rawOf } from '../documented.ts';
import { no, type Fixer } from '../proposal.ts';

/** A documented command without the flag that turns a part of its check off. */
export const checksOn: Fixer = {
  rules: ['recipe-turns-checks-off'],
  leaves: ['recipe-for-one-release'],
  propose: (finding, ask) => {
    const recipe = commandOf(finding, ask);
    const flag = / is given (--[a-z-]+)(?:=false)?$/.exec(finding.message)?.[1];
    const raw = recipe === undefined ? undefined : rawOf(recipe.command, ask);
    if (recipe === undefined || flag === undefined || raw === undefined)
      return no('the command is not in a document that is edited', 'take the flag out where the command is written');
    // With the end of the line before it, or with its own line, or by itself.
    const found = [...raw.own.matchAll(new RegExp(String.raw`(?:[ \t]*\\\r?\n)?[ \t]+${flag}(?:=\w+)?(?=\s|$)`, 'g'))];
    const [only] = found;
    if (only === undefined || found.length !== 1)
      return no('the flag is not written once in the command', `take ${flag} out by hand, wherever it stands in the command`);
    const start = recipe.command.span.start + only.index;
    return {
      kind: 'needs-review',
      title: `take ${flag} from the documented command`,
      notes: [
        'try the command on a release: where the log or the claims were left out when it was signed, it fails now, and the signature is what has to be mended',
      ],
      changes: [{ kind: 'text', at: { ...recipe.command.span, start, end: start + only[0].length }, text: '' }],
    };
  },
};

import type { Finding, JudgedRecipe } from '../../rules/index.ts';
import type { Ask } from '../ask.ts';
import { completedCommand } from '../completed-command.ts';
import { recipesFor, commandOf, rawOf } from '../documented.ts';
import { no, type Fixer } from '../proposal.ts';

/** The written recipe in place of a documented command that leaves out what matters. */
export const recipeInFull: Fixer = {
  rules: ['recipe-elided', 'recipe-cannot-run'],
  propose: (finding, ask) => {
    const recipe = commandOf(finding, ask);
    if (recipe === undefined)
      return no('the command is not in a document that is edited', 'complete the command where it is written: sealwright recipe prints it');
    const { command } = recipe;
    if (command.setting !== 'code')
      return no(
        'the command stands in a sentence: where a whole recipe belongs, its author knows best',
        'put the whole command into a block below the sentence: sealwright recipe prints it, sealwright recipe --write FILE keeps it',
      );
    const raw = rawOf(command, ask);
    if (raw === undefined) return ask.whyNoText(command.file);
    const before = raw.text.slice(raw.text.lastIndexOf('\n', command.span.start - 1) + 1, command.span.start);
    if (!/^[ \t]*$/.test(before))
      return no('something stands before the command on its line', 'give the command a line of its own in the document, and run sealwright fix again');
    if (!/^[ \t]*(?:\r?\n|$)/.test(raw.text.slice(command.span.end)))
      return no('something follows the command on its line', 'give the command a line of its own in the document, and run sealwright fix again');
    const completed = completedCommand(command, raw.own, recipesFor(finding, recipe, ask), raw.newline);
    const lines = completed?.split(raw.newline) ?? writtenFor(finding, recipe, ask);
    if (lines === undefined)
      return no(
        'no recipe can be written for what the command verifies',
        'sealwright recipe tells why; complete the command with the identity of who signs it',
      );
    return {
      kind: 'needs-review',
      title: `write the ${command.tool} command in full, with the identity that signs`,
      notes: ['the identity is that of the workflow as it is now: releases of before may have been signed by another'],
      changes: [
        {
          kind: 'text',
          at: command.span,
          text: lines
            .map((line, i) => (i === 0 || line === '' || (completed !== undefined && raw.own.includes(line)) ? line : `${before}${line}`))
            .join(raw.newline),
        },
      ],
    };
  },
};

function writtenFor(finding: Finding, recipe: JudgedRecipe, ask: Ask): readonly string[] | undefined {
  const { tool, subcommand } = recipe.command;
  const whole = `${tool} ${subcommand}`.trim();
  return recipesFor(finding, recipe, ask).find((one) => one.tool === tool && one.lines.some((line) => line === whole || line.startsWith(`${whole} `)))?.lines;
}

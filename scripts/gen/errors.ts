import { errorTable, warningTable, type ErrorCode } from '../../src/base/index.ts';
import { exitCode } from '../../src/cli/exit.ts';
import { markdownTable, type Generated } from './generated.ts';

export function errorsPage(): Generated {
  const rows = (Object.keys(errorTable) as readonly ErrorCode[]).map((code) => [`\`${code}\``, errorTable[code], String(exitCode({ kind: 'failed', code }))]);
  const warnings = Object.entries(warningTable).map(([code, meaning]) => [`\`${code}\``, meaning]);
  const text = `<!-- Made by scripts/gen.ts from src/base/errors.ts and src/cli/exit.ts. -->
# Errors

Every error that stops a command has a code. It is printed at the end of the message, in brackets, and is the \`error.code\` of a line of \`--format jsonl\`. Codes are permanent; messages may change.

${markdownTable(['Code', 'Meaning', 'Exit'], rows)}

What is expected to happen is no error: a file that could not be read is listed as not analysed, a gap is a finding, and a cell that the text does not decide says \`unknown\`.

## Warnings

A report says these with their code, and goes on.

${markdownTable(['Code', 'Meaning'], warnings)}

## Exit codes

${markdownTable(
  ['Exit', 'Meaning'],
  [
    ['0', 'sound: no finding is open, or the thing asked for was shown'],
    ['1', 'a finding is open'],
    ['2', 'a mistake of usage or configuration'],
    ['3', 'not decided: nothing could be read, or no finding is open and a workflow file could not be read'],
    ['70', 'a fault of sealwright'],
  ],
)}

A finding is open when nobody decided on it in \`sealwright.yaml\`, or that decision does not stand, and no \`--baseline\` has it. Those for everyone of severity low or worse count; \`--fail-on\` and \`--audience\` say otherwise. With \`--exit-zero\`, or \`--fail-on never\`, findings give 0; everything else stays. Of several checkouts the gravest outcome decides, in the order 70, 2, 3, 1, 0. Cells that are \`unknown\` do not change the exit code.
`;
  return { path: 'docs/errors.md', text };
}

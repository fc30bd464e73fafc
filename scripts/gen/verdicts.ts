import { hintOf, reasonTable } from '../../src/trust/reason/index.ts';
import { markdownTable, type Generated } from './generated.ts';

const decides = { refused: 'not verified', undecided: 'not decided' } as const;

export function verdictsPage(): Generated {
  const rows = Object.entries(reasonTable).map(([code, { kind, about }]) => [`\`${code}\``, decides[kind], about, hintOf[code as keyof typeof hintOf]]);
  const text = `<!-- Made by scripts/gen.ts from src/trust/reason/. -->
# Reasons of a verdict

\`sealwright verify\` gives each piece of evidence that it does not count a reason with a code. Codes are permanent; messages may change. Where a reason has no better hint of its own, it gives the one of the table. A subject that misses something it was asked for is *not decided* where one of its reasons says so, and *not verified* otherwise. What proves a subject is in [verification.md](verification.md).

${markdownTable(['Code', 'Says', 'Meaning', 'What to do'], rows)}

## Exit codes of verify

${markdownTable(
  ['Exit', 'Meaning'],
  [
    ['0', 'verified: each subject carries all that was asked for'],
    ['1', 'not verified: of one subject at least, something that was asked for was not found or was refused'],
    ['2', 'a mistake of usage or configuration: nothing was verified'],
    ['3', 'not decided: a service, a root or the network kept us from deciding, and no subject was refused; also where nothing was held against anything'],
    ['70', 'a fault of sealwright'],
  ],
)}
`;
  return { path: 'docs/verdicts.md', text };
}

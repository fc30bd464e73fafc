import { command, notRead } from '../command-row.ts';
import type { CommandRow } from '../schema.ts';

/** This program. Its page at the index is not there yet; what its commands do is in docs/cli.md. */
const ours = notRead('https://www.npmjs.com/package/sealwright');

export const sealwrightRows: readonly CommandRow[] = [
  command('sealwright release', ours, {
    flags:
      '--config= --plan --state= --done=* --discard --identity-token= --key= --signer= --signing-config= --trusted-root= --allow-public-log --timeout= --format= --no-colour,--no-color',
    effects: [{ kind: 'runs-tool', tool: 'sealwright', args: '{flags.line}' }],
  }),
];

import { signerOptions } from '../sign/options.ts';
import type { CommandSpec } from '../spec.ts';

export const tagSpec: CommandSpec = {
  name: 'tag',
  summary: 'a new tag of git, signed by a key of SSH or by the identity of the job',
  about:
    'Makes a signed tag, which `verify` takes as git:NAME and git itself as well: with --key by a key of SSH, else by a certificate for the identity of the CI job, in the offline form of gitsign, which keeps the entry of the log in the tag. The signature is verified before a ref names it. A tag that is there is never moved.',
  words: [{ name: 'NAME', about: 'the name of the tag: v1.2.3', required: true, many: false }],
  options: [
    { names: ['commit'], value: 'REV', about: 'the commit that is tagged; default HEAD' },
    { names: ['message'], value: 'TEXT', about: 'what the tag says; default its name' },
    { names: ['push'], value: 'REMOTE', about: 'push it there too; a tag that is there is not moved either' },
    ...signerOptions.filter(({ names }) => names[0] !== 'key' && names[0] !== 'signer'),
    { names: ['key'], value: 'FILE', about: 'sign with this key of SSH; of one that is encrypted, in an agent or on a token ssh-keygen is asked' },
  ],
  examples: [
    { command: 'sealwright tag v1.2.3 --key ~/.ssh/id_ed25519 --push origin', about: 'by a key of SSH, and pushed' },
    { command: 'sealwright tag v1.2.3', about: 'in a job with `id-token: write`: by the identity of its workflow' },
    { command: 'sealwright tag v1.2.3 --commit 1f2e3d4 --message "Lens 1.2.3" --key signing.pem', about: 'another commit, by a key as PEM' },
  ],
};

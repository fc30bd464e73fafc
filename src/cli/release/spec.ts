import { signerOptions } from '../sign/options.ts';
import { noColourOption, type CommandSpec } from '../spec.ts';

export const releaseSpec: CommandSpec = {
  name: 'release',
  summary: 'hash, describe, sign, stage and verify what was built, and only then publish it',
  about:
    'Publishes what release: of sealwright.yaml declares, fail-closed: files and images are frozen, described, signed and staged where nobody sees them under the name of the release; all is verified with the commands that strangers are told; and only then drafts become public and tags are moved, with what nobody takes back last. What was done is written down: run the same command again after a stop, and it goes on from there, and never signs other bytes under the same name. Exit 0 published, 1 something does not verify, 2 a mistake of usage or configuration, 3 stopped, to be gone on with.',
  words: [{ name: 'NAME', about: 'the name of the release, which is its tag: v1.2.3', required: true, many: false }],
  options: [
    { names: ['config'], value: 'FILE', about: 'the configuration; default sealwright.yaml of the current folder' },
    { names: ['plan'], about: 'print what would be done, and do nothing' },
    { names: ['state'], value: 'DIR', about: 'where journals and frozen files are kept; default .sealwright/release beside the configuration' },
    {
      names: ['done'],
      value: 'PACKAGES',
      repeat: true,
      about: 'these packages are at their index already: a run that publishes them is not needed any more; repeatable',
    },
    { names: ['discard'], about: 'give up a release of which nothing is public: its draft is deleted, and its name can be used again' },
    ...signerOptions,
    { names: ['format'], value: 'FORMAT', choices: ['terminal', 'json'], about: 'text, or JSON (schemas/release.schema.json)' },
    noColourOption,
  ],
  examples: [
    { command: 'sealwright release v1.2.3 --plan', about: 'what would be published, and in which steps' },
    { command: 'sealwright release v1.2.3', about: 'in a job with `id-token: write` and `contents: write`: publish; after a stop, go on' },
    {
      command: 'sealwright release v1.2.3 --signing-config lab/signing_config.json --trusted-root lab/trusted_root.json --identity-token token.txt',
      about: 'at a Sigstore of your own',
    },
  ],
};

import type { CommandSpec } from '../spec.ts';

export const labSpec: CommandSpec = {
  name: 'lab',
  summary: 'a Sigstore, a registry and a small GitHub on this machine, to try a release in',
  about:
    'Starts, on loopback alone, all that a keyless release asks: an issuer of tokens as a runner offers it, a certificate authority with its log, transparency logs of both versions, a timestamp authority, a container registry and the part of GitHub that keeps releases and attestations. It prints the environment that points at them, or runs COMMAND with it and ends with its code. Its signatures are real, and nobody believes its keys who was not given its trusted root. Ctrl-C ends it.',
  words: [{ name: 'COMMAND', about: 'after --: what to run with that environment, and its words', required: false, many: true }],
  options: [
    { names: ['rekor'], value: 'VERSION', choices: ['v1', 'v2'], about: 'the log that signers are told to use; default v1, as the public instance' },
    {
      names: ['registry'],
      value: 'KIND',
      choices: ['referrers', 'fallback'],
      about: 'fallback is a registry without the API of referrers, as some still are; default referrers',
    },
    { names: ['state'], value: 'DIR', about: 'keep keys, log entries and what is pushed in this folder; default in memory, gone at the end' },
    { names: ['port'], value: 'N', about: 'the first of nine ports; default those of the folder, or any free ones' },
    { names: ['repo'], value: 'OWNER/REPO', about: 'the repository whose workflow the tokens are for; default acme/lens' },
    { names: ['workflow'], value: 'FILE', about: 'its workflow; default release.yml' },
    { names: ['ref'], value: 'REF', about: 'what it runs for; default refs/tags/v1.2.3' },
    { names: ['visibility'], value: 'WORD', choices: ['public', 'private', 'internal'], about: 'of the repository; default public' },
    { names: ['format'], value: 'FORMAT', choices: ['terminal', 'json'], about: 'of what is printed; default terminal' },
  ],
  examples: [
    { command: 'sealwright lab -- ./release.sh', about: 'run a release script that signs, and leave nothing behind' },
    { command: 'sealwright lab --state lab --port 5000', about: 'a lab that is the same at the next start, at ports that are known' },
    { command: 'sealwright lab --rekor v2 --registry fallback --format json', about: 'what is coming and what is old, for a program' },
  ],
};

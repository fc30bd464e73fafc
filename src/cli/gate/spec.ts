import type { CommandSpec } from '../spec.ts';
import { spec as verifySpec } from '../verify/late.ts';

/** Options of `verify` that a gate has no use for: it takes one subject, is strict, and its output is that of the command. */
const leftOut = new Set(['release', 'strict', 'explain', 'format', 'unsafely-any-artifact']);

export const gateSpec: CommandSpec = {
  name: 'gate',
  summary: 'verify, and only then run a command with what was verified',
  about:
    'Verifies one file or image as `verify` does with `--strict`, and runs the command behind -- only when that says yes. The command gets what was verified and nothing else: an image by its digest, a file as a copy that only this user can reach, in place of each word that names it, and as SEALWRIGHT_SUBJECT with SEALWRIGHT_DIGEST in its environment. Exit 1, 2 or 3 before the command runs; then the code of the command, or 128 and the number of the signal that ended it. Signals are passed on. The verdict goes to standard error.',
  words: [
    { name: 'SUBJECT', about: 'a file, an image reference, or oci-layout:DIR', required: true, many: false },
    { name: '-- COMMAND…', about: 'what to run, with its words', required: true, many: true },
  ],
  options: [
    ...verifySpec.options.filter(({ names }) => !leftOut.has(names[0] ?? '')),
    {
      names: ['unsafely-lenient'],
      about: 'take a policy that leaves the ref open, or any identity, and a trusted root that is old',
    },
  ],
  examples: [
    {
      command:
        'sealwright gate ghcr.io/acme/lens:1.2.3 --repo acme/lens --workflow release.yml --ref refs/tags/v1.2.3 -- docker run --rm ghcr.io/acme/lens:1.2.3 --version',
      about: 'a smoke test that runs the very image that was verified, whatever the tag stands for a moment later',
    },
    {
      command: 'sealwright gate lens-1.2.3.tar.gz --repo acme/lens --ref refs/tags/v1.2.3 -- tar -xzf lens-1.2.3.tar.gz -C /opt/lens',
      about: 'unpack a download after it was verified',
    },
    {
      command: `sealwright gate ghcr.io/acme/lens:1.2.3 --policy policy.yaml --recursive -- sh -c 'kubectl set image deploy/lens lens="$SEALWRIGHT_SUBJECT"'`,
      about: 'a script takes the digest from its environment',
    },
  ],
};

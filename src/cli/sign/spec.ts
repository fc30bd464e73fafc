import { noColourOption, type CommandSpec } from '../spec.ts';
import { signerOptions } from './options.ts';

export const signSpec: CommandSpec = {
  name: 'sign',
  summary: 'sign files and images, without a key of your own or with one',
  about:
    'Signs files and writes a Sigstore bundle beside each, which cosign, gh, sigstore-python and `sealwright verify` take. Images, charts and other artifacts of a registry are signed by digest, with every platform of an index; the bundle is attached to them in the registry, read back and verified. Without --key the identity of the CI job signs, and no key is kept. What was signed is verified before it is written; of several files, none is written before all are signed. What each service is sent: sealwright help docs/signing.',
  words: [{ name: 'SUBJECT', about: 'what to sign: a file, or an image as host/path:tag or host/path@sha256:…', required: true, many: true }],
  options: [
    { names: ['bundle'], value: 'FILE', about: 'where the bundle of the one FILE goes; default FILE.sigstore.json' },
    { names: ['force'], about: 'replace a bundle that is there' },
    { names: ['index-only'], about: 'of an index sign the index alone; by default every platform under it as well' },
    { names: ['legacy'], about: 'sign images also in the form of cosign 1 and 2, under the tag sha256-….sig' },
    ...signerOptions,
    { names: ['format'], value: 'FORMAT', choices: ['terminal', 'json'], about: 'text, or JSON (schemas/signed.schema.json)' },
    noColourOption,
  ],
  examples: [
    {
      command: 'sealwright sign lens-1.2.3.tar.gz',
      about: 'in a job with permissions: id-token: write: lens-1.2.3.tar.gz.sigstore.json, by the identity of its workflow',
    },
    { command: 'sealwright sign ghcr.io/acme/lens:1.2.3 --format json', about: 'an image with all its platforms, and what became of each as JSON' },
    {
      command: 'sealwright sign lens-1.2.3.tar.gz --key release.pem --signing-config ours.json --trusted-root our-root.json',
      about: 'with a key of your own, logged and stamped by services of your own',
    },
  ],
};

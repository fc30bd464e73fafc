import { SealwrightError } from '../../base/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import type { CommandSpec } from '../spec.ts';

export const spec: CommandSpec = {
  name: 'conformance',
  summary: 'the command line that the conformance suite of Sigstore clients asks for',
  about: 'Verifies one bundle as the suite sigstore/sigstore-conformance calls clients. For people there is `sealwright verify`.',
  words: [
    { name: 'verify-bundle', about: 'what to do', required: true, many: false },
    { name: 'FILE_OR_DIGEST', about: 'the artifact, or its digest as sha256:HEX', required: true, many: false },
  ],
  options: [
    { names: ['bundle'], value: 'FILE', about: 'the bundle' },
    { names: ['certificate-identity'], value: 'IDENTITY', about: 'the identity that must have signed' },
    { names: ['certificate-oidc-issuer'], value: 'URL', about: 'the issuer that must have vouched for it' },
    { names: ['key'], value: 'FILE', about: 'the public key that must have signed, instead of an identity' },
    { names: ['trusted-root'], value: 'FILE', about: 'whom to believe; default the embedded public-good root' },
    { names: ['staging'], about: "believe Sigstore's staging instance instead" },
  ],
  examples: [{ command: 'sealwright conformance verify-bundle --bundle b.json --key k.pub sha256:…', about: 'a bundle by key, of a digest' }],
};

export interface ConformanceOptions {
  readonly kind: 'conformance';
  readonly bundle: string;
  readonly signer: { readonly kind: 'key'; readonly file: string } | { readonly kind: 'identity'; readonly identity: string; readonly issuer: string };
  readonly root: { readonly kind: 'file'; readonly file: string } | { readonly kind: 'production' | 'staging' };
  readonly artifact: { readonly kind: 'digest'; readonly sha256: string } | { readonly kind: 'file'; readonly file: string };
}

/** Reads the words after `conformance`. Pure. */
export function parse(argv: readonly string[]): ConformanceOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const fail = (message: string): UsageError => ({ kind: 'usage', message, hint: 'sealwright help conformance' });
  const [verb, subject = ''] = read.words;
  if (verb !== 'verify-bundle') return fail('conformance knows verify-bundle alone');
  const value = (name: string): string | undefined => read.options.get(name)?.[0];
  const [bundle, identity, issuer, key, rootFile] = ['bundle', 'certificate-identity', 'certificate-oidc-issuer', 'key', 'trusted-root'].map(value);
  if (bundle === undefined) return fail('verify-bundle needs --bundle');
  let signer: ConformanceOptions['signer'];
  if (key !== undefined && identity === undefined && issuer === undefined) signer = { kind: 'key', file: key };
  else if (key === undefined && identity !== undefined && issuer !== undefined) signer = { kind: 'identity', identity, issuer };
  else return fail('verify-bundle needs --certificate-identity and --certificate-oidc-issuer, or --key alone');
  const staging = read.options.has('staging');
  if (staging && rootFile !== undefined) return fail('--staging and --trusted-root exclude each other');
  const root: ConformanceOptions['root'] = rootFile === undefined ? { kind: staging ? 'staging' : 'production' } : { kind: 'file', file: rootFile };
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(subject)?.[1];
  return { kind: 'conformance', bundle, signer, root, artifact: sha256 === undefined ? { kind: 'file', file: subject } : { kind: 'digest', sha256 } };
}

/** Verifies and says why not; the exit code is what the suite looks at. */
export async function run(options: ConformanceOptions, machine: Machine): Promise<Outcome> {
  const { disk, clock } = await machine.openVerifyPorts();
  const { conform } = await import('../verify/late.ts');
  const result = conform(options, { disk, now: clock.now() });
  if (result.kind === 'unreadable') throw new SealwrightError('USAGE', { message: `${result.file} cannot be read`, hint: 'sealwright help conformance' });
  const { reasons } = result;
  for (const { code, message } of reasons) machine.stderr.write(`${code}: ${message}\n`);
  return { kind: 'verified', subjects: [reasons.length === 0 ? 'verified' : 'not-verified'] };
}

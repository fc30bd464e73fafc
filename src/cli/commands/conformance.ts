import { SealwrightError } from '../../base/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import type { CommandSpec } from '../spec.ts';

export const spec: CommandSpec = {
  name: 'conformance',
  summary: 'the command line that the conformance suite of Sigstore clients asks for',
  about:
    'Verifies or makes one bundle as the suite sigstore/sigstore-conformance calls clients. For people there are `sealwright verify` and `sealwright sign`.',
  words: [
    { name: 'verify-bundle|sign-bundle', about: 'what to do', required: true, many: false },
    { name: 'FILE_OR_DIGEST', about: 'the artifact, or to verify its digest as sha256:HEX', required: true, many: false },
  ],
  options: [
    { names: ['bundle'], value: 'FILE', about: 'the bundle' },
    { names: ['certificate-identity'], value: 'IDENTITY', about: 'the identity that must have signed' },
    { names: ['certificate-oidc-issuer'], value: 'URL', about: 'the issuer that must have vouched for it' },
    { names: ['key'], value: 'FILE', about: 'the public key that must have signed, instead of an identity' },
    { names: ['trusted-root'], value: 'FILE', about: 'whom to believe; default the embedded public-good root' },
    { names: ['staging'], about: "Sigstore's staging instance instead of the public-good one" },
    { names: ['identity-token'], value: 'TOKEN', about: 'to sign: the identity token itself' },
    { names: ['signing-config'], value: 'FILE', about: 'to sign: the services; default those of the embedded public-good config' },
    { names: ['in-toto'], about: 'to sign: the file is an in-toto statement, which goes into an envelope' },
  ],
  examples: [{ command: 'sealwright conformance verify-bundle --bundle b.json --key k.pub sha256:…', about: 'a bundle by key, of a digest' }],
};

type Root = { readonly kind: 'file'; readonly file: string } | { readonly kind: 'production' | 'staging' };

export interface VerifyBundleOptions {
  readonly kind: 'conformance';
  readonly verb: 'verify-bundle';
  readonly bundle: string;
  readonly signer: { readonly kind: 'key'; readonly file: string } | { readonly kind: 'identity'; readonly identity: string; readonly issuer: string };
  readonly root: Root;
  readonly artifact: { readonly kind: 'digest'; readonly sha256: string } | { readonly kind: 'file'; readonly file: string };
}

export interface SignBundleOptions {
  readonly kind: 'conformance';
  readonly verb: 'sign-bundle';
  readonly bundle: string;
  readonly token: string;
  readonly file: string;
  readonly what: 'artifact' | 'statement';
  readonly root: Root;
  readonly services: Root;
}

/** Reads the words after `conformance`. Pure. */
export function parse(argv: readonly string[]): VerifyBundleOptions | SignBundleOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const { options } = read;
  const fail = (message: string): UsageError => ({ kind: 'usage', message, hint: 'sealwright help conformance' });
  const [verb = '', subject = ''] = read.words;
  if (verb !== 'verify-bundle' && verb !== 'sign-bundle') return fail('conformance knows verify-bundle and sign-bundle alone');
  const value = (name: string): string | undefined => options.get(name)?.[0];
  const bundle = value('bundle');
  if (bundle === undefined) return fail(`${verb} needs --bundle`);
  const staging = options.has('staging');
  const from = (file: string | undefined): Root => (file === undefined ? { kind: staging ? 'staging' : 'production' } : { kind: 'file', file });
  const root = from(value('trusted-root'));
  const foreign = (verb === 'sign-bundle' ? verifyingOptions : signingOptions).find((name) => options.has(name));
  if (foreign !== undefined) return fail(`${verb} takes no --${foreign}`);
  if (verb === 'sign-bundle') {
    const token = value('identity-token');
    if (token === undefined) return fail('sign-bundle needs --identity-token');
    const what = options.has('in-toto') ? 'statement' : 'artifact';
    return { kind: 'conformance', verb, bundle, token, file: subject, what, root, services: from(value('signing-config')) };
  }
  const [identity, issuer, key] = ['certificate-identity', 'certificate-oidc-issuer', 'key'].map(value);
  let signer: VerifyBundleOptions['signer'];
  if (key !== undefined && identity === undefined && issuer === undefined) signer = { kind: 'key', file: key };
  else if (key === undefined && identity !== undefined && issuer !== undefined) signer = { kind: 'identity', identity, issuer };
  else return fail('verify-bundle needs --certificate-identity and --certificate-oidc-issuer, or --key alone');
  if (staging && root.kind === 'file') return fail('--staging and --trusted-root exclude each other');
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(subject)?.[1];
  const artifact = sha256 === undefined ? ({ kind: 'file', file: subject } as const) : ({ kind: 'digest', sha256 } as const);
  return { kind: 'conformance', verb, bundle, signer, root, artifact };
}

const verifyingOptions = ['certificate-identity', 'certificate-oidc-issuer', 'key'] as const;
const signingOptions = ['identity-token', 'signing-config', 'in-toto'] as const;

/** Does it and says why not; the exit code is what the suite looks at. */
export async function run(options: VerifyBundleOptions | SignBundleOptions, machine: Machine): Promise<Outcome> {
  if (options.verb === 'verify-bundle') return await verifyBundle(options, machine);
  const { signBundle } = await import('../sign/late.ts');
  return await signBundle(options, machine);
}

async function verifyBundle(options: VerifyBundleOptions, machine: Machine): Promise<Outcome> {
  const { disk, clock } = await machine.openVerifyPorts();
  const { conform } = await import('../verify/late.ts');
  const result = conform(options, { disk, now: clock.now() });
  if (result.kind === 'unreadable') throw new SealwrightError('USAGE', { message: `${result.file} cannot be read`, hint: 'sealwright help conformance' });
  const { reasons } = result;
  for (const { code, message } of reasons) machine.stderr.write(`${code}: ${message}\n`);
  return { kind: 'verified', subjects: [reasons.length === 0 ? 'verified' : 'not-verified'] };
}

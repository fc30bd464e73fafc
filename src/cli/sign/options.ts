import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { printable } from '../../report/index.ts';
import { findToken, visibilityOf, visibilityOfJob, type IdentityToken, type Visibility } from '../../trust/ambient/index.ts';
import type { TrustedRoot } from '../../trust/roots/index.ts';
import {
  createSigner,
  githubConfig,
  guardPrivacy,
  isPublic,
  keyOfProgram,
  noServices,
  readKey,
  type PassedOver,
  type Publishing,
  type Signer,
  type SigningConfig,
  type SigningKey,
} from '../../trust/sign/index.ts';
import type { UsageError } from '../argv.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { OptionSpec } from '../spec.ts';
import { knownRoots, readRoots, withGithubRefreshed } from '../verify/roots.ts';
import { knownServices, readSigningConfig } from './services.ts';

/** The options that every command has that signs. */
export const signerOptions: readonly OptionSpec[] = [
  { names: ['identity-token'], value: 'FILE', about: 'the identity token to sign with; default SIGSTORE_ID_TOKEN, or what the CI system gives this job' },
  { names: ['key'], value: 'FILE', about: 'sign with this private key instead: PEM, also encrypted, or a key that cosign made' },
  {
    names: ['signer'],
    value: 'PROGRAM',
    about: 'sign with the key that this program holds, such as one of a key service (sealwright help docs/signing); --key is then its public key, or left out',
  },
  { names: ['key-password'], value: 'FILE', about: 'the password of that key; default COSIGN_PASSWORD' },
  {
    names: ['signing-config'],
    value: 'FILE',
    about:
      'the services to sign at: a SigningConfig, github for its own instance, or none where a key signs; default SEALWRIGHT_SIGNING_CONFIG, else Sigstore’s public-good instance',
  },
  { names: ['trusted-root'], value: 'FILE', about: 'whom to verify the result against; default SEALWRIGHT_TRUSTED_ROOT, else the public Sigstore and GitHub' },
  { names: ['allow-public-log'], about: 'sign at services that publish what they are sent, also for a repository that is not public' },
  { names: ['timeout'], value: 'SECONDS', about: 'how long each signing may take, and attaching it to an image, with all that is tried again; default 300' },
];

/** What those options say. */
export interface SignerRequest {
  readonly keyFile: string | undefined;
  readonly passwordFile: string | undefined;
  readonly program: string | undefined;
  readonly tokenFile: string | undefined;
  readonly signingConfig: string | undefined;
  readonly trustedRoot: string | undefined;
  readonly publishing: Publishing;
  readonly timeoutMs: number;
  /** Logs of version 1 alone, for what only they can be kept with. */
  readonly logs?: 'version-1';
}

/** Reads them from the options of a command line. Pure. */
export function readSignerOptions(options: ReadonlyMap<string, readonly string[]>): SignerRequest | UsageError {
  const one = (name: string): string | undefined => options.get(name)?.[0];
  const [keyFile, passwordFile, program, tokenFile, timeout] = ['key', 'key-password', 'signer', 'identity-token', 'timeout'].map(one);
  if ((keyFile ?? program) !== undefined && tokenFile !== undefined)
    return {
      kind: 'usage',
      message: `--${keyFile === undefined ? 'signer' : 'key'} and --identity-token exclude each other: one of them signs`,
      hint: 'leave one of them out',
    };
  if (passwordFile !== undefined && (keyFile === undefined || program !== undefined))
    return { kind: 'usage', message: '--key-password is the password of the private key of --key', hint: '--key FILE --key-password FILE' };
  if (timeout !== undefined && !/^[1-9]\d{0,4}$/.test(timeout))
    return { kind: 'usage', message: '--timeout takes a number of seconds from 1 to 99999', hint: '--timeout 300' };
  return {
    keyFile,
    passwordFile,
    program,
    tokenFile,
    signingConfig: one('signing-config'),
    trustedRoot: one('trusted-root'),
    publishing: options.has('allow-public-log') ? 'allowed' : 'private-by-default',
    timeoutMs: timeout === undefined ? limits.signingTimeoutMs : Number(timeout) * 1000,
  };
}

/** A signer, and what there is to say of where it signs. */
export interface OpenedSigner {
  readonly signer: Signer;
  readonly services: SigningConfig;
  readonly roots: readonly TrustedRoot[];
  /** Of the repository whose job this is, as far as its token or its surroundings say. */
  readonly visibility: Visibility;
  /** How long each signing may take, and attaching it. */
  readonly timeoutMs: number;
}

/** The audience of tokens for Sigstore. Source: sigstore/fulcio `docs/oidc.md`. */
const audience = 'sigstore';

/**
 * Opens the signer that the options ask for. Throws what finding a token, reading a key or a signing config and getting a
 * certificate throw, and SIGNING_PRIVATE; nobody was then told anything but the
 * token's issuer and the authority; a mirror may have been asked for what everybody is given.
 */
export async function signerOf(
  request: SignerRequest,
  machine: Machine,
  ports: VerifyPorts,
  {
    before,
  }: {
    /** Sees where is to be signed, and each identity token, before anybody else does; what it throws stops the signing. */
    readonly before?: (about: { readonly services: SigningConfig; readonly token: IdentityToken | undefined }) => void;
  } = {},
): Promise<OpenedSigner> {
  const { timeoutMs } = request;
  const services = withLogs(await servicesOf(request, machine, ports), request.logs);
  const key = await keyFor(request, machine, ports);
  if (key === undefined && services.authorities.length === 0)
    throw new SealwrightError('SIGNING_CONFIG_UNREADABLE', {
      message: `${services.from} has no certificate authority, and no key was given`,
      hint: '--key FILE, or another --signing-config',
    });
  const anotherToken = async (): Promise<IdentityToken> => {
    const token = await tokenOf(request, machine, ports);
    before?.({ services, token });
    return token;
  };
  if (key !== undefined) before?.({ services, token: undefined });
  const first = key === undefined ? await anotherToken() : undefined;
  const ofToken = first === undefined ? 'unknown' : visibilityOf(first);
  const visibility = ofToken === 'unknown' ? visibilityOfJob({ environment: machine.env, readFile: readerOf(ports.disk, limits.maxFileBytes) }) : ofToken;
  guardPrivacy(services, { visibility, by: key === undefined ? 'token' : 'key' }, request.publishing);
  if (visibility === 'unknown' && request.publishing === 'private-by-default' && isPublic(services)) {
    machine.stderr.write(
      'sealwright: nothing says whether the repository is public: the public key and the digests of what is signed are published for good\n',
    );
  }
  const roots = await rootsOf(request, machine, ports);
  let unused = first;
  const token = async (): Promise<IdentityToken> => {
    const next = unused ?? (await anotherToken());
    unused = undefined;
    return next;
  };
  const onPassedOver = ({ why, next }: PassedOver): void => void machine.stderr.write(`sealwright: ${printable(why)}; ${next} is asked in its place\n`);
  const signer = await createSigner(
    { with: key === undefined ? { kind: 'token', token } : { kind: 'key', key }, services, roots, timeoutMs, onPassedOver },
    ports,
  );
  return { signer, services, roots, visibility, timeoutMs };
}

/** The token to sign with. Throws as `findToken`. */
async function tokenOf({ tokenFile, timeoutMs }: SignerRequest, machine: Machine, ports: VerifyPorts): Promise<IdentityToken> {
  const readFile = readerOf(ports.disk, limits.maxIdentityTokenBytes);
  return await findToken({ ...ports, environment: machine.env, readFile }, { audience, file: tokenFile, timeoutMs });
}

function readerOf(disk: Disk, maxBytes: number): (path: string) => string | undefined {
  return (path) => {
    const read = disk.read(path, { maxBytes });
    return read.kind === 'bytes' ? new TextDecoder().decode(read.bytes) : undefined;
  };
}

async function rootsOf({ trustedRoot, signingConfig }: SignerRequest, machine: Machine, ports: VerifyPorts): Promise<readonly TrustedRoot[]> {
  const file = trustedRoot ?? variable(machine, 'SEALWRIGHT_TRUSTED_ROOT');
  if (file !== undefined) return readRoots(ports.disk, [file]);
  const believed = await knownRoots({ network: 'used' }, machine, ports);
  const isGithub = (signingConfig ?? variable(machine, 'SEALWRIGHT_SIGNING_CONFIG')) === 'github';
  const refreshed = isGithub ? await withGithubRefreshed(believed, { network: 'used' }, machine, ports) : undefined;
  return (refreshed ?? believed).roots;
}

async function servicesOf({ signingConfig }: SignerRequest, machine: Machine, ports: VerifyPorts): Promise<SigningConfig> {
  const named = signingConfig ?? variable(machine, 'SEALWRIGHT_SIGNING_CONFIG');
  if (named === undefined) return await knownServices(machine, ports);
  if (named === 'none') return noServices();
  return named === 'github' ? githubConfig(variable(machine, 'GITHUB_SERVER_URL')) : readSigningConfig(named, ports.disk);
}

function withLogs(services: SigningConfig, wanted: SignerRequest['logs']): SigningConfig {
  if (wanted === undefined || services.logs.length === 0) return services;
  const logs = services.logs.filter((one) => one.majorApiVersion === 1);
  if (logs.length > 0) return { ...services, logs };
  throw new SealwrightError('SIGNING_CONFIG_UNREADABLE', {
    message: `${services.from} has no transparency log of version 1, and what is to be written can be kept with no other`,
    hint: 'give one that has such a log with --signing-config FILE; for files and images in the form of today none is needed: without --legacy, PEP 740 and tags of git',
  });
}

/** The key of a file or a program; undefined where neither is named. What is wrong with a file is told, and nothing of it. */
async function keyFor({ keyFile, passwordFile, program }: SignerRequest, machine: Machine, { disk, programs }: VerifyPorts): Promise<SigningKey | undefined> {
  const text = (file: string): string => {
    const read = disk.read(file, { maxBytes: limits.maxKeyringBytes });
    if (read.kind === 'bytes') return new TextDecoder().decode(read.bytes);
    throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
      message: `${file} ${read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : `is not read: ${read.reason}`}`,
      hint: '--key FILE, with a private key as PEM, and --key-password FILE where it is encrypted',
    });
  };
  if (program !== undefined) return await keyOfProgram({ program, programs, publicKeyPem: keyFile === undefined ? undefined : text(keyFile) });
  if (keyFile === undefined) return undefined;
  // An empty password is one: cosign takes it.
  const password = (): string | undefined => (passwordFile === undefined ? machine.env('COSIGN_PASSWORD') : text(passwordFile).replace(/\r?\n$/, ''));
  return readKey({ pem: text(keyFile), from: keyFile, password });
}

function variable(machine: Machine, name: string): string | undefined {
  const value = machine.env(name) ?? '';
  return value === '' ? undefined : value;
}

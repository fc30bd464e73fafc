import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { findToken, type IdentityToken, type Visibility } from '../../trust/ambient/index.ts';
import type { TrustedRoot } from '../../trust/roots/index.ts';
import {
  createSigner,
  githubConfig,
  guardPrivacy,
  isPublic,
  keyOfPem,
  publicGoodConfig,
  type Publishing,
  type Signer,
  type SigningConfig,
  type SigningKey,
} from '../../trust/sign/index.ts';
import type { UsageError } from '../argv.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import type { OptionSpec } from '../spec.ts';
import { knownRoots, readRoots } from '../verify/roots.ts';
import { readSigningConfig } from './services.ts';

/** The options that every command has that signs. */
export const signerOptions: readonly OptionSpec[] = [
  { names: ['identity-token'], value: 'FILE', about: 'the identity token to sign with; default SIGSTORE_ID_TOKEN, or what the CI system gives this job' },
  { names: ['key'], value: 'FILE', about: 'sign with this private key instead: PEM' },
  {
    names: ['signing-config'],
    value: 'FILE',
    about: 'the services to sign at: a SigningConfig, or github for its own instance; default SEALWRIGHT_SIGNING_CONFIG, else Sigstore’s public-good instance',
  },
  { names: ['trusted-root'], value: 'FILE', about: 'whom to verify the result against; default SEALWRIGHT_TRUSTED_ROOT, else the public Sigstore and GitHub' },
  { names: ['allow-public-log'], about: 'sign at services that publish what they are sent, also for a repository that is not public' },
  { names: ['timeout'], value: 'SECONDS', about: 'how long each signing may take, with all that is tried again; default 300' },
];

/** What those options say. */
export interface SignerRequest {
  readonly keyFile: string | undefined;
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
  const [keyFile, tokenFile, timeout] = [one('key'), one('identity-token'), one('timeout')];
  if (keyFile !== undefined && tokenFile !== undefined)
    return { kind: 'usage', message: '--key and --identity-token exclude each other: one of them signs', hint: 'leave one of them out' };
  if (timeout !== undefined && !/^[1-9]\d{0,4}$/.test(timeout))
    return { kind: 'usage', message: '--timeout takes a number of seconds from 1 to 99999', hint: '--timeout 300' };
  return {
    keyFile,
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
  /** Of the repository whose job this is, as far as the token says; undefined with a key. */
  readonly visibility: Visibility | undefined;
}

/** The audience of tokens for Sigstore. Source: sigstore/fulcio `docs/oidc.md`. */
const audience = 'sigstore';

/**
 * Opens the signer that the options ask for. Throws what finding a token, reading a key or a signing config and getting a
 * certificate throw, and SIGNING_PRIVATE; nobody was then told anything but the token's issuer and the authority.
 */
export async function signerOf(request: SignerRequest, machine: Machine, ports: VerifyPorts): Promise<OpenedSigner> {
  const { keyFile, timeoutMs } = request;
  const services = withLogs(readServices(request, machine, ports.disk), request.logs);
  const key = keyFile === undefined ? undefined : readSigningKey(keyFile, ports.disk);
  const first = key === undefined ? await tokenOf(request, machine, ports) : undefined;
  const visibility = first === undefined ? undefined : guardPrivacy(services, first, request.publishing);
  const roots = await rootsOf(request, machine, ports);
  let unused = first;
  const token = async (): Promise<IdentityToken> => {
    const next = unused ?? (await tokenOf(request, machine, ports));
    unused = undefined;
    return next;
  };
  const signer = await createSigner({ with: key === undefined ? { kind: 'token', token } : { kind: 'key', key }, services, roots, timeoutMs }, ports);
  return { signer, services, roots, visibility };
}

/** What a person is to know before the first signature: where it goes, and who will see it. */
export function signingNote({ services, visibility }: Pick<OpenedSigner, 'services' | 'visibility'>): string | undefined {
  if (!isPublic(services)) return undefined;
  if (visibility === 'unknown')
    return 'the identity token does not say whether the repository is public: its identity and the digests of what is signed are published for good';
  if (visibility === undefined) return 'the public key, and the digests of what is signed, are published for good';
  return undefined;
}

/** The token to sign with. Throws as `findToken`. */
async function tokenOf({ tokenFile, timeoutMs }: SignerRequest, machine: Machine, ports: VerifyPorts): Promise<IdentityToken> {
  const readFile = (path: string): string | undefined => {
    const read = ports.disk.read(path, { maxBytes: limits.maxIdentityTokenBytes });
    return read.kind === 'bytes' ? new TextDecoder().decode(read.bytes) : undefined;
  };
  return await findToken({ ...ports, environment: machine.env, readFile }, { audience, file: tokenFile, timeoutMs });
}

async function rootsOf({ trustedRoot }: SignerRequest, machine: Machine, ports: VerifyPorts): Promise<readonly TrustedRoot[]> {
  const file = trustedRoot ?? variable(machine, 'SEALWRIGHT_TRUSTED_ROOT');
  if (file !== undefined) return readRoots(ports.disk, [file]);
  return (await knownRoots({ network: 'used' }, machine, ports)).roots;
}

function readServices({ signingConfig }: SignerRequest, machine: Machine, disk: Disk): SigningConfig {
  const named = signingConfig ?? variable(machine, 'SEALWRIGHT_SIGNING_CONFIG');
  if (named === undefined) return publicGoodConfig();
  if (named === 'github') return githubConfig();
  return readSigningConfig(named, disk);
}

function withLogs(services: SigningConfig, wanted: SignerRequest['logs']): SigningConfig {
  if (wanted === undefined || services.logs.length === 0) return services;
  const logs = services.logs.filter((one) => one.majorApiVersion === 1);
  if (logs.length > 0) return { ...services, logs };
  throw new SealwrightError('SIGNING_CONFIG_UNREADABLE', {
    message: `${services.from} has no transparency log of version 1, and cosign 1 and 2 know no other`,
    hint: 'leave --legacy out, or give another with --signing-config FILE',
  });
}

function readSigningKey(path: string, disk: Disk): SigningKey {
  const read = disk.read(path, { maxBytes: limits.maxKeyringBytes });
  if (read.kind !== 'bytes')
    throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
      message: `${path} ${read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : `is not read: ${read.reason}`}`,
      hint: '--key FILE, with a private key as PEM',
    });
  return keyOfPem(new TextDecoder().decode(read.bytes), path);
}

function variable(machine: Machine, name: string): string | undefined {
  const value = machine.env(name) ?? '';
  return value === '' ? undefined : value;
}

import type { Clock } from '../base/index.ts';
import { createAuthority, type AuthorityChain, type KeptCertificates } from './ca/authority.ts';
import { createCtLog, type CtLog } from './ca/ct-log.ts';
import { makeKey, type KeyAlgorithm } from './keys.ts';
import { createLog, fillLog, type TransparencyLog } from './log/log.ts';
import type { NoteSigner } from './log/note.ts';
import { createTimestampAuthority, type TimestampAuthority } from './tsa/authority.ts';

/** Where the services of an instance are; what a trusted root and a signing config name. */
export interface SigstoreUrls {
  readonly fulcio: string;
  readonly ctLog: string;
  readonly rekorV1: string;
  readonly rekorV2: string;
  /** Complete, with its path. */
  readonly tsa: string;
  readonly oidc: string;
}

export interface SigstoreOptions {
  /** All keys but RSA ones follow from it. */
  readonly seed?: string;
  readonly clock: Clock;
  /** `github` is as GitHub's own instance: no transparency log, no certificate log, timestamps. */
  readonly kind?: 'public' | 'github';
  readonly urls?: Partial<SigstoreUrls>;
  /** Milliseconds since 1970 from which its services are trusted; a year before the clock's time where it is left out. */
  readonly since?: number;
  /** Certificates of an earlier start with the same seed. */
  readonly kept?: KeptCertificates;
  /** Of the logs, certificate logs and authorities; ECDSA P-256 and P-384, and Ed25519 for Rekor v2, where it is left out. */
  readonly algorithms?: {
    readonly ca?: KeyAlgorithm;
    readonly ctLog?: Exclude<KeyAlgorithm, 'ed25519'>;
    readonly rekorV1?: KeyAlgorithm;
    readonly rekorV2?: KeyAlgorithm;
    readonly tsa?: KeyAlgorithm;
  };
}

/** A whole Sigstore in process: its keys, certificates and logs are real, and nobody else trusts them. */
export interface Sigstore {
  readonly kind: 'public' | 'github';
  readonly seed: string;
  readonly clock: Clock;
  readonly urls: SigstoreUrls;
  /** Milliseconds since 1970 from which its services are trusted. */
  readonly since: number;
  readonly until: number;
  readonly organization: string;
  readonly ca: AuthorityChain;
  readonly ctLog: CtLog;
  readonly rekorV1: TransparencyLog;
  readonly rekorV2: TransparencyLog;
  readonly tsa: TimestampAuthority;
  /** A number that no other call got, for keys of their own. */
  readonly next: () => number;
}

const day = 86_400_000;

/** A year before the clock's time, in milliseconds since 1970. */
export function sinceOf(clock: Clock): number {
  return Math.floor(clock.now() / 1000) * 1000 - 365 * day;
}

/** Builds an instance; the same seed and clock give the same keys and certificates, but not the same ECDSA signatures. */
export function createSigstore(options: SigstoreOptions): Sigstore {
  const { seed = 'lab', clock, kind = 'public', algorithms = {} } = options;
  const urls: SigstoreUrls = {
    fulcio: 'https://fulcio.lab.test',
    ctLog: 'https://ctfe.lab.test/log',
    rekorV1: 'https://rekor.lab.test',
    rekorV2: 'https://log2025.rekor.lab.test',
    tsa: 'https://timestamp.lab.test/api/v1/timestamp',
    oidc: 'https://oauth2.lab.test/auth',
    ...options.urls,
  };
  const since = options.since ?? sinceOf(clock);
  const until = since + 10 * 365 * day;
  const organization = kind === 'github' ? 'GitHub, Inc.' : 'sigstore.dev';
  const key = (name: string, algorithm: KeyAlgorithm): ReturnType<typeof makeKey> => makeKey({ seed: `${seed} ${name}`, algorithm });
  const witness: NoteSigner = { name: 'witness.lab.test', key: key('witness', 'ed25519'), as: 'witness' };
  const rekorV1 = createLog({ generation: 'v1', url: urls.rekorV1, key: key('rekor v1', algorithms.rekorV1 ?? 'p256') });
  const rekorV2 = createLog({ generation: 'v2', url: urls.rekorV2, key: key('rekor v2', algorithms.rekorV2 ?? 'ed25519'), witnesses: [witness] });
  for (const log of [rekorV1, rekorV2]) fillLog(log, { count: 3, at: since });
  let count = 0;
  const of = { organization, notBefore: since, notAfter: until, ...(options.kept === undefined ? {} : { kept: options.kept, epoch: clock.now() }) };
  return {
    kind,
    seed,
    clock,
    urls,
    since,
    until,
    organization,
    ca: createAuthority({ ...of, seed: `${seed} ca`, purpose: 'code-signing', algorithm: algorithms.ca ?? 'p384' }),
    // Logs of certificates sign over SHA-256, whatever their key. Source: RFC 6962 section 2.1.4.
    ctLog: createCtLog({ key: makeKey({ seed: `${seed} ct log`, algorithm: algorithms.ctLog ?? 'p256', hash: 'sha256' }), url: urls.ctLog }),
    rekorV1,
    rekorV2,
    tsa: createTimestampAuthority({ ...of, seed: `${seed} tsa`, url: urls.tsa, algorithm: algorithms.tsa ?? 'p256' }),
    next: () => count++,
  };
}

import type { Clock } from '../base/index.ts';
import type { KeptCertificates } from './ca/authority.ts';
import type { WorkflowRun } from './ca/identity.ts';
import { base64 } from './canonical.ts';
import { startService, type Handler, type RememberingService, type Service } from './http/server.ts';
import { labClock, once, type LabMemory } from './memory.ts';
import { ctHandler } from './services/ct.ts';
import { fulcioHandler } from './services/fulcio.ts';
import { startOidc, type OidcIssuer } from './services/oidc.ts';
import { rekorV1Handler } from './services/rekor-v1.ts';
import { rekorV2Handler } from './services/rekor-v2.ts';
import { tsaHandler } from './services/tsa.ts';
import { createTuf, type TufRepository } from './services/tuf.ts';
import { createSigstore, sinceOf, type Sigstore, type SigstoreOptions } from './sigstore.ts';
import { clientTrustConfigOf, signingConfigOf, trustedRootOf, type SigningConfigJson, type TrustedRootJson } from './trusted-root.ts';

export interface LabOptions {
  readonly clock: Clock;
  readonly seed?: string;
  readonly kind?: 'public' | 'github';
  readonly algorithms?: SigstoreOptions['algorithms'];
  /** The workflow run whose tokens the runner's endpoint gives. */
  readonly run?: WorkflowRun;
  /** What tokens say who issued them; the address of the lab's issuer where it is left out, which real services look for. */
  readonly issuer?: string;
  /** By service; any free port where one is left out. */
  readonly ports?: Readonly<Partial<Record<LabService, number>>>;
  /** Keys and log entries of earlier starts, and where those of this one go. */
  readonly memory?: LabMemory;
}

/** The services of an instance that a signer or verifier asks. */
export type LabService = 'fulcio' | 'ct-log' | 'rekor-v1' | 'rekor-v2' | 'tsa' | 'oidc' | 'tuf';

/** A Sigstore over HTTP on loopback, each service on a port of its own. */
export interface Lab {
  readonly sigstore: Sigstore;
  readonly fulcio: Service;
  readonly ctLog: Service;
  readonly rekorV1: Service;
  readonly rekorV2: Service;
  readonly tsa: Service;
  readonly oidc: OidcIssuer;
  readonly tuf: Service & Pick<TufRepository, 'root' | 'publish' | 'withdraw' | 'rotate'>;
  /** A host of somebody else: what it is asked should hold no secret. */
  readonly stranger: Service;
  readonly trustedRoot: TrustedRootJson;
  readonly signingConfig: (options?: { readonly log: 'v1' | 'v2' }) => SigningConfigJson;
  readonly clientTrustConfig: (options?: { readonly log: 'v1' | 'v2' }) => object;
  readonly close: () => Promise<void>;
}

/** Starts the services of an instance: all, or none where one cannot be started, which is thrown. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const started: Service[] = [];
  try {
    return await startServices(options, started);
  } catch (error) {
    await Promise.all(started.map((one) => one.close()));
    throw error;
  }
}

async function startServices(options: LabOptions, started: Service[]): Promise<Lab> {
  const { seed = 'lab', run, memory, issuer, ports = {} } = options;
  const clock = labClock(options.clock);
  const made: { sigstore?: Sigstore } = {};
  const sigstore = (): Sigstore => {
    if (made.sigstore === undefined) throw new Error('the lab was asked before all of its addresses were known');
    return made.sigstore;
  };
  const stranger = await startService({ handle: () => () => ({ status: 200, body: '{}' }) });
  started.push(stranger);
  const at = (name: LabService): { readonly port?: number } => (ports[name] === undefined ? {} : { port: ports[name] });
  const start = async (name: LabService, handle: Handler): Promise<RememberingService> => {
    const diary = memory !== undefined && (name === 'rekor-v1' || name === 'rekor-v2') ? { diary: { pages: memory.diary(name), clock } } : {};
    const service = await startService({ handle: () => handle, elsewhere: stranger.url, ...at(name), ...diary });
    started.push(service);
    return service;
  };
  const oidc = await startOidc({
    seed,
    clock,
    elsewhere: stranger.url,
    ...at('oidc'),
    ...(run === undefined ? {} : { run }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(memory === undefined ? {} : { memory }),
  });
  started.push(oidc);
  const tufRepository = createTuf({ sigstore });
  const fulcio = await start('fulcio', fulcioHandler({ sigstore, readToken: (token) => oidc.read(token) }));
  const ctLog = await start('ct-log', ctHandler({ sigstore, prefix: '/log' }));
  const rekorV1 = await start('rekor-v1', rekorV1Handler({ sigstore }));
  const rekorV2 = await start('rekor-v2', rekorV2Handler({ sigstore }));
  const tsa = await start('tsa', tsaHandler({ sigstore }));
  const tuf = await start('tuf', tufRepository.handle);
  made.sigstore = createSigstore({
    seed,
    clock,
    kind: options.kind ?? 'public',
    urls: {
      fulcio: fulcio.url,
      ctLog: `${ctLog.url}/log`,
      rekorV1: rekorV1.url,
      rekorV2: rekorV2.url,
      tsa: `${tsa.url}/api/v1/timestamp`,
      oidc: oidc.url,
    },
    ...(options.algorithms === undefined ? {} : { algorithms: options.algorithms }),
    ...(memory === undefined ? {} : { since: Number(once(memory, 'since', () => String(sinceOf(clock)))), kept: keptCertificates(memory) }),
  });
  for (const log of [rekorV1, rekorV2]) await log.recall();
  return {
    sigstore: made.sigstore,
    fulcio,
    ctLog,
    rekorV1,
    rekorV2,
    tsa,
    oidc,
    tuf: { ...tuf, root: tufRepository.root, publish: tufRepository.publish, withdraw: tufRepository.withdraw, rotate: tufRepository.rotate },
    stranger,
    trustedRoot: trustedRootOf(made.sigstore),
    signingConfig: (of) => signingConfigOf(sigstore(), of),
    clientTrustConfig: (of) => clientTrustConfigOf(sigstore(), of),
    close: async () => {
      await Promise.all(started.map((service) => service.close()));
    },
  };
}

/** Certificates in a memory, as base64 of DER: signed again they would be other ones. */
function keptCertificates(memory: LabMemory): KeptCertificates {
  return (name, make) => {
    const kept = once(memory, `${name} certificates`, () => make().map(base64).join('\n'));
    return kept.split('\n').map((one) => Buffer.from(one, 'base64'));
  };
}

import type { Clock } from '../base/index.ts';
import type { WorkflowRun } from './ca/identity.ts';
import { startService, type Handler, type Service } from './http/server.ts';
import { ctHandler } from './services/ct.ts';
import { fulcioHandler } from './services/fulcio.ts';
import { startOidc, type OidcIssuer } from './services/oidc.ts';
import { rekorV1Handler } from './services/rekor-v1.ts';
import { rekorV2Handler } from './services/rekor-v2.ts';
import { tsaHandler } from './services/tsa.ts';
import { createTuf, type TufRepository } from './services/tuf.ts';
import { createSigstore, type Sigstore, type SigstoreOptions } from './sigstore.ts';
import { clientTrustConfigOf, signingConfigOf, trustedRootOf, type SigningConfigJson, type TrustedRootJson } from './trusted-root.ts';

export interface LabOptions {
  readonly clock: Clock;
  readonly seed?: string;
  readonly kind?: 'public' | 'github';
  readonly algorithms?: SigstoreOptions['algorithms'];
  /** The workflow run whose tokens the runner's endpoint gives. */
  readonly run?: WorkflowRun;
}

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

/** Starts the services of an instance. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const { clock, seed = 'lab', run } = options;
  const made: { sigstore?: Sigstore } = {};
  const sigstore = (): Sigstore => {
    if (made.sigstore === undefined) throw new Error('the lab was asked before all of its addresses were known');
    return made.sigstore;
  };
  const stranger = await startService({ handle: () => () => ({ status: 200, body: '{}' }) });
  const start = (handle: Handler): Promise<Service> => startService({ handle: () => handle, elsewhere: stranger.url });
  const oidc = await startOidc({ seed, clock, elsewhere: stranger.url, ...(run === undefined ? {} : { run }) });
  const tufRepository = createTuf({ sigstore });
  const fulcio = await start(fulcioHandler({ sigstore, readToken: (token) => oidc.read(token) }));
  const ctLog = await start(ctHandler({ sigstore, prefix: '/log' }));
  const rekorV1 = await start(rekorV1Handler({ sigstore }));
  const rekorV2 = await start(rekorV2Handler({ sigstore }));
  const tsa = await start(tsaHandler({ sigstore }));
  const tuf = await start(tufRepository.handle);
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
  });
  const services = [fulcio, ctLog, rekorV1, rekorV2, tsa, oidc, tuf, stranger];
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
      await Promise.all(services.map((service) => service.close()));
    },
  };
}

import type { Clock } from '../base/index.ts';
import { githubClaims, githubIssuer, type WorkflowRun } from './ca/identity.ts';
import type { Service } from './http/server.ts';
import { labClock, once, type LabMemory } from './memory.ts';
import { startGithub, type Github } from './places/github.ts';
import { startRegistry, type Registry } from './places/registry.ts';
import { startLab, type Lab, type LabService } from './start.ts';

/** Every service of a whole lab, in the order in which they take their ports. */
export const wholeLabServices = ['registry', 'github', 'oidc', 'fulcio', 'rekor-v1', 'rekor-v2', 'tsa', 'ct-log', 'tuf'] as const;
export type WholeLabService = (typeof wholeLabServices)[number];

export interface WholeLabOptions {
  readonly clock: Clock;
  /** All keys but the one of tokens follow from it; a secret where the lab is to be nobody else's. Kept in the memory, whose own counts. */
  readonly seed: string;
  /** The log that signers are told to use; verifiers believe both. Version 1 where it is left out, as with the public instance. */
  readonly log?: 'v1' | 'v2';
  readonly referrers?: 'api' | 'none';
  /** The workflow run whose tokens are given. */
  readonly run?: WorkflowRun;
  /** The first of nine ports one after the other; where it is left out those of the memory, or any free ones. */
  readonly firstPort?: number;
  readonly memory?: LabMemory;
}

/** A Sigstore, a container registry and a small GitHub: all that a release needs, on loopback. */
export interface WholeLab {
  readonly lab: Lab;
  readonly registry: Registry;
  readonly github: Github;
  readonly urls: Readonly<Record<WholeLabService, string>>;
  /** What a step of a job finds in its environment, as far as it is not about files. */
  readonly environment: Readonly<Record<string, string>>;
  /** Texts by the name of the file that they are for. */
  readonly files: Readonly<Record<WholeLabFile, string>>;
  readonly close: () => Promise<void>;
}

export type WholeLabFile = 'signing-config.json' | 'trusted-root.json' | 'client-trust-config.json' | 'tuf-root.json';

/** A port that something else listens on. */
export class PortTaken extends Error {
  readonly port: number;
  readonly service: WholeLabService;

  constructor(taken: { readonly port: number; readonly service: WholeLabService; readonly cause: unknown }) {
    super(`port ${taken.port} is taken`, { cause: taken.cause });
    this.port = taken.port;
    this.service = taken.service;
  }
}

const githubToken = 'a-token-of-the-lab-for-its-own-github';

/** Starts all services. Tokens say that GitHub issued them, so that what is signed here verifies by the words that production takes. Throws PortTaken. */
export async function startWholeLab(options: WholeLabOptions): Promise<WholeLab> {
  const { memory, run = {}, log = 'v1' } = options;
  const seed = once(memory, 'seed', () => options.seed);
  const clock = labClock(options.clock);
  const portOf = (name: WholeLabService): number | undefined => {
    const kept = memory?.read(`port ${name}`);
    return options.firstPort === undefined ? (kept === undefined ? undefined : Number(kept)) : options.firstPort + wholeLabServices.indexOf(name);
  };
  const at = (name: WholeLabService): { readonly port?: number } => {
    const port = portOf(name);
    return port === undefined ? {} : { port };
  };
  const diary = (name: WholeLabService): Pick<Parameters<typeof startRegistry>[0] & object, 'diary'> =>
    memory === undefined ? {} : { diary: { pages: memory.diary(name), clock } };
  const started: { readonly close: () => Promise<void> }[] = [];
  try {
    const registry = await startRegistry({ referrers: options.referrers ?? 'api', ...at('registry'), ...diary('registry') });
    started.push(registry);
    const github = await startGithub({ token: githubToken, ...at('github'), ...diary('github') });
    started.push(github);
    // What a run is for is there before it.
    const { ref = '', repository = '' } = githubClaims(run);
    if (ref.startsWith('refs/tags/')) github.tag(repository, ref.slice('refs/tags/'.length));
    const lab = await startLab({
      clock: options.clock,
      seed,
      run,
      issuer: githubIssuer,
      ports: Object.fromEntries(ofSigstore.flatMap((name) => (portOf(name) === undefined ? [] : [[name, portOf(name)]]))),
      ...(memory === undefined ? {} : { memory }),
    });
    started.push(lab);
    const services: Readonly<Record<WholeLabService, Service>> = {
      registry,
      github,
      oidc: lab.oidc,
      fulcio: lab.fulcio,
      'rekor-v1': lab.rekorV1,
      'rekor-v2': lab.rekorV2,
      tsa: lab.tsa,
      'ct-log': lab.ctLog,
      tuf: lab.tuf,
    };
    const urls = Object.fromEntries(wholeLabServices.map((name) => [name, services[name].url])) as Record<WholeLabService, string>;
    for (const name of wholeLabServices) memory?.keep(`port ${name}`, new URL(urls[name]).port);
    const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
    return {
      lab,
      registry,
      github,
      urls,
      environment: { ...lab.oidc.runnerEnvironment, ...jobEnvironment(run), GITHUB_API_URL: github.url, GITHUB_TOKEN: githubToken },
      files: {
        'signing-config.json': json(lab.signingConfig({ log })),
        'trusted-root.json': json(lab.trustedRoot),
        'client-trust-config.json': json(lab.clientTrustConfig({ log })),
        'tuf-root.json': lab.tuf.root(),
      },
      close: async () => {
        await Promise.all(started.map((one) => one.close()));
      },
    };
  } catch (error) {
    await Promise.all(started.map((one) => one.close()));
    const port = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error ? Number(error.port) : undefined;
    const service = wholeLabServices.find((name) => port !== undefined && portOf(name) === port);
    throw port === undefined || service === undefined ? error : new PortTaken({ port, service, cause: error });
  }
}

const ofSigstore: readonly LabService[] = ['oidc', 'fulcio', 'rekor-v1', 'rekor-v2', 'tsa', 'ct-log', 'tuf'];

/** What a runner tells a job of its run. Source: GitHub's documentation of variables, "Default environment variables". */
function jobEnvironment(run: WorkflowRun): Readonly<Record<string, string>> {
  const claims = githubClaims(run);
  const of = (name: string): string => claims[name] ?? '';
  return {
    GITHUB_SERVER_URL: run.server ?? 'https://github.com',
    GITHUB_REPOSITORY: of('repository'),
    GITHUB_REF: of('ref'),
    GITHUB_REF_NAME: of('ref').replace(/^refs\/(?:tags|heads)\//, ''),
    GITHUB_REF_TYPE: of('ref_type'),
    GITHUB_SHA: of('sha'),
    GITHUB_EVENT_NAME: of('event_name'),
    GITHUB_RUN_ID: of('run_id'),
    GITHUB_RUN_ATTEMPT: of('run_attempt'),
  };
}

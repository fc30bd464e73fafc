import { apiOf, type GitHubOptions } from '../../registry/github/index.ts';
import { openSubjects, type FindOptions, type FoundSubject, type Subjects } from '../../subjects/index.ts';
import type { Demand } from '../../trust/judge/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { plainAddress, tokenFor } from '../online.ts';
import { believesOthers, type VerifyOptions } from './options.ts';
import { registryOptions } from './registries.ts';

export interface Finders {
  /** Looks at what lies at hand, or where the subject is kept. */
  readonly subjects: Subjects;
  /** What services would add: the repository that must have signed, its attestations; the public log, entries of evidence that brings none. */
  readonly services: (demands: readonly Demand[]) => Services;
}

/** Services that may have more evidence. */
export interface Services {
  /** The host whose attestations, and the log whose entries, are of use; undefined where nobody is asked for them, whatever may be asked. */
  readonly attestations: string | undefined;
  readonly log: string | undefined;
  /** Undefined with `--offline`, and where there is nobody to ask. */
  readonly subjects: Subjects | undefined;
}

/** Opens where subjects and evidence are looked for. */
export function openFinders(options: VerifyOptions, machine: Machine, ports: VerifyPorts, onQuestion: (asked: number) => void): Finders {
  const found: FindOptions = {
    network: options.network,
    bundles: options.bundles,
    rekorEntries: options.rekorEntries,
    platforms: options.platforms,
    registry: registryOptions(machine, ports),
    github: githubOptions(machine, 'github.com'),
    npm: plainAddress(machine.env('NPM_CONFIG_REGISTRY') ?? machine.env('npm_config_registry') ?? '') ?? 'https://registry.npmjs.org',
    pypi: 'https://pypi.org',
    onQuestion,
  };
  const opened = new Map<string, Subjects>();
  return {
    subjects: openSubjects(ports, found),
    services: (demands) => {
      const place = options.bundles.length > 0 ? undefined : repositoryOf(demands);
      // Of what is signed for a private deployment the public log is told nothing.
      const rekor = believesOthers(options) ? {} : { rekor: publicLog };
      const services = { attestations: place === undefined ? undefined : `${place.host}/${place.owner}/${place.repo}`, log: rekor.rekor };
      if (options.network === 'offline' || (place === undefined && rekor.rekor === undefined)) return { ...services, subjects: undefined };
      const key = services.attestations ?? '';
      const attestations = place === undefined ? {} : { attestations: { of: place, options: githubOptions(machine, place.host) } };
      const earlier = opened.get(key) ?? openSubjects(ports, { ...found, ...attestations, ...rekor });
      opened.set(key, earlier);
      return { ...services, subjects: earlier };
    },
  };
}

/** The log of Sigstore's public-good instance that can be searched. Source: sigstore/rekor `openapi.yaml`, retrieve. */
const publicLog = 'https://rekor.sigstore.dev';

/** The repository whose workflows must have signed: its own attestations are kept with it. */
function repositoryOf(demands: readonly Demand[]): { readonly host: string; readonly owner: string; readonly repo: string } | undefined {
  for (const { policy } of demands) {
    if (policy.signer.kind !== 'certificate') continue;
    const { sourceRepositoryUri: source } = policy.signer.extensions;
    const { identity } = policy.signer;
    const text = source !== undefined && 'text' in source ? source.text : 'text' in identity ? identity.text : '';
    const [, host, owner, repo] = /^https:\/\/([^/]+)\/([\w-]+)\/([\w.-]+)(?:$|\/\.github\/workflows\/)/.exec(text) ?? [];
    if (host !== undefined && owner !== undefined && repo !== undefined && source !== undefined) return { host, owner, repo };
    if ((host === 'github.com' || host?.endsWith('.ghe.com') === true) && owner !== undefined && repo !== undefined) return { host, owner, repo };
  }
  return undefined;
}

export function githubOptions(machine: Machine, host: string): GitHubOptions {
  const isRunner = machine.env('GITHUB_SERVER_URL')?.replace(/\/+$/, '') === `https://${host}`;
  const ofRunner = isRunner ? plainAddress(machine.env('GITHUB_API_URL') ?? '') : undefined;
  const api = ofRunner ?? apiOf(host);
  return { api, token: tokenFor(machine, api, ofRunner) };
}

/** The name that a policy file knows a subject by: a file's own name, an image without tag and digest. */
export function policyNameOf({ name }: Pick<FoundSubject, 'name'>, { disk }: VerifyPorts): string {
  const file = /^pkg:github\/[^?]*\?(?:.*&)?file_name=([^&]*)/.exec(name)?.[1];
  if (file !== undefined) return decodeURIComponent(file);
  const layout = /^(?:oci-layout|oci-archive|docker-archive):(.+?)(?:@sha\d+:[0-9a-f]*)?$/.exec(name)?.[1];
  if (layout !== undefined) return disk.split(layout).name;
  if (/^(?:pkg:|git:|sha\d+:)/.test(name)) return name;
  if (disk.open(name).kind !== 'missing') return disk.split(name).name;
  return name
    .replace(/^(?:docker|oci):\/\//, '')
    .replace(/@sha\d+:[0-9a-f]*$/, '')
    .replace(/:[^:/]*$/, '');
}

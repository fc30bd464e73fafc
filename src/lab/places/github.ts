import { field, jsonOf } from '../http/json.ts';
import type { Reply } from '../http/reply.ts';
import { startService, type Exchange, type Service, type ServiceOptions } from '../http/server.ts';
import { keepReleases, type KeptRelease, type ReleaseFile, type ReleaseKeeper, type UploadFault } from './github-releases.ts';
import { packSnappy } from './snappy.ts';

export interface GithubOptions extends Pick<ServiceOptions, 'elsewhere' | 'port' | 'diary'> {
  /** `bundle` gives bundles in the answer, `address` an address at another host where they are packed. */
  readonly attestationsAs?: 'bundle' | 'address';
  readonly pageSize?: number;
  /** Whoever writes, or reads what is private, has to show it. */
  readonly token?: string;
}

/** A small GitHub: attestations and releases, and the host that keeps what is large. */
export interface Github extends Service {
  /** Where bundles and files are kept: it must never see a token. */
  readonly storage: Service;
  readonly attest: (attestation: { readonly repository: string; readonly digest: string; readonly bundle: unknown }) => void;
  readonly release: (release: {
    readonly repository: string;
    readonly tag: string;
    readonly files: readonly ReleaseFile[];
    readonly immutable?: boolean;
    readonly draft?: boolean;
  }) => void;
  /** Makes a tag of git known. */
  readonly tag: (repository: string, tag: string) => void;
  /** All that is kept of releases, drafts too. */
  readonly releases: readonly KeptRelease[];
  /** Of the next uploads half is kept, or another byte. */
  readonly spoilUploads: (fault: UploadFault, times?: number) => void;
  /** Answers as if it were not there to whoever has no token. */
  readonly hide: (repository: string) => void;
}

interface Kept {
  readonly attestations: Map<string, { readonly repository: string; readonly digest: string; readonly bundle: unknown }[]>;
  readonly releases: ReleaseKeeper;
  readonly hidden: Set<string>;
}

const predicateOf = (bundle: unknown): string => {
  const payload = field(bundle, 'dsseEnvelope', 'payload');
  const text = Buffer.from(typeof payload === 'string' ? payload : '', 'base64').toString();
  return /"predicateType"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '';
};

/** Starts it. Source: GitHub REST API, "Attestations", "Releases" and "Release assets". */
export async function startGithub(options: GithubOptions = {}): Promise<Github> {
  const kept: Kept = { attestations: new Map(), releases: keepReleases(), hidden: new Set() };
  const blobs = new Map<string, Uint8Array>();
  const elsewhere = options.elsewhere === undefined ? {} : { elsewhere: options.elsewhere };
  const storage = await startService({
    handle:
      () =>
      ({ path }) => {
        const found = blobs.get(path);
        return found === undefined ? { status: 404 } : { status: 200, headers: { 'content-type': 'application/x-snappy' }, body: found };
      },
    ...elsewhere,
  });
  const keep = (path: string, bytes: Uint8Array): string => {
    blobs.set(path, bytes);
    return `${storage.url}${path}?sig=of-the-address`;
  };
  const api = await startApi(options, (url) => (exchange) => handle(exchange, { url, options, kept, keep })).catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  return {
    ...api,
    storage,
    attest: (attestation) => {
      kept.attestations.set(attestation.digest, [...(kept.attestations.get(attestation.digest) ?? []), attestation]);
    },
    release: ({ repository, tag, files, immutable = false, draft = false }) => kept.releases.add({ repository, tag, files, immutable, draft }),
    tag: (repository, tag) => kept.releases.addTag(repository, tag),
    releases: kept.releases.all,
    spoilUploads: (fault, times = 1) => kept.releases.spoilUploads(fault, times),
    hide: (repository) => void kept.hidden.add(repository),
    close: async () => {
      await Promise.all([api.close(), storage.close()]);
    },
  };
}

async function startApi({ elsewhere, port, diary, token }: GithubOptions, handleAt: ServiceOptions['handle']): Promise<Service> {
  const api = await startService({
    handle: handleAt,
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(port === undefined ? {} : { port }),
    ...(diary === undefined ? {} : { diary: { ...diary, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) } }),
  });
  await api.recall();
  return api;
}

interface Around {
  readonly url: string;
  readonly options: GithubOptions;
  readonly kept: Kept;
  /** Keeps bytes at the other host, and gives their address. */
  readonly keep: (path: string, bytes: Uint8Array) => string;
}

const missing: Reply = { status: 404, body: { message: 'Not Found' } };

function handle(exchange: Exchange, around: Around): Reply {
  const { method, path, header } = exchange;
  const { options, kept } = around;
  const known = options.token !== undefined && header('authorization')?.replace(/^(?:bearer|token) /i, '') === options.token;
  if (header('authorization') !== undefined && !known) return { status: 401, body: { message: 'Bad credentials' } };
  const [, scope = '', rest = ''] = /^\/(?:repos\/([^/]+\/[^/]+)|(?:orgs|users)\/[^/]+)(?:\/(.*))?$/.exec(path) ?? [];
  if (kept.hidden.has(scope) && !known) return missing;
  if (method === 'POST' && rest === 'attestations')
    return known ? written(exchange, { ...around, scope }) : { status: 401, body: { message: 'Requires authentication' } };
  const ofReleases = kept.releases.handle(exchange, { url: around.url, scope, rest, known, pageSize: options.pageSize, keep: around.keep });
  if (ofReleases !== undefined) return ofReleases;
  if (method !== 'GET' && method !== 'HEAD') return missing;
  if (rest === '' && knows(kept, scope)) return { status: 200, body: { full_name: scope, private: kept.hidden.has(scope) } };
  if (scope !== '' && rest === '') return { status: 200, body: { id: 1001, full_name: scope, private: kept.hidden.has(scope) } };
  const digest = /^attestations\/(sha256:[0-9a-f]{64})$/.exec(rest)?.[1];
  if (digest !== undefined)
    return attestationList(exchange, { ...around, digest, scope: /^\/(?:repos|orgs|users)\/([^/]+(?:\/[^/]+)?)\/attestations/.exec(path)?.[1] ?? '' });
  return asset(exchange, around);
}

/** A repository is there once something is kept of it. */
function knows({ attestations, releases }: Kept, repository: string): boolean {
  if (releases.all.some((one) => one.repository === repository)) return true;
  return [...attestations.values()].some((all) => all.some((one) => one.repository === repository));
}

/** Source: GitHub REST API, "Create an attestation". */
function written(exchange: Exchange, { kept, scope }: Around & { readonly scope: string }): Reply {
  const bundle = field(jsonOf(exchange), 'bundle');
  const payload = field(bundle, 'dsseEnvelope', 'payload');
  const text = Buffer.from(typeof payload === 'string' ? payload : '', 'base64').toString();
  const digests = [...text.matchAll(/"sha256"\s*:\s*"([0-9a-f]{64})"/g)].map((match) => `sha256:${match[1] ?? ''}`);
  if (digests.length === 0) return { status: 422, body: { message: 'the bundle names no subject' } };
  for (const digest of digests) kept.attestations.set(digest, [...(kept.attestations.get(digest) ?? []), { repository: scope, digest, bundle }]);
  return { status: 201, body: { id: kept.attestations.size } };
}

function attestationList({ query, path }: Exchange, around: Around & { readonly digest: string; readonly scope: string }): Reply {
  const { url, options, kept, keep, digest, scope } = around;
  const wanted = query.get('predicate_type');
  const names: Readonly<Record<string, string>> = { provenance: 'https://slsa.dev/provenance/v1' };
  const all = (kept.attestations.get(digest) ?? []).filter(
    (one) =>
      (one.repository === scope || one.repository.startsWith(`${scope}/`)) && (wanted === null || predicateOf(one.bundle).startsWith(names[wanted] ?? wanted)),
  );
  if (all.length === 0) return missing;
  const start = Number(query.get('after') ?? 0);
  const end = start + Math.min(options.pageSize ?? 30, Number(query.get('per_page') ?? 30));
  const attestations = all.slice(start, end).map(({ bundle, repository }, number) => {
    const address = `/attestations/${repository}/${digest.slice(7)}-${start + number}.json.sn`;
    return {
      repository_id: 1001,
      initiator: 'user',
      bundle: options.attestationsAs === 'address' ? null : bundle,
      bundle_url: options.attestationsAs === 'address' ? keep(address, packSnappy(Buffer.from(JSON.stringify(bundle)))) : '',
    };
  });
  const link = end < all.length ? { link: `<${url}${path}?after=${end}&per_page=${query.get('per_page') ?? 30}>; rel="next"` } : {};
  return { status: 200, headers: link, body: { attestations } };
}

/** A file as a browser asks for it, which is at another host. */
function asset({ path }: Exchange, { kept, keep }: Around): Reply {
  const [, repository, tag, name] = /^\/([^/]+\/[^/]+)\/releases\/download\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const release = kept.releases.all.find((one) => one.repository === repository && one.tag === tag && !one.draft);
  const file = release?.files.find((one) => one.name === name);
  return file === undefined ? missing : { status: 302, headers: { location: keep(`/assets/${repository ?? ''}/${file.id}`, file.bytes) } };
}

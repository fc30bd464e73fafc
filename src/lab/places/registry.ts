import type { Reply } from '../http/reply.ts';
import { startService, type Exchange, type Service, type ServiceOptions } from '../http/server.ts';
import { createStore, digestText, forget, keepManifest, type RepositoryStore } from './store.ts';

export interface RegistryOptions extends Pick<ServiceOptions, 'elsewhere' | 'port' | 'diary'> {
  /** Without the API, clients keep an index under a tag. */
  readonly referrers?: 'api' | 'none';
  /** Of lists of tags and referrers. */
  readonly pageSize?: number;
  /** Whoever asks has to show these, by a token or with every request. */
  readonly login?: { readonly username: string; readonly password: string; readonly by: 'token' | 'basic' };
  /** Whether `If-Match` and `If-None-Match` are kept when manifests are written; most registries pass them over. */
  readonly conditions?: 'kept' | 'ignored';
  /** Begun uploads are led to `elsewhere`. */
  readonly uploads?: 'elsewhere';
  /** Larger requests are refused with status 413. */
  readonly maxRequestBytes?: number;
  /** What it says or does wrong about what it was given. */
  readonly lies?: 'other-digest' | 'forgets-blobs' | 'keeps-no-manifest' | 'lists-nothing';
}

/** A container registry in memory that takes pushes. */
export interface Registry extends Service {
  /** Host and port, as references begin. */
  readonly host: string;
  readonly repositories: ReadonlyMap<string, RepositoryStore>;
}

/** Starts a registry. Source: OCI distribution-spec 1.1. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const repositories = new Map<string, RepositoryStore>();
  const storeOf = (name: string): RepositoryStore => {
    const store = repositories.get(name) ?? createStore();
    repositories.set(name, store);
    return store;
  };
  const state = { uploads: 0 };
  const { elsewhere, port, diary } = options;
  const service = await startService({
    handle: (url) => (exchange) => handle(exchange, { url, options, storeOf, nextUpload: () => `upload-${state.uploads++}` }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(port === undefined ? {} : { port }),
    ...(diary === undefined ? {} : { diary }),
  });
  await service.recall();
  return { ...service, host: new URL(service.url).host, repositories };
}

interface Around {
  readonly url: string;
  readonly options: RegistryOptions;
  readonly storeOf: (name: string) => RepositoryStore;
  readonly nextUpload: () => string;
}

const token = 'a-token-of-the-registry';
const pushToken = 'a-token-that-may-push';

function handle(exchange: Exchange, around: Around): Reply {
  const { path } = exchange;
  const challenge = refusedWithout(exchange, around);
  const given = mayPush(exchange.query.getAll('scope'), exchange.body) ? pushToken : token;
  if (path === '/token') return challenge ?? { status: 200, body: { token: given, access_token: given, expires_in: 300 } };
  if (challenge !== undefined) return challenge;
  if (exchange.body.length > (around.options.maxRequestBytes ?? Number.POSITIVE_INFINITY)) return problem(413, 'SIZE_INVALID');
  if (path === '/v2/' || path === '/v2') return { status: 200, body: {} };
  const parts = /^\/v2\/(.+)\/(manifests|referrers|tags|blobs)\/(.*)$/.exec(path);
  if (parts === null) return problem(404, 'NAME_UNKNOWN');
  const [, name = '', kind = '', rest = ''] = parts;
  const upload = /^(.+)\/blobs\/uploads\/?(.*)$/.exec(path.slice('/v2/'.length));
  if (upload !== null) return uploads(exchange, { ...around, name: upload[1] ?? '', id: upload[2] ?? '' });
  const store = around.storeOf(name);
  if (kind === 'blobs') return blobs(exchange, { store, digest: rest });
  if (kind === 'manifests') return manifests(exchange, { store, reference: rest, name, options: around.options });
  if (kind === 'tags' && rest === 'list') return tagList(exchange, { store, name, pageSize: around.options.pageSize });
  if (kind === 'referrers' && around.options.referrers !== 'none')
    return referrers(exchange, { store: around.options.lies === 'lists-nothing' ? createStore() : store, digest: rest, pageSize: around.options.pageSize });
  return problem(404, 'UNSUPPORTED');
}

function problem(status: number, code: string): Reply {
  return { status, body: { errors: [{ code, message: code.toLowerCase().replaceAll('_', ' ') }] } };
}

/** Scopes stand in the address, or in a form. */
function mayPush(scopes: readonly string[], body: Uint8Array): boolean {
  const form = new URLSearchParams(Buffer.from(body.subarray(0, 10_000)).toString()).get('scope') ?? '';
  return [...scopes, ...form.split(' ')].some((one) => /:(?:[a-z]+,)*push(?:,|$)/.test(one));
}

/** Source: distribution `docs/spec/auth/token.md`. */
function refusedWithout({ method, header, path }: Exchange, { options, url }: Around): Reply | undefined {
  const { login } = options;
  if (login === undefined) return undefined;
  const basic = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  const isReading = method === 'GET' || method === 'HEAD';
  const wanted = login.by === 'basic' || path === '/token' ? [basic] : [`Bearer ${pushToken}`, ...(isReading ? [`Bearer ${token}`] : [])];
  if (wanted.includes(header('authorization') ?? '')) return undefined;
  const how = login.by === 'basic' || path === '/token' ? 'Basic realm="lab"' : `Bearer realm="${url}/token",service="lab",scope="repository:any:pull,push"`;
  return { ...problem(401, 'UNAUTHORIZED'), headers: { 'www-authenticate': how } };
}

function uploads({ method, query, header, body }: Exchange, around: Around & { readonly name: string; readonly id: string }): Reply {
  const { name, id, storeOf, options } = around;
  const store = storeOf(name);
  const close = (bytes: Uint8Array): Reply => {
    const digest = digestText(bytes);
    if (digest !== query.get('digest')) return problem(400, 'DIGEST_INVALID');
    if (options.lies !== 'forgets-blobs') store.blobs.set(digest, bytes);
    const said = options.lies === 'other-digest' ? digestText(Buffer.from('other')) : digest;
    return { status: 201, headers: { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': said } };
  };
  if (method === 'POST') {
    const mounted = storeOf(query.get('from') ?? name).blobs.get(query.get('mount') ?? '');
    if (mounted !== undefined) {
      store.blobs.set(digestText(mounted), mounted);
      return { status: 201, headers: { location: `/v2/${name}/blobs/${digestText(mounted)}` } };
    }
    if (query.get('digest') !== null) return close(body);
    const opened = around.nextUpload();
    store.uploads.set(opened, []);
    const host = options.uploads === 'elsewhere' ? (options.elsewhere ?? '') : '';
    return { status: 202, headers: { location: `${host}/v2/${name}/blobs/uploads/${opened}`, range: '0-0', 'docker-upload-uuid': opened } };
  }
  const pieces = store.uploads.get(id);
  if (pieces === undefined) return problem(404, 'BLOB_UPLOAD_UNKNOWN');
  const before = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const place = { location: `/v2/${name}/blobs/uploads/${id}`, 'docker-upload-uuid': id };
  if (method === 'GET') return { status: 204, headers: { ...place, range: `0-${Math.max(0, before - 1)}` } };
  const start = /^(\d+)-\d+$/.exec(header('content-range') ?? '')?.[1];
  if (start !== undefined && Number(start) !== before)
    return { ...problem(416, 'RANGE_INVALID'), headers: { ...place, range: `0-${Math.max(0, before - 1)}` } };
  pieces.push(body);
  const whole = Buffer.concat(pieces);
  if (method === 'PUT') {
    store.uploads.delete(id);
    return close(whole);
  }
  return { status: 202, headers: { ...place, range: `0-${Math.max(0, whole.length - 1)}` } };
}

function blobs({ method }: Exchange, { store, digest }: { readonly store: RepositoryStore; readonly digest: string }): Reply {
  const bytes = store.blobs.get(digest);
  if (bytes === undefined || !['GET', 'HEAD'].includes(method)) return problem(404, 'BLOB_UNKNOWN');
  return { status: 200, headers: { 'content-type': 'application/octet-stream', 'docker-content-digest': digest }, body: bytes };
}

interface ManifestPlace {
  readonly store: RepositoryStore;
  readonly name: string;
  readonly reference: string;
  readonly options: RegistryOptions;
}

function manifests(exchange: Exchange, { store, name, reference, options }: ManifestPlace): Reply {
  const { method, header, body } = exchange;
  if (method === 'PUT') {
    if (reference.startsWith('sha256:') && reference !== digestText(body)) return problem(400, 'DIGEST_INVALID');
    if (options.conditions === 'kept' && !holds(exchange, store.tags.get(reference) ?? reference, store)) return problem(412, 'PRECONDITION_FAILED');
    if (options.lies === 'keeps-no-manifest') return { status: 201, headers: { location: `/v2/${name}/manifests/${reference}` } };
    const { digest, subject } = keepManifest(store, { bytes: body, mediaType: header('content-type') ?? '', reference });
    const served = subject !== undefined && options.referrers !== 'none';
    return {
      status: 201,
      headers: { location: `/v2/${name}/manifests/${digest}`, 'docker-content-digest': digest, ...(served ? { 'oci-subject': subject } : {}) },
    };
  }
  if (method === 'DELETE') return forget(store, reference) === 'gone' ? { status: 202 } : problem(404, 'MANIFEST_UNKNOWN');
  const found = store.manifests.get(store.tags.get(reference) ?? reference);
  if (found === undefined) return problem(404, 'MANIFEST_UNKNOWN');
  return { status: 200, headers: { 'content-type': found.mediaType, 'docker-content-digest': found.digest, etag: `"${found.digest}"` }, body: found.bytes };
}

/** Source: RFC 9110 sections 13.1.1 and 13.1.2. */
function holds({ header }: Exchange, digest: string, store: RepositoryStore): boolean {
  const [wanted, unwanted] = [header('if-match'), header('if-none-match')];
  const isThere = store.manifests.has(digest);
  return (wanted === undefined || (isThere && wanted === `"${digest}"`)) && (unwanted === undefined || !(isThere && unwanted === '*'));
}

interface ListPlace {
  readonly store: RepositoryStore;
  readonly pageSize: number | undefined;
}

function tagList({ query }: Exchange, { store, name, pageSize }: ListPlace & { readonly name: string }): Reply {
  const last = query.get('last');
  const after = [...store.tags.keys()].toSorted().filter((tag) => last === null || tag > last);
  const count = Number(query.get('n') ?? pageSize ?? after.length);
  const shown = after.slice(0, count);
  const link = shown.length < after.length ? { link: `</v2/${name}/tags/list?n=${count}&last=${shown.at(-1) ?? ''}>; rel="next"` } : {};
  return { status: 200, headers: link, body: { name, tags: shown } };
}

function referrers({ query, path }: Exchange, { store, digest, pageSize }: ListPlace & { readonly digest: string }): Reply {
  const wanted = query.get('artifactType');
  const all = (store.referrers.get(digest) ?? []).filter((one) => wanted === null || one.artifactType === wanted);
  const start = Number(query.get('start') ?? 0);
  const end = start + (pageSize ?? all.length);
  return {
    status: 200,
    headers: {
      'content-type': 'application/vnd.oci.image.index.v1+json',
      ...(wanted === null ? {} : { 'oci-filters-applied': 'artifactType' }),
      ...(end < all.length ? { link: `<${path}?start=${end}${wanted === null ? '' : `&artifactType=${encodeURIComponent(wanted)}`}>; rel="next"` } : {}),
    },
    body: { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: all.slice(start, end) },
  };
}

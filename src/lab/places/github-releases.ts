import { field, jsonOf } from '../http/json.ts';
import type { Reply } from '../http/reply.ts';
import type { Exchange } from '../http/server.ts';
import { digestOf } from '../keys.ts';

/** A file of a release. */
export interface ReleaseFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A release as the service keeps it. */
export interface KeptRelease {
  readonly id: number;
  readonly repository: string;
  readonly tag: string;
  readonly immutable: boolean;
  draft: boolean;
  readonly files: (ReleaseFile & { readonly id: number; readonly state: 'uploaded' | 'starter' })[];
}

/** What happens to the next uploads: half of one is kept, or one that is changed by a byte. */
export type UploadFault = 'cut-off' | 'changed';

export interface ReleaseKeeper {
  readonly all: readonly KeptRelease[];
  /** Keeps a release with its files. */
  readonly add: (release: {
    readonly repository: string;
    readonly tag: string;
    readonly files: readonly ReleaseFile[];
    readonly immutable: boolean;
    readonly draft: boolean;
  }) => void;
  /** A tag of git. */
  readonly addTag: (repository: string, tag: string) => void;
  readonly spoilUploads: (fault: UploadFault, times: number) => void;
  /** Answers what is asked of releases; undefined where something else is asked. */
  readonly handle: (exchange: Exchange, asked: ReleaseQuestion) => Reply | undefined;
}

export interface ReleaseQuestion {
  readonly url: string;
  /** `owner/repo`. */
  readonly scope: string;
  /** Behind the repository. */
  readonly rest: string;
  /** Whether who asks may write. */
  readonly known: boolean;
  readonly pageSize: number | undefined;
  /** Keeps bytes at the other host, and gives their address. */
  readonly keep: (path: string, bytes: Uint8Array) => string;
}

const missing: Reply = { status: 404, body: { message: 'Not Found' } };

/** Keeps releases as GitHub does. Source: GitHub REST API, "Releases", "Release assets" and "Git references". */
export function keepReleases(): ReleaseKeeper {
  const all: KeptRelease[] = [];
  const tags = new Set<string>();
  const faults: UploadFault[] = [];
  const count = { releases: 0, files: 0 };
  const nextId = (of: keyof typeof count): number => ++count[of];
  return {
    all,
    add: ({ files, ...release }) => {
      tags.add(`${release.repository}@${release.tag}`);
      all.push({ ...release, id: nextId('releases'), files: files.map((file) => ({ ...file, id: nextId('files'), state: 'uploaded' })) });
    },
    addTag: (repository, tag) => void tags.add(`${repository}@${tag}`),
    // Less than none takes back what was asked for.
    spoilUploads: (fault, times) => void (times < 0 ? faults.splice(0) : faults.push(...Array.from({ length: times }, () => fault))),
    handle: (exchange, asked) => {
      const { rest, scope, known } = asked;
      if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
        return known
          ? change(exchange, { ...asked, all, tags, faults, nextId })
          : rest.startsWith('releases')
            ? { status: 401, body: { message: 'Requires authentication' } }
            : undefined;
      const seen = all.filter((one) => one.repository === scope && (known || !one.draft));
      const ref = /^git\/ref\/tags\/(.+)$/.exec(rest)?.[1];
      if (ref !== undefined)
        return tags.has(`${scope}@${ref}`)
          ? { status: 200, body: { ref: `refs/tags/${ref}`, object: { type: 'tag', sha: digestOf('sha256', Buffer.from(ref)).toString('hex').slice(0, 40) } } }
          : missing;
      return read(exchange, asked, seen);
    },
  };
}

function read(exchange: Exchange, asked: ReleaseQuestion, seen: readonly KeptRelease[]): Reply | undefined {
  const { rest, url, keep, pageSize } = asked;
  const paged = (items: readonly object[]): Reply => {
    const page = Number(exchange.query.get('page') ?? 1);
    const size = Math.min(pageSize ?? 30, Number(exchange.query.get('per_page') ?? 30));
    const link = page * size < items.length ? { link: `<${url}${exchange.path}?page=${page + 1}&per_page=${size}>; rel="next"` } : {};
    return { status: 200, headers: link, body: items.slice((page - 1) * size, page * size) };
  };
  if (rest === 'releases') return paged(seen.map((one) => releaseJson(one, url)));
  const tag = /^releases\/tags\/(.+)$/.exec(rest)?.[1];
  const byTag = tag === undefined ? undefined : seen.find((one) => one.tag === tag && !one.draft);
  if (tag !== undefined) return byTag === undefined ? missing : { status: 200, body: releaseJson(byTag, url) };
  const [, id, list] = /^releases\/(\d+)(\/assets)?$/.exec(rest) ?? [];
  const byId = id === undefined ? undefined : seen.find((one) => one.id === Number(id));
  if (id !== undefined && byId === undefined) return missing;
  if (byId !== undefined)
    return list === undefined ? { status: 200, body: releaseJson(byId, url) } : paged(byId.files.map((file) => fileJson(byId, file, url)));
  const assetId = /^releases\/assets\/(\d+)$/.exec(rest)?.[1];
  if (assetId === undefined) return undefined;
  for (const one of seen) {
    const file = one.files.find((kept) => kept.id === Number(assetId));
    if (file === undefined) continue;
    if (exchange.header('accept') !== 'application/octet-stream') return { status: 200, body: fileJson(one, file, url) };
    return { status: 302, headers: { location: keep(`/assets/${one.repository}/${file.id}`, file.bytes) } };
  }
  return missing;
}

interface Changing extends ReleaseQuestion {
  readonly all: KeptRelease[];
  readonly tags: Set<string>;
  readonly faults: UploadFault[];
  readonly nextId: (of: 'releases' | 'files') => number;
}

function change(exchange: Exchange, { all, tags, faults, nextId, scope, rest, url }: Changing): Reply | undefined {
  const { method } = exchange;
  if (method === 'POST' && rest === 'releases') {
    const body = jsonOf(exchange);
    const tag = field(body, 'tag_name');
    if (typeof tag !== 'string' || tag === '') return { status: 422, body: { message: 'Validation Failed' } };
    const draft = field(body, 'draft') === true;
    if (!draft && all.some((one) => one.repository === scope && one.tag === tag && !one.draft)) return { status: 422, body: { message: 'already_exists' } };
    const made: KeptRelease = { id: nextId('releases'), repository: scope, tag, immutable: false, draft, files: [] };
    all.push(made);
    return { status: 201, body: releaseJson(made, url) };
  }
  const assetId = /^releases\/assets\/(\d+)$/.exec(rest)?.[1];
  if (method === 'DELETE' && assetId !== undefined) {
    for (const one of all.filter(({ repository }) => repository === scope)) {
      const at = one.files.findIndex((file) => file.id === Number(assetId));
      if (at === -1) continue;
      one.files.splice(at, 1);
      return { status: 204 };
    }
    return missing;
  }
  const [, id, list] = /^releases\/(\d+)(\/assets)?$/.exec(rest) ?? [];
  if (id === undefined) return undefined;
  const release = all.find((one) => one.repository === scope && one.id === Number(id));
  if (release === undefined) return missing;
  if (list !== undefined) return method === 'POST' ? upload(exchange, { release, fault: faults.shift(), id: nextId('files'), url }) : undefined;
  if (method === 'DELETE') {
    all.splice(all.indexOf(release), 1);
    return { status: 204 };
  }
  if (method !== 'PATCH') return undefined;
  if (field(jsonOf(exchange), 'draft') === false) {
    release.draft = false;
    // The service makes a tag where there is none.
    tags.add(`${scope}@${release.tag}`);
  }
  return { status: 200, body: releaseJson(release, url) };
}

function upload(
  { query, body }: Exchange,
  { release, fault, id, url }: { readonly release: KeptRelease; readonly fault: UploadFault | undefined; readonly id: number; readonly url: string },
): Reply {
  const name = query.get('name') ?? '';
  if (release.files.some((file) => file.name === name)) return { status: 422, body: { message: 'Validation Failed', errors: [{ code: 'already_exists' }] } };
  const bytes = Buffer.from(body);
  if (fault === 'changed') bytes[0] = (bytes[0] ?? 0) ^ 1;
  const file = {
    id,
    name,
    bytes: fault === 'cut-off' ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes,
    state: fault === 'cut-off' ? ('starter' as const) : ('uploaded' as const),
  };
  release.files.push(file);
  return fault === 'cut-off' ? { status: 502, body: { message: 'Bad Gateway' } } : { status: 201, body: fileJson(release, file, url) };
}

function releaseJson(release: KeptRelease, url: string): object {
  const { id, repository, tag, draft, immutable } = release;
  return {
    id,
    tag_name: tag,
    name: tag,
    draft,
    prerelease: false,
    immutable,
    upload_url: `${url}/repos/${repository}/releases/${id}/assets{?name,label}`,
    assets: release.files.map((file) => fileJson(release, file, url)),
  };
}

function fileJson({ repository, tag }: KeptRelease, file: KeptRelease['files'][number], url: string): object {
  return {
    id: file.id,
    name: file.name,
    size: file.bytes.length,
    state: file.state,
    digest: `sha256:${digestOf('sha256', file.bytes).toString('hex')}`,
    url: `${url}/repos/${repository}/releases/assets/${file.id}`,
    browser_download_url: `${url}/${repository}/releases/download/${tag}/${file.name}`,
  };
}

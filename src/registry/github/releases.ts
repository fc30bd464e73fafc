import { isJsonObject, type JsonObject } from '../../trust/json/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import { field, listField, objectField, textField, type Asker, type Download, type Downloaded } from '../asking/index.ts';
import type { GitHubOptions, Repository } from './address.ts';
import { RepositoryApi, type Sought } from './api.ts';

/** A file of a release. */
export interface Asset {
  readonly name: string;
  readonly size: number;
  /** As the service computed it: `sha256:…`; missing for files of before 2025. */
  readonly digest: string | undefined;
  /** The API's address of it. */
  readonly url: string;
}

export interface Release {
  readonly tag: string;
  readonly isDraft: boolean;
  readonly isImmutable: boolean;
  readonly assets: readonly Asset[];
  /** Why there may be more files than were listed. */
  readonly problem: Reason | undefined;
}

/** Reads a release by its tag, with all its files. */
export async function readRelease(
  asker: Asker,
  { of, tag }: { readonly of: Repository; readonly tag: string },
  options: GitHubOptions,
): Promise<Sought<Release>> {
  const api = new RepositoryApi(asker, of, options);
  const release = await api.object(`/releases/tags/${encodeURIComponent(tag)}`);
  if (release.kind === 'missing') {
    const hidden = await api.visible();
    return hidden === undefined ? release : { kind: 'refused', reason: hidden };
  }
  if (release.kind !== 'parsed') return release;
  const id = field(release.value, 'id');
  if (typeof id !== 'number' || textField(release.value, 'tag_name') !== tag) return refused('SERVICE_MALFORMED', `the release of ${tag} is of another form`);
  const listed = await api.list(`/releases/${id}/assets`, (page) => listField(page, 'items'));
  if (listed.kind === 'missing') return refused('SERVICE_MALFORMED', `the release of ${tag} has no list of files`);
  if (listed.kind === 'refused') return listed;
  const assets = listed.value.items.map((one) => (isJsonObject(one) ? assetOf(one, options.api) : undefined));
  if (!assets.every((one) => one !== undefined)) return refused('SERVICE_MALFORMED', `a file of the release of ${tag} is of another form`);
  if (new Set(assets.map((one) => one.name)).size !== assets.length) return refused('SERVICE_MALFORMED', `the release of ${tag} names a file twice`);
  return parsed({
    tag,
    isDraft: field(release.value, 'draft') === true,
    isImmutable: field(release.value, 'immutable') === true,
    assets,
    problem: listed.value.problem,
  });
}

function assetOf(one: JsonObject, api: string): Asset | undefined {
  const [name, size, address] = [textField(one, 'name'), field(one, 'size'), textField(one, 'url')];
  if (name === undefined || name === '' || /[/\\\0]/.test(name) || address === undefined) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  const url = URL.parse(address);
  // The token goes there.
  if (url === null || url.origin !== new URL(api).origin || url.username !== '' || url.password !== '') return undefined;
  const digest = textField(one, 'digest');
  return { name, size, digest: digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : undefined, url: url.href };
}

/** Downloads a file and hashes it as it arrives, held against what the service says of it. */
export async function downloadAsset(
  asker: Asker,
  { of, asset, keep }: { readonly of: Repository; readonly asset: Asset; readonly keep: Download['keep'] },
  options: GitHubOptions,
): Promise<Sought<Downloaded>> {
  const { name, size, digest, url } = asset;
  const sha256 = digest?.slice('sha256:'.length);
  return await new RepositoryApi(asker, of, options).download({ url, name, keep, expected: { size, sha256 } });
}

/** The object that a tag names, as a digest that attestations of a release are kept under: `sha1:…`. */
export async function tagDigest(asker: Asker, { of, tag }: { readonly of: Repository; readonly tag: string }, options: GitHubOptions): Promise<Sought<string>> {
  const ref = await new RepositoryApi(asker, of, options).object(`/git/ref/tags/${tag.split('/').map(encodeURIComponent).join('/')}`);
  if (ref.kind !== 'parsed') return ref;
  const object = objectField(ref.value, 'object');
  const sha = object && textField(object, 'sha');
  if (sha === undefined || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) || textField(ref.value, 'ref') !== `refs/tags/${tag}`)
    return { kind: 'refused', reason: reason('SERVICE_MALFORMED', `the tag ${tag.slice(0, 200)} is of another form`) };
  return parsed(`sha${sha.length === 40 ? '1' : '256'}:${sha}`) satisfies Parsed<string>;
}

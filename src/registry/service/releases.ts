import { limits } from '../../base/index.ts';
import { known, malformed, unknown, type Answer } from './answer.ts';
import type { ApiClient } from './client.ts';
import type { AssetFacts, AttestedAsset, ReleaseFacts } from './facts.ts';
import { fieldsOf, flagIn, listIn, objectIn, textIn } from './read.ts';
import { hidden } from './repository.ts';

/** Releases are listed with all their files: fewer of them where that is too much. */
const pageSizes = [10, 2];

/** The newest releases with their files; drafts are left out. https://docs.github.com/en/rest/releases/releases */
export async function readReleases(client: ApiClient, path: string): Promise<Answer<readonly ReleaseFacts[]>> {
  let last: Answer<readonly ReleaseFacts[]> = malformed;
  for (const size of pageSizes) {
    const found = hidden(await client.json(`${path}/releases?per_page=${size}`), client);
    last = found.kind === 'unknown' ? found : Array.isArray(found.value) ? releasesOf(found.value) : malformed;
    if (last.kind === 'known') return last;
  }
  return last;
}

function releasesOf(list: readonly unknown[]): Answer<readonly ReleaseFacts[]> {
  const out: ReleaseFacts[] = [];
  for (const one of list) {
    const fields = fieldsOf(one);
    const tag = textIn(fields, 'tag_name');
    const isDraft = flagIn(fields, 'draft');
    const assets = listIn(fields, 'assets')?.map(assetOf);
    if (tag === undefined || isDraft === undefined || assets?.every((asset) => asset !== undefined) !== true) return malformed;
    if (isDraft) continue;
    out.push({ tag, isPrerelease: flagIn(fields, 'prerelease') === true, isImmutable: flagIn(fields, 'immutable') ?? null, assets });
  }
  return known(out);
}

function assetOf(value: unknown): AssetFacts | undefined {
  const fields = fieldsOf(value);
  const name = textIn(fields, 'name');
  if (name === undefined) return undefined;
  const digest = textIn(fields, 'digest');
  return { name, digest: digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : null };
}

/** Files that are evidence themselves. */
const evidence =
  /\.(?:sha\d+|md5|sig|asc|pem|crt|cert|pub|minisig|sigstore|sigstore\.json|bundle|intoto\.jsonl|jsonl|sbom|spdx|spdx\.json|cdx\.json)$|sums?(?:\.txt)?$/i;

/** What attestations the service holds for the first files of a release. https://docs.github.com/en/rest/repos/attestations */
export async function readAttested(client: ApiClient, path: string, release: ReleaseFacts | undefined): Promise<readonly AttestedAsset[]> {
  const asked = (release?.assets ?? []).filter((asset) => asset.digest !== null && !evidence.test(asset.name)).slice(0, limits.maxAssetsAsked);
  return Promise.all(asked.map(async ({ name, digest }) => ({ name, digest: digest ?? '', predicateTypes: await readPredicates(client, path, digest ?? '') })));
}

async function readPredicates(client: ApiClient, path: string, digest: string): Promise<Answer<readonly string[]>> {
  const found = await client.json(`${path}/attestations/${digest}?per_page=10`);
  // The repository itself was read before: here a 404 is a plain no.
  if (found.kind === 'missing') return known([]);
  if (found.kind === 'unknown') return found;
  const list = listIn(fieldsOf(found.value), 'attestations');
  if (list === undefined) return malformed;
  const types = list.map((one) => predicateOf(one, digest));
  return types.every((one) => one !== undefined) ? known([...new Set(types)].toSorted()) : unknown('an attestation could not be read');
}

/** The predicate type that an attestation's statement names, when it is about this digest. The signature is not verified. */
function predicateOf(value: unknown, digest: string): string | undefined {
  const envelope = objectIn(objectIn(fieldsOf(value), 'bundle'), 'dsseEnvelope');
  const payload = envelope?.['payload'];
  if (typeof payload !== 'string' || payload.length > limits.maxAnswerBytes) return undefined;
  let statement: unknown;
  try {
    statement = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
  } catch {
    return undefined;
  }
  const fields = fieldsOf(statement);
  const isAbout = listIn(fields, 'subject')?.some((one) => `sha256:${textIn(objectIn(fieldsOf(one), 'digest'), 'sha256') ?? ''}` === digest);
  return isAbout === true ? textIn(fields, 'predicateType') : undefined;
}

import { limits } from '../../base/index.ts';
import type { JsonObject } from '../../trust/json/index.ts';
import { parsed, reason, refused, type Parsed } from '../../trust/reason/index.ts';
import { listField, objectOf, textField } from '../asking/index.ts';
import { indexTypes, parseManifest } from '../oci/index.ts';
import { send, type ManifestToSend } from './manifest.ts';
import type { PushTarget } from './target.ts';

/** An entry of the list of what refers to a manifest. Source: distribution-spec, "Referrers Tag Schema". */
export interface Referrer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The tag that stands in for the list of referrers where a registry has no such list. */
export function fallbackTag(digest: string): string {
  return digest.replace(':', '-');
}

const ociIndex = indexTypes[0] ?? '';

/**
 * Puts an entry into the index under the fallback tag of a subject. Nobody else's entries are lost: the index is read,
 * added to and written under the condition that it is still what was read; and as most registries do not know of conditions,
 * it is read again, at once and after as long as another writer may take, and written again where anything is missing.
 */
export async function listUnderTag(target: PushTarget, subject: string, entry: Referrer): Promise<Parsed<{ readonly tag: string; readonly writes: number }>> {
  const tag = fallbackTag(subject);
  /** Entries that were seen there, by digest: one that is gone after a write was written over. */
  const seen = new Map<string, JsonObject>([[entry.digest, entryOf(entry)]]);
  let isSettled = false;
  /** The condition that did not hold; where it does not though nothing changed, the registry cannot judge it. */
  let failed: string | undefined;
  for (let writes = 0; ;) {
    const now = await read(target, tag, subject);
    if (now.kind === 'refused') return now;
    const { index, entries, version } = now.value;
    const missing = [...seen].filter(([digest]) => !entries.has(digest) || (digest === entry.digest && !says(entries.get(digest), entry)));
    for (const [digest, one] of entries) if (!seen.has(digest)) seen.set(digest, one);
    if (missing.length === 0) {
      if (writes === 0 || isSettled || (await target.asker.pause(limits.tagSettleMs)) === 'spent') return parsed({ tag, writes });
      isSettled = true;
      continue;
    }
    isSettled = false;
    if (writes >= limits.maxTagWrites)
      return refused('SERVICE_FAILED', `${target.show({ tag })} was written ${writes} times, and others wrote over it each time`);
    // Two who collide are not to collide again in step: who has the greater digest waits longer.
    if (writes > 0 && (await target.asker.pause(Math.ceil((limits.tagSettleMs * (1 + Number.parseInt(entry.digest.slice(-4), 16) / 65_536)) / 2))) === 'spent')
      return refused('SERVICE_FAILED', `${target.show({ tag })} is written by others all the time`);
    const added = new Map(missing);
    const kept = [...entries].filter(([digest]) => !added.has(digest)).map(([, one]) => one);
    const bytes = new TextEncoder().encode(JSON.stringify({ ...index, manifests: [...kept, ...added.values()] }));
    if (bytes.length > limits.maxManifestBytes) return refused('SERVICE_TOO_MUCH', `the index ${target.show({ tag })} would have ${bytes.length} bytes`);
    const sent = await send(target, { bytes, mediaType: ociIndex, name: tag, condition: failed === version ? undefined : conditionOf(version) });
    failed = sent.kind === 'refused' || sent.value.how === 'changed' ? version : undefined;
    // An answer that was lost does not say whether it was taken: it is looked at.
    if (sent.kind === 'refused' && sent.reason.code !== 'SERVICE_UNREACHABLE' && sent.reason.code !== 'SERVICE_FAILED') return sent;
    if (sent.kind === 'refused' && writes + 1 >= limits.maxAttempts) return sent;
    writes++;
  }
}

interface ReadIndex {
  /** All members of it, whoever put them there. */
  readonly index: JsonObject;
  readonly entries: ReadonlyMap<string, JsonObject>;
  /** The entity tag that the registry names it by, `none` where there is no index. */
  readonly version: string;
}

/** Source: RFC 9110 sections 13.1.1 and 13.1.2; a weak tag is never equal to anything there. */
function conditionOf(version: string): ManifestToSend['condition'] {
  if (version === 'none') return { 'if-none-match': '*' };
  return /^"[\x21\x23-\x7e]{1,500}"$/.test(version) ? { 'if-match': version } : undefined;
}

async function read(target: PushTarget, tag: string, subject: string): Promise<Parsed<ReadIndex>> {
  const reply = await target.endpoint.ask(`manifests/${tag}`, { headers: { accept: ociIndex }, maxBytes: limits.maxManifestBytes, redirects: 'within' });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  const name = target.show({ tag });
  if (reply.status === 404) return parsed({ index: { schemaVersion: 2, mediaType: ociIndex, manifests: [] }, entries: new Map(), version: 'none' });
  if (reply.status !== 200)
    return { kind: 'refused', reason: reason('SERVICE_FAILED', `${target.at.registry} answered with status ${reply.status} for ${name}`) };
  const manifest = parseManifest(reply.bytes, 'sha256:', reply.header('content-type') ?? undefined);
  const index = objectOf(reply.bytes);
  // Some registries read the tag as the digest, and give the image itself.
  const isSubject = manifest.kind === 'parsed' && manifest.value.digest === subject;
  if (manifest.kind !== 'parsed' || manifest.value.kind !== 'index' || index === undefined || isSubject)
    return refused('SERVICE_MALFORMED', `${name} is no list of referrers: it is left as it is, and nothing can be listed there`);
  const entries = (listField(index, 'manifests') ?? []).flatMap((one): readonly (readonly [string, JsonObject])[] => {
    const object = one as JsonObject;
    const digest = textField(object, 'digest');
    return digest === undefined ? [] : [[digest, object]];
  });
  return parsed({ index, entries: new Map(entries), version: reply.header('etag') ?? '' });
}

function entryOf(entry: Referrer): JsonObject {
  const { mediaType, digest, size, artifactType, annotations } = entry;
  return { mediaType, digest, size, artifactType, annotations };
}

/** Whether an entry says what it is: go-containerregistry leaves type and annotations out of what it writes. */
function says(one: JsonObject | undefined, { artifactType, annotations }: Referrer): boolean {
  if (one === undefined || textField(one, 'artifactType') !== artifactType) return false;
  const own = one['annotations'];
  return (
    typeof own === 'object' &&
    own !== null &&
    !Array.isArray(own) &&
    Object.entries(annotations).every(([key, text]) => textField(own as JsonObject, key) === text)
  );
}

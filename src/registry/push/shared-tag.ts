import { limits } from '../../base/index.ts';
import type { JsonObject } from '../../trust/json/index.ts';
import { parsed, reason, refused, type Parsed } from '../../trust/reason/index.ts';
import { listField, objectOf } from '../asking/index.ts';
import { parseManifest, type Manifest } from '../oci/index.ts';
import { send, type ManifestToSend } from './manifest.ts';
import type { PushTarget } from './target.ts';

/** A manifest under a tag whose list everybody adds to. */
export interface SharedList {
  readonly tag: string;
  readonly mediaType: string;
  readonly member: 'manifests' | 'layers';
  /** Members of a manifest that nobody has made yet. */
  readonly fresh: JsonObject;
  /** Whether what stands under the tag is such a list; what is none is left as it is. */
  readonly isOne: (manifest: Manifest) => boolean;
  /** What tells an entry from others; undefined for what is no entry. */
  readonly keyOf: (entry: JsonObject) => string | undefined;
  /** Whether an entry that is there says all that ours says. */
  readonly says: (entry: JsonObject, ours: JsonObject) => boolean;
  /** Makes the manifest of its members and entries, and pushes what else it names. */
  readonly write: (members: JsonObject, entries: readonly JsonObject[]) => Promise<Parsed<JsonObject>>;
}

/**
 * Puts an entry into a list that others write too. Nobody else's entries are lost: the list is read, added to and written
 * under the condition that it is still what was read; and as most registries do not know of conditions, it is read again, at
 * once and after as long as another writer may take, and written again where anything is missing.
 */
export async function addToList(target: PushTarget, list: SharedList, ours: JsonObject): Promise<Parsed<{ readonly writes: number }>> {
  const { tag, mediaType, keyOf } = list;
  const ourKey = keyOf(ours) ?? '';
  /** Entries that were seen there: one that is gone after a write was written over. */
  const seen = new Map<string, JsonObject>([[ourKey, ours]]);
  let isSettled = false;
  /** The condition that did not hold; where it does not though nothing changed, the registry cannot judge it. */
  let failed: string | undefined;
  for (let writes = 0; ;) {
    const now = await read(target, list);
    if (now.kind === 'refused') return now;
    const { members, entries, version } = now.value;
    const there = entries.get(ourKey);
    const missing = [...seen].filter(([key]) => !entries.has(key) || (key === ourKey && there !== undefined && !list.says(there, ours)));
    for (const [key, one] of entries) if (!seen.has(key)) seen.set(key, one);
    if (missing.length === 0) {
      if (writes === 0 || isSettled) return parsed({ writes });
      await target.asker.settle(limits.tagSettleMs);
      isSettled = true;
      continue;
    }
    isSettled = false;
    if (writes >= limits.maxTagWrites)
      return refused('SERVICE_FAILED', `${target.show({ tag })} was written ${writes} times, and others wrote over it each time`);
    if (writes > 0) await target.asker.settle(apart(ourKey));
    const added = new Map(missing);
    const kept = [...entries].filter(([key]) => !added.has(key)).map(([, one]) => one);
    const whole = await list.write(members, [...kept, ...added.values()]);
    if (whole.kind === 'refused') return whole;
    const bytes = new TextEncoder().encode(JSON.stringify(whole.value));
    if (bytes.length > limits.maxManifestBytes) return refused('SERVICE_TOO_MUCH', `the list ${target.show({ tag })} would have ${bytes.length} bytes`);
    const sent = await send(target, { bytes, mediaType, name: tag, condition: failed === version ? undefined : conditionOf(version) });
    failed = sent.kind === 'refused' || sent.value.how === 'changed' ? version : undefined;
    // An answer that was lost does not say whether it was taken: it is looked at.
    if (sent.kind === 'refused' && sent.reason.code !== 'SERVICE_UNREACHABLE' && sent.reason.code !== 'SERVICE_FAILED') return sent;
    if (sent.kind === 'refused' && writes + 1 >= limits.maxAttempts) return sent;
    writes++;
  }
}

/** Two who collide are not to collide again in step: how long to wait is in what they add. */
function apart(key: string): number {
  let sum = 0;
  for (const char of key) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_536;
  return Math.ceil((limits.tagSettleMs * (1 + sum / 65_536)) / 2);
}

interface ReadList {
  /** All members of the manifest, whoever put them there. */
  readonly members: JsonObject;
  readonly entries: ReadonlyMap<string, JsonObject>;
  /** The entity tag that the registry names it by, `none` where there is no list. */
  readonly version: string;
}

/** Source: RFC 9110 sections 13.1.1 and 13.1.2; a weak tag is never equal to anything there. */
function conditionOf(version: string): ManifestToSend['condition'] {
  if (version === 'none') return { 'if-none-match': '*' };
  return /^"[\x21\x23-\x7e]{1,500}"$/.test(version) ? { 'if-match': version } : undefined;
}

async function read(target: PushTarget, { tag, mediaType, member, fresh, isOne, keyOf }: SharedList): Promise<Parsed<ReadList>> {
  const reply = await target.endpoint.ask(`manifests/${tag}`, { headers: { accept: mediaType }, maxBytes: limits.maxManifestBytes, redirects: 'within' });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  const name = target.show({ tag });
  if (reply.status === 404) return parsed({ members: fresh, entries: new Map(), version: 'none' });
  if (reply.status !== 200)
    return { kind: 'refused', reason: reason('SERVICE_FAILED', `${target.at.registry} answered with status ${reply.status} for ${name}`) };
  const manifest = parseManifest(reply.bytes, 'sha256:', reply.header('content-type') ?? undefined);
  const members = objectOf(reply.bytes);
  if (manifest.kind !== 'parsed' || members === undefined || !isOne(manifest.value))
    return refused('SERVICE_MALFORMED', `${name} is no list of evidence: it is left as it is, and nothing can be added to it`);
  const entries = (listField(members, member) ?? []).flatMap((one): readonly (readonly [string, JsonObject])[] => {
    const key = keyOf(one as JsonObject);
    return key === undefined ? [] : [[key, one as JsonObject]];
  });
  return parsed({ members, entries: new Map(entries), version: reply.header('etag') ?? '' });
}

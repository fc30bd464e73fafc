import { attach, attachOlder, type OlderEvidence, type PushTarget } from '../registry/push/index.ts';
import { imageLayerBundle, readEvidence, type Offered } from '../trust/bundle/index.ts';
import { reason, type Reason } from '../trust/reason/index.ts';
import type { ImagePart } from './resolve.ts';

/** Evidence that was made for one manifest. */
export interface PartEvidence {
  readonly part: ImagePart;
  /** JSON of the bundle, to be kept as a referrer; undefined where only the older form is wanted. */
  readonly bundle: { readonly json: string; readonly content: 'dsse-envelope' | 'message-signature'; readonly predicateType?: string } | undefined;
  /** The same as cosign 1 and 2 keep it. */
  readonly older: OlderEvidence | undefined;
}

/** What hangs on one manifest, and where it is found. */
export interface Attachment {
  readonly part: ImagePart;
  readonly from: string;
  readonly by: 'referrers' | 'tag';
}

/** What became of it: all is attached and was read back, or why not, and what is attached all the same. */
export type ImageAttached =
  | { readonly kind: 'attached'; readonly attached: readonly Attachment[] }
  | { readonly kind: 'failed'; readonly reason: Reason; readonly during: 'pushing' | 'reading-back'; readonly attached: readonly Attachment[] };

export interface AttachOptions {
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Holds what a reader gets against the manifest; gives why it is not what it should be, or nothing. */
  readonly check: (part: ImagePart, offered: Offered) => readonly Reason[];
  readonly onAttached?: (done: number) => void;
}

/**
 * Attaches evidence to an image: to what is below an index first, to the index last, so that an index is never signed before
 * its platforms are. Then reads each piece back as a stranger would and has it checked. What is attached already is told
 * where it fails; running it again adds evidence and takes none away.
 */
export async function attachToImage(target: PushTarget, evidence: readonly PartEvidence[], options: AttachOptions): Promise<ImageAttached> {
  const attached: Attachment[] = [];
  const last = evidence.at(-1);
  const failed = (during: 'pushing' | 'reading-back', why: Reason): ImageAttached => ({ kind: 'failed', during, reason: why, attached });
  const push = async (one: PartEvidence): Promise<Reason | undefined> => {
    const why = await pushOne(target, one, options.created, (made) => void attached.push(made));
    if (why === undefined) options.onAttached?.(new Set(attached.map((made) => made.part.digest)).size);
    return why;
  };
  const reasons = await Promise.all(evidence.slice(0, -1).map(push));
  const problem = reasons.find((one) => one !== undefined) ?? (last === undefined ? undefined : await push(last));
  if (problem !== undefined) return failed('pushing', problem);
  for (const one of evidence) {
    const why = await readBack(target, one, options.check);
    if (why !== undefined) return failed('reading-back', why);
  }
  return { kind: 'attached', attached };
}

async function pushOne(
  target: PushTarget,
  { part, bundle, older }: PartEvidence,
  created: number,
  onMade: (made: Attachment) => void,
): Promise<Reason | undefined> {
  if (bundle !== undefined) {
    const { json, content, predicateType } = bundle;
    const made = await attach(target, { subject: part, bundle: json, content, predicateType, created });
    if (made.kind === 'refused') return made.reason;
    onMade({ part, from: target.show({ digest: made.value.digest }), by: made.value.listed.by });
  }
  if (older === undefined) return undefined;
  const made = await attachOlder(target, part.digest, older);
  if (made.kind === 'refused') return made.reason;
  onMade({ part, from: target.show({ tag: made.value.tag }), by: 'tag' });
  return undefined;
}

/** Looks for what was attached in the ways in which anybody looks, and has what is found checked. */
async function readBack(target: PushTarget, { part, bundle, older }: PartEvidence, check: AttachOptions['check']): Promise<Reason | undefined> {
  const { evidence, notes } = await target.reading().evidence(part.digest);
  const missing = (what: string): Reason =>
    notes[0]?.reason ?? reason('SERVICE_FAILED', `${target.show({ digest: part.digest })}: ${what} that was attached is not found from there`);
  if (bundle !== undefined) {
    const own = evidence.find((one) => one.form === 'bundle' && isSame(one.bytes, new TextEncoder().encode(bundle.json)));
    if (own === undefined) return missing('the bundle');
    for (const offered of readEvidence(own.bytes, own.from)) {
      const [why] = check(part, offered);
      if (why !== undefined) return why;
    }
  }
  if (older === undefined) return undefined;
  const form = older.kind === 'signature' ? 'cosign-signature' : 'cosign-attestation';
  const key = 'dev.cosignproject.cosign/signature';
  const own = evidence.find((one) => one.form === form && isSame(one.bytes, older.bytes) && one.annotations.get(key) === older.annotations[key]);
  if (own === undefined) return missing(`the ${older.kind} of the older form`);
  const read = imageLayerBundle({ mediaType: own.mediaType, blob: own.bytes, annotations: Object.fromEntries(own.annotations) });
  const format = older.kind === 'signature' ? 'cosign-image-signature' : 'cosign-image-attestation';
  return check(part, { from: own.from, format, bundle: read })[0];
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && Buffer.compare(one, other) === 0;
}

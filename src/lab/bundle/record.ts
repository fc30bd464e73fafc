import { digestOf, makeKey, type HashName } from '../keys.ts';
import { dsseV1, hashedRekordV1, hashedRekordV2, intotoV1, intotoV2, type EntryBody, type EnvelopeParts, type Verifier } from '../log/bodies.ts';
import { createLog, fillLog, type InclusionProofJson, type LogEntryJson, type TransparencyLog } from '../log/log.ts';
import { signCheckpoint } from '../log/note.ts';
import type { Sigstore } from '../sigstore.ts';
import type { SigningFault } from './faults.ts';

export type EntryKind = 'hashedrekord' | 'dsse' | 'intoto-0.0.1' | 'intoto-0.0.2';

interface Recorded {
  readonly hash: HashName;
  /** Of the bytes that were signed, or of the encoding of the envelope. */
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
  /** Where the signature was made otherwise than the key alone says. */
  readonly keyDetails?: string;
}

interface RecordRequest {
  readonly sigstore: Sigstore;
  readonly log: 'v1' | 'v2';
  readonly verifier: Verifier;
  readonly content: (Recorded & { readonly kind: 'message' }) | (Recorded & { readonly kind: 'envelope'; readonly envelope: EnvelopeParts });
  readonly at: number;
  readonly entry: EntryKind | undefined;
  readonly proof: 'promise-and-proof' | 'promise' | 'proof';
  readonly has: (fault: SigningFault) => boolean;
}

/** Logs what was signed, and gives the entry as a bundle carries it, with what is to be wrong with it. */
export function logEntry(request: RecordRequest): LogEntryJson {
  const { sigstore, at, has, content } = request;
  const log = logOf(request);
  if (log.tree.size() === 0) fillLog(log, { count: 3, at });
  const signature = Buffer.from(`of something else ${sigstore.next()}`);
  const body = bodyOf(has('replayed-entry') ? { ...request, content: spread(content, signature) } : request);
  const added = log.add(body, { at });
  const [next = added] = fillLog(log, { count: 1, at });
  const entry = { ...added, inclusionProof: log.prove(Number(added.inclusionProof?.logIndex), { at }) };
  return narrowed(spoiled(entry, { request, log, next }), request);
}

function spread(content: RecordRequest['content'], signature: Uint8Array): RecordRequest['content'] {
  const digest = digestOf(content.hash, signature);
  return content.kind === 'message'
    ? { ...content, signature, digest }
    : { ...content, signature, digest, envelope: { ...content.envelope, signatures: [signature], payload: signature, text: '{}' } };
}

function logOf({ sigstore, log, has }: RecordRequest): TransparencyLog {
  const kept = log === 'v1' ? sigstore.rekorV1 : sigstore.rekorV2;
  if (!has('entry-by-unknown-log')) return kept;
  return createLog({ generation: log, url: kept.url, key: makeKey({ seed: `${sigstore.seed} unknown log`, algorithm: kept.key.algorithm }) });
}

function bodyOf({ content, verifier, log, entry }: RecordRequest): EntryBody {
  if (log === 'v2') return hashedRekordV2({ ...content, verifier: { ...verifier, keyDetails: content.keyDetails ?? verifier.keyDetails } });
  if (content.kind === 'message' || entry === 'hashedrekord') return hashedRekordV1({ ...content, verifier });
  if (entry === 'intoto-0.0.1') return intotoV1(content.envelope, verifier);
  return entry === 'intoto-0.0.2' ? intotoV2(content.envelope, verifier) : dsseV1(content.envelope, verifier);
}

function spoiled(entry: LogEntryJson, around: { readonly request: RecordRequest; readonly log: TransparencyLog; readonly next: LogEntryJson }): LogEntryJson {
  const { request, log, next } = around;
  const { has, at, sigstore } = request;
  const another = makeKey({ seed: `${sigstore.seed} forger`, algorithm: log.key.algorithm });
  const body = Buffer.from(entry.canonicalizedBody, 'base64');
  return {
    ...entry,
    ...(has('changed-log-index') ? { logIndex: next.logIndex } : {}),
    ...(has('changed-integrated-time') ? { integratedTime: String(Number(entry.integratedTime) + 60) } : {}),
    ...(has('forged-promise') && entry.inclusionPromise !== undefined
      ? { inclusionPromise: { signedEntryTimestamp: log.promise({ body, logIndex: Number(entry.logIndex), at, by: another }) } }
      : {}),
    ...(entry.inclusionProof === undefined ? {} : { inclusionProof: spoiledProof(entry.inclusionProof, body, { ...around, another }) }),
  };
}

function spoiledProof(
  proof: InclusionProofJson,
  body: Uint8Array,
  around: { readonly request: RecordRequest; readonly log: TransparencyLog; readonly another: ReturnType<typeof makeKey> },
): InclusionProofJson {
  const { request, log, another } = around;
  const { has, at } = request;
  const size = Number(proof.treeSize);
  const signed = (options: { readonly origin?: string; readonly key?: typeof another }): { readonly envelope: string } => ({
    envelope: signCheckpoint(
      { origin: options.origin ?? log.origin, size, root: log.tree.root(size) },
      { signers: [{ name: options.origin ?? new URL(log.url).hostname, key: options.key ?? log.key, as: log.generation === 'v1' ? 'older-log' : 'log' }], at },
    ),
  });
  if (has('truncated-proof')) return { ...proof, hashes: proof.hashes.slice(0, -1) };
  if (has('forged-checkpoint')) return { ...proof, checkpoint: signed({ key: another }) };
  if (has('checkpoint-of-another-origin')) return { ...proof, checkpoint: signed({ origin: 'another.lab.test' }) };
  if (!has('split-view')) return proof;
  // The copy holds the entry; what the log signed is a tree of the same size without it.
  const fork = createLog({ generation: log.generation, url: log.url, key: log.key });
  const index = Number(proof.logIndex);
  for (let i = 0; i < size; i++) fork.add({ kind: 'hashedrekord', version: '0.0.1', body: i === index ? body : Buffer.from(`fork ${i}`) }, { at });
  const view = fork.prove(index, { at });
  return { ...view, checkpoint: proof.checkpoint };
}

/** Leaves out what the log is not to give along. */
function narrowed(entry: LogEntryJson, { proof, log }: RecordRequest): LogEntryJson {
  if (log === 'v2') return entry;
  const { inclusionPromise, inclusionProof, ...rest } = entry;
  return {
    ...rest,
    ...(proof === 'proof' || inclusionPromise === undefined ? {} : { inclusionPromise }),
    ...(proof === 'promise' || inclusionProof === undefined ? {} : { inclusionProof }),
  };
}

/** The entry in the form of older tools beside their signatures. Source: sigstore/cosign `pkg/cosign/bundle/rekor.go`. */
export function rekorBundleOf(entry: LogEntryJson): object {
  return {
    SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp,
    Payload: {
      body: entry.canonicalizedBody,
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
    },
  };
}

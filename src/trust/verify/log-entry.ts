import type { Bundle, LogEntry } from '../bundle/index.ts';
import { verifySignature } from '../der/index.ts';
import { encodeBase64 } from '../json/index.ts';
import { validAt, type LogAuthority, type TrustedRoot } from '../roots/index.ts';
import { checkCheckpoint } from './checkpoint.ts';
import { checkEntryBody, type Committed } from './entry-body.ts';
import { isIncluded, leafHash } from './inclusion.ts';
import type { CountedTime } from './timestamps.ts';
import { quoted } from '../reason/index.ts';
import { hex, sameBytes, type Trial } from './trial.ts';
import type { LogFact } from './verdict.ts';

/** An entry that verified. */
export interface CheckedEntry {
  readonly log: LogAuthority;
  readonly fact: LogFact;
  /** Of a Rekor v1 promise; every other time in an entry is nobody's. */
  readonly time: CountedTime | undefined;
}

/** Verifies one entry of a bundle: who promised or proved it, and that it is of what the bundle holds. */
export function checkLogEntry(
  trial: Trial,
  root: TrustedRoot,
  bundle: Pick<Bundle, 'version'>,
  entry: LogEntry,
  committed: Committed,
): CheckedEntry | undefined {
  const log = root.logs.find((one) => sameBytes(one.id, entry.logKeyId));
  if (log === undefined) return trial.refuse('LOG_UNKNOWN', `the log ${quoted(hex(entry.logKeyId))} is not in ${root.from}`, 'logKnown');
  const rekor = entry.kind === 'hashedrekord' && entry.version === '0.0.2' ? 'v2' : 'v1';
  const before = trial.reasons.length;
  const proved: ('promise' | 'inclusion')[] = [];
  let time: CountedTime | undefined;
  if (entry.promise !== undefined) {
    if (rekor === 'v2') trial.refuse('LOG_PROMISE_INVALID', 'an entry of Rekor v2 with a promise, which that log does not give', 'promiseVerified');
    else time = checkPromise(trial, log, entry, entry.promise);
    proved.push('promise');
  }
  if (entry.proof?.checkpoint !== undefined) {
    checkInclusion(trial, log, entry, entry.proof.checkpoint, rekor);
    proved.push('inclusion');
  } else if (rekor === 'v2' || bundle.version !== '0.1' || entry.promise === undefined) {
    trial.refuse('LOG_ENTRY_UNPROVED', `the entry of ${log.baseUrl} comes without an inclusion proof and a checkpoint`, 'proofNeeded');
  }
  checkEntryBody(trial, entry, committed);
  if (trial.reasons.length > before) return undefined;
  return { log, fact: { log: log.baseUrl, index: entry.logIndex, proved }, time };
}

/** The end of the year 9999: no later moment can be written. */
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

/** The signed entry timestamp. Source: Sigstore client specification 4.2.2; the signed text is canonical JSON (RFC 8785). */
function checkPromise(trial: Trial, log: LogAuthority, entry: LogEntry, promise: Uint8Array): CountedTime | undefined {
  if (!verifySignature(log.key, log.algorithm, promised(entry), promise))
    return trial.refuse('LOG_PROMISE_INVALID', `the promise of ${log.baseUrl} does not verify`, 'promiseVerified');
  const at = Number(entry.integratedTime);
  if (at <= 0 || at > lastSecond) return trial.refuse('LOG_PROMISE_INVALID', `the promise of ${log.baseUrl} gives no time`, 'promiseVerified');
  if (!validAt(log.validFor, at * 1000)) return trial.refuse('LOG_EXPIRED', `the entry of ${log.baseUrl} was made while that log was not trusted`, 'logAtTime');
  trial.prove(`${log.baseUrl} promised entry ${entry.logIndex} at ${new Date(at * 1000).toISOString()}`, 'promiseVerified');
  return { at, by: 'log-promise', authority: log.baseUrl, operator: log.operator };
}

/** What a promise is over. The body is most of it, and is written where it stands. */
function promised({ body, integratedTime, logKeyId, logIndex }: LogEntry): Uint8Array {
  const before = '{"body":"';
  const within = encodeBase64(body);
  const after = `","integratedTime":${integratedTime},"logID":"${hex(logKeyId)}","logIndex":${logIndex}}`;
  const bytes = Buffer.allocUnsafe(before.length + within.length + after.length);
  bytes.write(before, 'latin1');
  bytes.write(within, before.length, 'latin1');
  bytes.write(after, before.length + within.length, 'latin1');
  return bytes;
}

/**
 * In Rekor v2 the place is the entry's own index, and size and root are those of the checkpoint: the proof's copies of them are not looked at.
 * In Rekor v1 the entry's index counts over all trees, so the proof's is taken, and its size and root must be the checkpoint's.
 * Source: Rekor v2 specification 7.2; sigstore/protobuf-specs `sigstore_rekor.proto`.
 */
function checkInclusion(trial: Trial, log: LogAuthority, entry: LogEntry, envelope: string, rekor: 'v1' | 'v2'): void {
  const checkpoint = checkCheckpoint(trial, log, envelope, rekor);
  const { proof } = entry;
  if (checkpoint === undefined || proof === undefined) return;
  if (rekor === 'v1' && (proof.treeSize !== checkpoint.size || !sameBytes(proof.rootHash, checkpoint.root))) {
    trial.refuse('CHECKPOINT_INVALID', `the checkpoint of ${log.baseUrl} is of another tree than the proof`, 'checkpointSigned');
    return;
  }
  const index = rekor === 'v2' ? entry.logIndex : proof.logIndex;
  if (!isIncluded(leafHash(entry.body), index, checkpoint.size, proof.hashes, checkpoint.root)) {
    trial.refuse('INCLUSION_PROOF_INVALID', `the proof does not lead from the entry to the tree of ${log.baseUrl}`, 'inclusionProved');
    return;
  }
  trial.prove(`entry ${entry.logIndex} is in the tree of ${log.baseUrl} with ${checkpoint.size} entries`, 'inclusionProved');
}

import { verifySignature } from '../der/index.ts';
import type { LogAuthority } from '../roots/index.ts';
import type { Trial } from './trial.ts';

/** The head of a tree, as its log signed it. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
}

const maxSignatures = 64;

/**
 * Reads a checkpoint and checks that the log signed it: under one of its own names, compared as a whole, by its own key.
 * Signatures of witnesses and of keys that are not known are passed over, wherever they stand.
 * Source: C2SP signed-note and tlog-checkpoint; Rekor v2 specification 6.3 and 7.2.
 */
export function checkCheckpoint(trial: Trial, log: LogAuthority, envelope: string, rekor: 'v1' | 'v2'): Checkpoint | undefined {
  const malformed = (what: string) => trial.refuse('CHECKPOINT_MALFORMED', `the checkpoint of ${log.baseUrl}: ${what}`, 'checkpointSigned');
  const split = envelope.indexOf('\n\n');
  if (split === -1 || !envelope.endsWith('\n')) return malformed('no signed note');
  const body = envelope.slice(0, split + 1);
  const [origin, size, root, ...others] = body.slice(0, -1).split('\n');
  if (origin === undefined || origin === '' || size === undefined || root === undefined) return malformed('no origin, size or root');
  if (!/^(?:0|[1-9]\d{0,18})$/.test(size)) return malformed('the size is no number');
  const rootHash = Buffer.from(root, 'base64');
  if (rootHash.length !== 32 || rootHash.toString('base64') !== root) return malformed('the root is no SHA-256');
  if (others.some((line) => line === '')) return malformed('an empty line');
  const lines = envelope.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return malformed('more signatures than are read');
  let signed = false;
  for (const line of lines) {
    const match = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    if (match === null) return malformed('a signature line of another form');
    const [, name = '', text = ''] = match;
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') !== text || bytes.length < 5) return malformed('a signature that is not base64');
    if (!log.names.includes(name) || !isOfKey(bytes, log.checkpointKeyId)) continue;
    signed ||= verifySignature(log.key, log.algorithm, Buffer.from(body), bytes.subarray(4));
  }
  if (!signed) return trial.refuse('CHECKPOINT_INVALID', `no signature of the checkpoint is by ${log.baseUrl}`, 'checkpointSigned');
  if (!log.names.some((name) => origin === name || (rekor === 'v1' && isTreeOf(name, origin))))
    return trial.refuse('CHECKPOINT_INVALID', `the checkpoint is of another log than ${log.baseUrl}`, 'checkpointSigned');
  return { origin, size: BigInt(size), root: rootHash };
}

/** The first four bytes name the key. */
function isOfKey(bytes: Uint8Array, keyId: Uint8Array): boolean {
  return keyId.length >= 4 && bytes[0] === keyId[0] && bytes[1] === keyId[1] && bytes[2] === keyId[2] && bytes[3] === keyId[3];
}

/** Rekor v1 adds the number of the tree to its name. */
function isTreeOf(name: string, origin: string): boolean {
  return origin.startsWith(`${name} - `) && /^\d{1,20}$/.test(origin.slice(name.length + 3));
}

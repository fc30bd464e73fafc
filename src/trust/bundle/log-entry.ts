import { limits } from '../../base/index.ts';
import { decodeBase64, unfit, type Fields } from '../json/index.ts';
import type { InclusionProof, LogEntry } from './bundle.ts';

/**
 * Reads a `TransparencyLogEntry` inside `reading`; absent counts are 0, as protobuf-JSON leaves defaults out.
 * Source: sigstore/protobuf-specs `sigstore_rekor.proto`.
 */
export function readLogEntry(fields: Fields): LogEntry {
  const kindVersion = fields.object('kindVersion');
  const logId = fields.object('logId');
  const promiseFields = fields.optionalObject('inclusionPromise');
  const promise = promiseFields?.bytes('signedEntryTimestamp');
  promiseFields?.nothingElse();
  const proof = fields.optionalObject('inclusionProof');
  const entry = {
    logIndex: fields.count('logIndex', { absent: 0n }),
    logKeyId: logId.bytes('keyId'),
    kind: kindVersion.text('kind'),
    version: kindVersion.text('version'),
    integratedTime: fields.count('integratedTime', { absent: 0n }),
    ...(promise === undefined ? {} : { promise }),
    ...(proof === undefined ? {} : { proof: readProof(proof) }),
    body: fields.bytes('canonicalizedBody'),
  };
  for (const one of [fields, kindVersion, logId]) one.nothingElse();
  return entry;
}

function readProof(fields: Fields): InclusionProof {
  const checkpoint = fields.optionalObject('checkpoint');
  const envelope = checkpoint?.text('envelope');
  if (envelope !== undefined && envelope.length > limits.maxCheckpointBytes)
    unfit('BUNDLE_TOO_LARGE', `${fields.path} has a checkpoint of ${envelope.length} characters`);
  const proof = {
    logIndex: fields.count('logIndex', { absent: 0n }),
    // Ignored by who verifies against a checkpoint, and empty in some; its form is still the form of bytes.
    rootHash: fields.optionalBytes('rootHash') ?? new Uint8Array(),
    treeSize: fields.count('treeSize', { absent: 0n }),
    hashes: fields.list('hashes', limits.maxProofHashes).map((one) => {
      const hash = typeof one === 'string' ? decodeBase64(one) : undefined;
      return hash === undefined || hash.length === 0 ? fields.fail('has a hash that is not base64 in its standard spelling') : hash;
    }),
    ...(envelope === undefined ? {} : { checkpoint: envelope }),
  };
  checkpoint?.nothingElse();
  fields.nothingElse();
  return proof;
}

import { limits } from '../../base/index.ts';
import { Fields, parseJson, reading, unfit, type JsonValue } from '../json/index.ts';
import { refused, type Parsed } from '../reason/index.ts';
import type { InclusionProof, LogEntry } from './bundle.ts';
import { readLogEntry } from './log-entry.ts';

const code = 'BUNDLE_MALFORMED';

/**
 * Reads the log's promise as cosign of versions 1 and 2 kept it, inside `reading`: the signed entry timestamp and what it
 * is over. Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`, "Properties", `pkg/cosign/bundle/rekor.go`.
 */
export function readRekorBundle(fields: Fields): LogEntry {
  fields.noLookalikes('SignedEntryTimestamp', 'Payload');
  const payload = fields.object('Payload');
  payload.noLookalikes('body', 'integratedTime', 'logIndex', 'logID');
  const promise = fields.bytes('SignedEntryTimestamp');
  return entryOf(payload, { promise });
}

/**
 * Reads entries as Rekor of version 1 answers: an object of one or more entries by their identifiers, or a list of such
 * objects; and the two other forms in which people keep them, cosign's promise alone and the entry of a bundle.
 * Source: sigstore/rekor `openapi.yaml`, `LogEntry`.
 */
export function parseRekorEntries(bytes: Uint8Array): Parsed<readonly LogEntry[]> {
  const json = parseJson(bytes, { what: 'the log entry', code });
  return json.kind === 'refused' ? json : rekorEntriesOf(json.value);
}

/** As `parseRekorEntries`, of JSON that was read already. */
export function rekorEntriesOf(value: JsonValue): Parsed<readonly LogEntry[]> {
  const objects = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  if (objects.length > limits.maxEvidencePieces)
    return refused('BUNDLE_TOO_LARGE', `the log entries are ${objects.length}, expected at most ${limits.maxEvidencePieces}`);
  return reading(() => {
    const entries = objects.flatMap((object) => {
      const fields = new Fields(object, { path: 'the log entry', code, spelling: 'exact' });
      if (fields.has('SignedEntryTimestamp')) return [readRekorBundle(fields)];
      if (fields.has('canonicalizedBody')) return [readLogEntry(new Fields(object, { path: 'the log entry', code, spelling: 'protobuf' }))];
      return fields.names().map((identifier) => readAnswered(fields.object(identifier)));
    });
    if (entries.length === 0) unfit(code, 'the log entry is empty');
    return entries;
  });
}

function readAnswered(fields: Fields): LogEntry {
  fields.noLookalikes('body', 'integratedTime', 'logIndex', 'logID', 'verification');
  const verification = fields.optionalObject('verification');
  const promise = verification?.optionalBytes('signedEntryTimestamp');
  const proof = verification?.optionalObject('inclusionProof');
  return entryOf(fields, {
    ...(promise === undefined || promise.length === 0 ? {} : { promise }),
    ...(proof === undefined ? {} : { proof: readProof(proof) }),
  });
}

/** The proof's numbers and hashes are of the log's shard, in hexadecimal. */
function readProof(fields: Fields): InclusionProof {
  const checkpoint = fields.optionalText('checkpoint');
  if (checkpoint !== undefined && checkpoint.length > limits.maxCheckpointBytes)
    unfit('BUNDLE_TOO_LARGE', `${fields.path} has a checkpoint of ${checkpoint.length} characters`);
  return {
    logIndex: fields.count('logIndex', { absent: undefined }),
    rootHash: hexBytes(fields.text('rootHash'), fields),
    treeSize: fields.count('treeSize', { absent: undefined }),
    hashes: fields
      .list('hashes', limits.maxProofHashes)
      .map((one) => (typeof one === 'string' ? hexBytes(one, fields) : fields.fail('has a hash that is no text'))),
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
}

function entryOf(fields: Fields, proofs: Pick<LogEntry, 'promise' | 'proof'>): LogEntry {
  const body = fields.bytes('body');
  return {
    logIndex: fields.count('logIndex', { absent: undefined }),
    logKeyId: hexBytes(fields.text('logID'), fields),
    ...kindOf(body),
    integratedTime: fields.count('integratedTime', { absent: undefined }),
    ...proofs,
    body,
  };
}

/** Which kind of entry a body says that it is. Source: sigstore/rekor `openapi.yaml`, `ProposedEntry`. */
function kindOf(body: Uint8Array): Pick<LogEntry, 'kind' | 'version'> {
  const json = parseJson(body, { what: 'the body of the log entry', code });
  if (json.kind === 'refused') unfit(json.reason.code, json.reason.message);
  const fields = new Fields(json.value, { path: 'the body of the log entry', code, spelling: 'exact' });
  return { kind: fields.text('kind'), version: fields.text('apiVersion') };
}

function hexBytes(text: string, fields: Fields): Uint8Array {
  if (text.length === 0 || text.length % 2 !== 0 || !/^[0-9a-f]+$/.test(text)) return fields.fail('has a value that is not lower-case hexadecimal');
  return Buffer.from(text, 'hex');
}

import { field, jsonOf } from '../http/json.ts';
import type { Reply } from '../http/reply.ts';
import type { Handler } from '../http/server.ts';
import type { EntryBody } from '../log/bodies.ts';
import type { LogEntryJson } from '../log/log.ts';
import { leafHash } from '../log/merkle.ts';
import type { Sigstore } from '../sigstore.ts';
import { proposedEntry } from './proposal.ts';

/** A log of version 1 over HTTP. Source: sigstore/rekor `openapi.yaml`. */
export function rekorV1Handler(options: { readonly sigstore: () => Sigstore }): Handler {
  const kept = new Map<string, LogEntryJson>();

  const shown = (uuid: string, entry: LogEntryJson): object => {
    const { rekorV1, clock } = options.sigstore();
    const proof = rekorV1.prove(Number(entry.inclusionProof?.logIndex), { at: clock.now() });
    return {
      [uuid]: {
        body: entry.canonicalizedBody,
        integratedTime: Number(entry.integratedTime),
        logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
        logIndex: Number(entry.logIndex),
        verification: {
          inclusionProof: {
            checkpoint: proof.checkpoint.envelope,
            hashes: proof.hashes.map((hash) => Buffer.from(hash, 'base64').toString('hex')),
            logIndex: Number(proof.logIndex),
            rootHash: Buffer.from(proof.rootHash, 'base64').toString('hex'),
            treeSize: Number(proof.treeSize),
          },
          signedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp,
        },
      },
    };
  };
  const uuidOf = (entry: EntryBody): string => `${options.sigstore().rekorV1.keyId.toString('hex').slice(0, 16)}${leafHash(entry.body).toString('hex')}`;

  const add = (proposal: unknown): Reply => {
    const { rekorV1, clock } = options.sigstore();
    const entry = proposedEntry(proposal);
    if (typeof entry === 'string') return { status: 400, body: { code: 400, message: entry } };
    const uuid = uuidOf(entry);
    const location = `/api/v1/log/entries/${uuid}`;
    if (kept.has(uuid)) return { status: 409, headers: { location }, body: { code: 409, message: 'an equivalent entry already exists' } };
    const added = rekorV1.add(entry, { at: clock.now() });
    kept.set(uuid, added);
    return { status: 201, headers: { location, etag: uuid }, body: shown(uuid, added) };
  };

  /** The entries that equal those proposed, or that have the asked names or indexes. */
  const retrieve = (request: unknown): Reply => {
    const list = (name: string): readonly unknown[] => {
      const found = field(request, name);
      return Array.isArray(found) ? found : [];
    };
    const proposed = list('entries').map(proposedEntry);
    const uuids = [
      ...proposed.flatMap((entry) => (typeof entry === 'string' ? [] : [uuidOf(entry)])),
      ...list('entryUUIDs').map((uuid) => String(uuid).slice(-80)),
      ...list('logIndexes').flatMap((index) => [...kept].filter(([, entry]) => entry.logIndex === String(index)).map(([uuid]) => uuid)),
    ];
    return { status: 200, body: uuids.flatMap((uuid) => entryOf(uuid).map((entry) => shown(uuid, entry))) };
  };

  const entryOf = (uuid: string): readonly LogEntryJson[] => {
    const found = kept.get(uuid);
    return found === undefined ? [] : [found];
  };

  return (exchange) => {
    const { method, path, query } = exchange;
    const { rekorV1, clock } = options.sigstore();
    if (method === 'POST' && path === '/api/v1/log/entries') return add(jsonOf(exchange));
    if (method === 'POST' && path === '/api/v1/log/entries/retrieve') return retrieve(jsonOf(exchange));
    if (method === 'GET' && path === '/api/v1/log/publicKey')
      return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: rekorV1.key.publicPem };
    if (method === 'GET' && path === '/api/v1/log')
      return {
        status: 200,
        body: {
          rootHash: rekorV1.tree.root(rekorV1.tree.size()).toString('hex'),
          signedTreeHead: rekorV1.checkpoint({ at: clock.now() }),
          treeSize: rekorV1.tree.size(),
          treeID: String(rekorV1.keyId.readUInt32BE(0)),
        },
      };
    if (method === 'GET' && path === '/api/v1/log/proof') {
      const hashes = rekorV1.tree.consistency({ from: Number(query.get('firstSize') ?? 1), to: Number(query.get('lastSize')) });
      return {
        status: 200,
        body: { rootHash: rekorV1.tree.root(Number(query.get('lastSize'))).toString('hex'), hashes: hashes.map((one) => one.toString('hex')) },
      };
    }
    const named = /^\/api\/v1\/log\/entries(?:\/([0-9a-f]+))?$/.exec(path);
    if (method !== 'GET' || named === null) return { status: 404, body: { code: 404, message: 'not found' } };
    const uuid = named[1]?.slice(-80) ?? [...kept].find(([, entry]) => entry.logIndex === query.get('logIndex'))?.[0] ?? '';
    const entry = kept.get(uuid);
    return entry === undefined ? { status: 404, body: { code: 404, message: 'entry not found' } } : { status: 200, body: shown(uuid, entry) };
  };
}

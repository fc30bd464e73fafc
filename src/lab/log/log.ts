import { base64, canonicalJson } from '../canonical.ts';
import type { LabKey } from '../keys.ts';
import type { EntryBody } from './bodies.ts';
import { createMerkleTree, type MerkleTree } from './merkle.ts';
import { noteKeyId, signCheckpoint, type NoteSigner } from './note.ts';

/** An entry in the JSON of protobuf-specs `sigstore_rekor.proto`, TransparencyLogEntry. */
export interface LogEntryJson {
  readonly logIndex: string;
  readonly logId: { readonly keyId: string };
  readonly kindVersion: { readonly kind: string; readonly version: string };
  readonly integratedTime: string;
  readonly inclusionPromise?: { readonly signedEntryTimestamp: string };
  readonly inclusionProof?: InclusionProofJson;
  readonly canonicalizedBody: string;
}

export interface InclusionProofJson {
  readonly logIndex: string;
  readonly rootHash: string;
  readonly treeSize: string;
  readonly hashes: readonly string[];
  readonly checkpoint: { readonly envelope: string };
}

/** A transparency log: every entry is in a real Merkle tree. */
export interface TransparencyLog {
  readonly generation: 'v1' | 'v2';
  readonly url: string;
  readonly origin: string;
  readonly key: LabKey;
  /** As bundles and trusted roots name it. */
  readonly keyId: Buffer;
  readonly tree: MerkleTree;
  readonly entries: readonly EntryBody[];
  /** Adds an entry at a time and proves it in the tree as it is then. */
  readonly add: (entry: EntryBody, options: { readonly at: number }) => LogEntryJson;
  /** Proves an entry that is there. */
  readonly prove: (index: number, options: { readonly at: number }) => InclusionProofJson;
  readonly checkpoint: (options: { readonly at: number }) => string;
  /** The promise of version 1 that an entry will be included. */
  readonly promise: (promised: { readonly body: Uint8Array; readonly logIndex: number; readonly at: number; readonly by?: LabKey }) => string;
}

export interface LogOptions {
  readonly generation: 'v1' | 'v2';
  readonly url: string;
  readonly key: LabKey;
  readonly witnesses?: readonly NoteSigner[];
  /** Entries of earlier shards, which the index of version 1 counts too. */
  readonly earlier?: number;
}

/**
 * An empty log. Version 1 gives a promise and a time of its own; version 2 gives neither, and its index is that of its tree.
 * Source: sigstore/rekor `openapi.yaml`; sigstore/rekor-tiles `CLIENTS.md`.
 */
export function createLog(options: LogOptions): TransparencyLog {
  const { generation, url, key, witnesses = [] } = options;
  // Without a port, as clients look for it.
  const host = new URL(url).hostname;
  const earlier = generation === 'v1' ? (options.earlier ?? 1000) : 0;
  const signer: NoteSigner = { name: host, key, as: generation === 'v1' ? 'older-log' : 'log' };
  const keyId = noteKeyId(signer);
  // Version 1 puts the number of its tree behind its name.
  const origin = generation === 'v1' ? `${host} - ${keyId.readUInt32BE(0)}` : host;
  const tree = createMerkleTree();
  const entries: EntryBody[] = [];
  const signers = [signer, ...witnesses];

  const promise: TransparencyLog['promise'] = ({ body, logIndex, at, by = key }) =>
    base64(by.sign(Buffer.from(canonicalJson({ body: base64(body), integratedTime: Math.floor(at / 1000), logID: keyId.toString('hex'), logIndex }))));
  const checkpoint: TransparencyLog['checkpoint'] = ({ at }) => signCheckpoint({ origin, size: tree.size(), root: tree.root(tree.size()) }, { signers, at });
  const prove: TransparencyLog['prove'] = (index, { at }) => ({
    logIndex: String(index),
    rootHash: base64(tree.root(tree.size())),
    treeSize: String(tree.size()),
    hashes: tree.inclusion({ index, size: tree.size() }).map(base64),
    checkpoint: { envelope: checkpoint({ at }) },
  });

  return {
    generation,
    url,
    origin,
    key,
    keyId,
    tree,
    entries,
    checkpoint,
    prove,
    promise,
    add: (entry, { at }) => {
      const index = tree.append(entry.body);
      entries.push(entry);
      return {
        logIndex: String(earlier + index),
        logId: { keyId: base64(keyId) },
        kindVersion: { kind: entry.kind, version: entry.version },
        integratedTime: generation === 'v1' ? String(Math.floor(at / 1000)) : '0',
        ...(generation === 'v1' ? { inclusionPromise: { signedEntryTimestamp: promise({ body: entry.body, logIndex: earlier + index, at }) } } : {}),
        inclusionProof: prove(index, { at }),
        canonicalizedBody: base64(entry.body),
      };
    },
  };
}

/** Adds entries of nobody: one that is alone in its tree has a proof without hashes, which is no test of one. */
export function fillLog(log: TransparencyLog, options: { readonly count: number; readonly at: number }): readonly LogEntryJson[] {
  const version = log.generation === 'v1' ? '0.0.1' : '0.0.2';
  return Array.from({ length: options.count }, () =>
    log.add({ kind: 'hashedrekord', version, body: Buffer.from(`{"filler":${log.tree.size()}}`) }, { at: options.at }),
  );
}

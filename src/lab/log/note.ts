import { digestOf, type LabKey } from '../keys.ts';

/** One line of signatures under a note. */
export interface NoteSigner {
  readonly name: string;
  readonly key: LabKey;
  /** A witness signs with the time, by another kind of key; logs of version 1 name every key as ECDSA keys are named. Source: C2SP tlog-cosignature. */
  readonly as: 'log' | 'older-log' | 'witness';
}

/** What a checkpoint says. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly extensionLines?: readonly string[];
}

/** A signed checkpoint. Source: C2SP signed-note, tlog-checkpoint. */
export function signCheckpoint(checkpoint: Checkpoint, options: { readonly signers: readonly NoteSigner[]; readonly at: number }): string {
  const { origin, size, root, extensionLines = [] } = checkpoint;
  const text = `${[origin, size, Buffer.from(root).toString('base64'), ...extensionLines].join('\n')}\n`;
  return `${text}\n${options.signers.map((signer) => signatureLine(signer, text, Math.floor(options.at / 1000))).join('')}`;
}

function signatureLine(signer: NoteSigner, text: string, seconds: number): string {
  const line = (signature: Uint8Array): string => `— ${signer.name} ${Buffer.concat([noteKeyId(signer).subarray(0, 4), signature]).toString('base64')}\n`;
  if (signer.as !== 'witness') return line(signer.key.sign(Buffer.from(text)));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return line(Buffer.concat([time, signer.key.sign(Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`))]));
}

/** The identifier of a note's key, before it is cut to four bytes. Source: C2SP signed-note; sigstore/rekor-tiles `pkg/note/note.go`. */
export function noteKeyId({ name, key, as }: NoteSigner): Buffer {
  // ECDSA keys have the name that Certificate Transparency gives them.
  if (as === 'older-log' || key.algorithm.startsWith('p')) return digestOf('sha256', key.spki);
  const named = (type: Uint8Array, bytes: Uint8Array): Buffer => digestOf('sha256', Buffer.concat([Buffer.from(`${name}\n`), type, bytes]));
  if (key.algorithm === 'ed25519') return named(Buffer.from([as === 'witness' ? 4 : 1]), key.spki.subarray(-32));
  return named(Buffer.concat([Buffer.from([0xff]), Buffer.from('PKIX-RSA-PKCS#1v1.5')]), key.spki);
}

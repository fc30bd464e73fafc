import { digestOf, type LabKey } from '../keys.ts';

/** One line of signatures under a note. */
export interface NoteSigner {
  readonly name: string;
  readonly key: LabKey;
  /** A witness signs with the time, by another kind of key. Source: C2SP tlog-cosignature. */
  readonly as: 'log' | 'witness';
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
  if (signer.as === 'log') return line(signer.key.sign(Buffer.from(text)));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return line(Buffer.concat([time, signer.key.sign(Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`))]));
}

/** The identifier of a note's key, before it is cut to four bytes: ECDSA keys have that of Certificate Transparency. Source: C2SP signed-note; sigstore/rekor-tiles `pkg/note/note.go`. */
export function noteKeyId(signer: NoteSigner): Buffer {
  if (signer.key.algorithm !== 'ed25519') return digestOf('sha256', signer.key.spki);
  const raw = signer.key.spki.subarray(-32);
  return digestOf('sha256', Buffer.concat([Buffer.from(`${signer.name}\n`), Buffer.from([signer.as === 'witness' ? 4 : 1]), raw]));
}

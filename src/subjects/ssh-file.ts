import type { Offered } from '../trust/bundle/index.ts';
import { decodeUtf8 } from '../trust/json/index.ts';
import { parsed, refused } from '../trust/reason/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { artifactOfBytes, digestOf } from './digest.ts';
import { sshSignature } from './git/ssh.ts';

const begin = '-----BEGIN SSH SIGNATURE-----';

/** True of what `ssh-keygen -Y sign` wrote, by how it begins. */
export function looksLikeSsh(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, begin.length)).toString('latin1') === begin;
}

/** Reads a signature of SSH over a file, made for the namespace `file` as its manual says. Source: ssh-keygen(1), `-Y sign`. */
export function sshFileEvidence(bytes: Uint8Array, from: string, artifact: Artifact): Offered {
  const where = { from, format: 'detached-signature', use: 'file' } as const;
  const text = decodeUtf8(bytes);
  if (text === undefined) return { ...where, bundle: refused('BUNDLE_MALFORMED', 'the SSH signature is no text') };
  const read = sshSignature(text, {
    namespace: 'file',
    digest: (hash) => {
      const digest = digestOf(artifact, hash);
      return digest === undefined ? undefined : Buffer.from(digest, 'hex');
    },
  });
  if (read.kind === 'refused') return { ...where, bundle: read };
  return { ...where, bundle: parsed(read.value.bundle), over: artifactOfBytes(read.value.signed, from) };
}

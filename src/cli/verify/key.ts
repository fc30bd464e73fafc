import { createPublicKey } from 'node:crypto';
import { SealwrightError, type Disk } from '../../base/index.ts';
import { minisignPublicKey, sshPublicKey } from '../../subjects/index.ts';

const maxKeyBytes = 64 * 1024;

/** Reads a public key from a file of PEM, or of SSH or minisign as they write it. Returns its SPKI. Throws KEY_UNREADABLE, for a private key too: verifying needs none. */
export function readKey(disk: Disk, path: string): Uint8Array {
  const file = disk.read(path, { maxBytes: maxKeyBytes });
  if (file.kind !== 'bytes') throw unreadable(path, file.kind === 'missing' ? 'does not exist' : file.kind === 'folder' ? 'is a folder' : file.reason);
  const text = Buffer.from(file.bytes).toString('latin1');
  if (text.includes('PRIVATE KEY')) throw unreadable(path, 'is a private key, which nobody needs who verifies');
  for (const read of [sshPublicKey(text), minisignPublicKey(text)]) if (read.kind === 'parsed') return read.value;
  if (!/^-----BEGIN (?:RSA )?PUBLIC KEY-----\r?$/m.test(text)) throw unreadable(path, 'holds no PEM of a public key');
  try {
    return createPublicKey(text).export({ type: 'spki', format: 'der' });
  } catch (cause) {
    throw unreadable(path, 'holds a public key that cannot be read', cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): SealwrightError {
  return new SealwrightError('KEY_UNREADABLE', {
    message: `${path} ${why}`,
    hint: 'give a file that begins with -----BEGIN PUBLIC KEY-----, such as cosign.pub, or a public key of SSH or minisign',
    ...(cause === undefined ? {} : { cause }),
  });
}

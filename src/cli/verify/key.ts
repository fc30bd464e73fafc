import { createPublicKey } from 'node:crypto';
import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { minisignPublicKey, openPgpKeys, sshPublicKeys } from '../../subjects/index.ts';
import type { KeyPolicy } from '../../trust/policy/index.ts';

/**
 * Reads public keys from a file: PEM, OpenPGP armoured or not, `allowed_signers` or a public key of SSH, or minisign's.
 * Throws KEY_UNREADABLE, for a private key too: verifying needs none.
 */
export function readKey(disk: Disk, path: string): KeyPolicy {
  const file = disk.read(path, { maxBytes: limits.maxKeyringBytes });
  if (file.kind !== 'bytes')
    throw unreadable(path, file.kind === 'missing' ? 'does not exist' : file.kind === 'folder' ? 'is a folder' : `is not read: ${file.reason}`);
  const text = Buffer.from(file.bytes).toString('latin1');
  if (text.includes('PRIVATE KEY')) throw unreadable(path, 'is a private key, which nobody needs who verifies');
  const openPgp = openPgpKeys(file.bytes);
  if (openPgp?.kind === 'parsed') return { kind: 'openpgp', keys: openPgp.value };
  if (openPgp?.kind === 'refused') throw unreadable(path, `is not taken: ${openPgp.reason.message}`);
  const minisign = minisignPublicKey(text);
  if (minisign.kind === 'parsed') return { kind: 'key', spki: minisign.value };
  if (!/^-----BEGIN (?:RSA )?PUBLIC KEY-----\r?$/m.test(text)) return sshKeys(path, text);
  try {
    return { kind: 'key', spki: createPublicKey(text).export({ type: 'spki', format: 'der' }) };
  } catch (cause) {
    throw unreadable(path, 'holds a public key that cannot be read', cause);
  }
}

function sshKeys(path: string, text: string): KeyPolicy {
  const keys = sshPublicKeys(text);
  if (keys.kind === 'refused') throw unreadable(path, /(?:ssh|ecdsa)-/.test(text) ? `is not taken: ${keys.reason.message}` : 'holds no PEM of a public key');
  const { uses } = keys.value;
  const [spki, ...others] = keys.value.keys;
  const limited = uses.every((one) => one === 'anything') ? {} : { uses };
  return others.length === 0 ? { kind: 'key', spki, ...limited } : { kind: 'key', spki, others, ...limited };
}

function unreadable(path: string, why: string, cause?: unknown): SealwrightError {
  return new SealwrightError('KEY_UNREADABLE', {
    message: `${path} ${why}`,
    hint: 'give a file that begins with -----BEGIN PUBLIC KEY-----, such as cosign.pub, or a public key of OpenPGP, SSH or minisign',
    ...(cause === undefined ? {} : { cause }),
  });
}

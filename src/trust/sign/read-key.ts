import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SealwrightError } from '../../base/index.ts';
import { pemBlocks } from '../der/index.ts';
import { openCosignKey } from './cosign-key.ts';
import { keyOf, type SigningKey } from './signing-key.ts';

/** A file of a private key, and where its password is. */
export interface KeyFile {
  readonly pem: string;
  /** For a person. */
  readonly from: string;
  /** Asked for where the key is encrypted alone; undefined where nobody gave one. */
  readonly password: () => string | undefined;
}

const cosignLabels = new Set(['ENCRYPTED SIGSTORE PRIVATE KEY', 'ENCRYPTED COSIGN PRIVATE KEY']);

/**
 * Reads a private key: PEM of PKCS#8, SEC1 or PKCS#1, encrypted PKCS#8, or a key that cosign made. Throws
 * SIGNING_KEY_UNREADABLE, with nothing of what it read and nothing of the password.
 */
export function readKey({ pem, from, password }: KeyFile): SigningKey {
  const blocks = pemBlocks(pem);
  // Files of OpenSSL have the curve's parameters before the key.
  const [block, ...others] = blocks.kind === 'parsed' ? blocks.value.filter(({ label }) => label !== 'EC PARAMETERS') : [];
  if (block === undefined || others.length > 0 || !block.label.endsWith('PRIVATE KEY')) throw unreadable(from, 'holds no private key as PEM', kinds);
  if (!block.label.startsWith('ENCRYPTED ')) return keyOf(decoded(pem, from), from);
  const given = password();
  if (given === undefined) throw unreadable(from, 'is encrypted, and there is no password', 'set COSIGN_PASSWORD, or give --key-password FILE');
  if (!cosignLabels.has(block.label)) return keyOf(decoded(pem, from, given), from);
  const opened = openCosignKey(block.der, given);
  if (opened.kind === 'malformed') throw unreadable(from, `is no key of cosign that can be read: ${opened.why}`, kinds);
  if (opened.kind === 'wrong-password') throw unreadable(from, 'is not opened by this password', 'see COSIGN_PASSWORD or --key-password');
  return keyOf(decodedDer(opened.pkcs8, from), from);
}

const kinds = 'give PEM of PKCS#8 or SEC1, encrypted or not, or a key that cosign made';

function decoded(pem: string, from: string, passphrase?: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    if (passphrase === undefined) throw unreadable(from, 'holds no private key that can be read', kinds);
    throw unreadable(from, 'is not opened by this password', 'see COSIGN_PASSWORD or --key-password');
  }
}

function decodedDer(pkcs8: Uint8Array, from: string): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    throw unreadable(from, 'was decrypted, and holds no private key that can be read', kinds);
  }
}

function unreadable(from: string, why: string, hint: string): SealwrightError {
  return new SealwrightError('SIGNING_KEY_UNREADABLE', { message: `${from} ${why}`, hint });
}

import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { limits, SealwrightError, type Programs } from '../base/index.ts';
import { sshKey, sshPublicKeys } from '../subjects/index.ts';
import { readSshPrivateKey } from './ssh-private-key.ts';
import { armoured, sshNumber, sshString } from './wire.ts';

/** Signs objects of git with a key of SSH. */
export interface SshSigner {
  readonly spki: Uint8Array;
  readonly sign: (payload: Uint8Array) => Promise<string>;
}

const magic = 'SSHSIG';
const namespace = 'git';

/**
 * Opens a key: one of OpenSSH or PEM that is not encrypted signs here; for one that is, or whose file holds the public key
 * alone, `ssh-keygen` is asked, which knows agents, tokens and passphrases. Throws SIGNING_KEY_UNREADABLE.
 */
export function sshKeySigner(text: string, { path, programs }: { readonly path: string; readonly programs: Programs }): SshSigner {
  const own = readSshPrivateKey(text);
  if (own.kind === 'key') return signerWith(own.key, path);
  if (own.kind === 'locked') return byProgram(own.wire, { path, programs });
  if (/^-----BEGIN (?:EC |RSA )?PRIVATE KEY-----/.test(text)) return signerWith(pemKey(text, path), path);
  const listed = sshPublicKeys(text);
  const wire = Buffer.from(/(?:^|\s)(?:sk-)?(?:ssh|ecdsa)-\S+\s+([A-Za-z0-9+/=]+)/.exec(text)?.[1] ?? '', 'base64');
  if (listed.kind === 'parsed' && wire.length > 0) return byProgram(wire, { path, programs });
  throw unreadable(path, 'holds no key of SSH and no private key as PEM');
}

function pemKey(text: string, path: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw unreadable(path, 'holds a private key that cannot be read');
  }
}

/** Source: OpenSSH `PROTOCOL.sshsig`. */
function signerWith(key: KeyObject, path: string): SshSigner {
  const kind = kindOf(key);
  if (kind === undefined) throw unreadable(path, 'holds a key of a kind that SSH has no signatures of');
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    spki,
    sign: async (payload) => {
      const about = [namespace, '', 'sha512'].map(sshString);
      const over = Buffer.concat([Buffer.from(magic), ...about, sshString(createHash('sha512').update(payload).digest())]);
      const blob = kind.signature(over);
      const version = Buffer.from([0, 0, 0, 1]);
      const wrapped = Buffer.concat([sshString(kind.algorithm), sshString(blob)]);
      return armoured('SSH SIGNATURE', Buffer.concat([Buffer.from(magic), version, sshString(kind.wire), ...about, sshString(wrapped)]), 70);
    },
  };
}

interface Kind {
  /** The public key. Source: RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
  readonly wire: Uint8Array;
  readonly algorithm: string;
  readonly signature: (bytes: Uint8Array) => Uint8Array;
}

const curves: Readonly<Record<string, { readonly name: string; readonly hash: string; readonly size: number }>> = {
  'P-256': { name: 'nistp256', hash: 'sha256', size: 32 },
  'P-384': { name: 'nistp384', hash: 'sha384', size: 48 },
  'P-521': { name: 'nistp521', hash: 'sha512', size: 66 },
};

function kindOf(key: KeyObject): Kind | undefined {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  const part = (name: 'x' | 'y' | 'n' | 'e'): Buffer => Buffer.from(jwk[name] ?? '', 'base64url');
  if (jwk.crv === 'Ed25519')
    return {
      wire: Buffer.concat([sshString('ssh-ed25519'), sshString(part('x'))]),
      algorithm: 'ssh-ed25519',
      signature: (bytes) => sign(null, bytes, key),
    };
  if (jwk.kty === 'RSA')
    return {
      wire: Buffer.concat([sshString('ssh-rsa'), sshNumber(part('e')), sshNumber(part('n'))]),
      algorithm: 'rsa-sha2-512',
      signature: (bytes) => sign('sha512', bytes, key),
    };
  const curve = curves[jwk.crv ?? ''];
  if (curve === undefined) return undefined;
  const { name, hash, size } = curve;
  const type = `ecdsa-sha2-${name}`;
  return {
    wire: Buffer.concat([sshString(type), sshString(name), sshString(Buffer.concat([Buffer.from([4]), part('x'), part('y')]))]),
    algorithm: type,
    signature: (bytes) => {
      const both = sign(hash, bytes, { key, dsaEncoding: 'ieee-p1363' });
      return Buffer.concat([sshNumber(both.subarray(0, size)), sshNumber(both.subarray(size))]);
    },
  };
}

/** What asks for a passphrase or a touch asks the person at the terminal itself. */
const programTimeoutMs = 180_000;

function byProgram(wire: Uint8Array, { path, programs }: { readonly path: string; readonly programs: Programs }): SshSigner {
  const known = sshKey(wire);
  if (known.kind === 'refused') throw unreadable(path, 'holds a public key that cannot be read');
  return {
    spki: known.value.spki,
    sign: async (payload) => {
      const ran = await programs.run('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', path], {
        input: payload,
        maxBytes: limits.maxOpenPgpSignatureBytes,
        timeoutMs: programTimeoutMs,
      });
      if (ran.kind === 'ended' && ran.code === 0) return Buffer.from(ran.stdout).toString('latin1');
      throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
        message: `ssh-keygen did not sign with ${path}: ${ran.kind === 'failed' ? ran.reason : `it ended with ${ran.code}`}; no tag was made`,
        hint: `is its agent running? ssh-add ${path}`,
      });
    },
  };
}

function unreadable(path: string, why: string): SealwrightError {
  return new SealwrightError('SIGNING_KEY_UNREADABLE', { message: `${path} ${why}`, hint: '--key ~/.ssh/id_ed25519' });
}

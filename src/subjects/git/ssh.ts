import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import { pemBlocks } from '../../trust/der/index.ts';
import { parsed, quoted, refused, type Parsed } from '../../trust/reason/index.ts';
import type { KeyUse } from '../../trust/policy/index.ts';
import { messageByKey, type SignedBytes } from './signed-bytes.ts';
import { SshReader } from './ssh-reader.ts';

const magic = 'SSHSIG';

/** What a signature of SSH is held against. */
export interface SshSigned {
  /** What it has to be for: a signature for one purpose says nothing for another. */
  readonly namespace: KeyUse;
  /** The digest of what was signed; undefined where the bytes are not at hand. */
  readonly digest: (hash: 'sha256' | 'sha512') => Uint8Array | undefined;
}

/**
 * Reads an SSH signature over a git object or a file: what it is over by the rules of its own envelope, and the signature
 * as the trust core reads one. The key in it is a hint; whose it must be is the policy's to say.
 * Source: OpenSSH `PROTOCOL.sshsig`; `PROTOCOL.u2f` for keys on tokens.
 */
export function sshSignature(text: string, { namespace: expected, digest: digestBy }: SshSigned): Parsed<SignedBytes> {
  const blocks = pemBlocks(text);
  const [block, ...others] = blocks.kind === 'parsed' ? blocks.value : [];
  if (block?.label !== 'SSH SIGNATURE' || others.length > 0) return malformed('it is no armour of one signature');
  const reader = new SshReader(block.der);
  const start = reader.bytes(magic.length);
  if (start === undefined || latin1(start) !== magic || reader.uint32() !== 1) return malformed('it is of another version');
  const [key, namespace, reserved, hashName, wrapped] = [reader.string(), reader.string(), reader.string(), reader.string(), reader.string()];
  if (key === undefined || namespace === undefined || reserved === undefined || hashName === undefined || wrapped === undefined || !reader.done)
    return malformed('it is cut off, or has something after its end');
  // A signature that was given for another purpose, such as to log in, says nothing of this one.
  if (latin1(namespace) !== expected)
    return refused('SIGNATURE_OTHER_USE', `the SSH signature is for ${quoted(latin1(namespace))}, expected ${quoted(expected)}`, {
      hint: expected === 'file' ? 'have it signed anew: ssh-keygen -Y sign -n file -f KEY FILE' : 'have it signed anew: git tag --sign',
    });
  const hash = latin1(hashName);
  if (hash !== 'sha256' && hash !== 'sha512') return malformed('its hash is of another kind than SHA-256 and SHA-512');
  const digest = digestBy(hash);
  if (digest === undefined)
    return refused('ARTIFACT_BYTES_NEEDED', `the SSH signature is over the ${hash} of the bytes, and these are not at hand`, { hint: 'give the file itself' });
  const signed = Buffer.concat([Buffer.from(magic), ...[namespace, reserved, hashName, digest].map(lengthBefore)]);
  return signatureOf({ key, wrapped, signed });
}

/** The bytes that a key of each kind signs, and its signature as the trust core reads it. */
function signatureOf(parts: { readonly key: Uint8Array; readonly wrapped: Uint8Array; readonly signed: Uint8Array }): Parsed<SignedBytes> {
  const { key, wrapped, signed } = parts;
  const known = sshKey(key);
  if (known.kind === 'refused') return known;
  const { type, application } = known.value;
  const reader = new SshReader(wrapped);
  const kind = latin1(reader.string() ?? new Uint8Array());
  const blob = reader.string();
  const token = application === undefined ? undefined : { flags: reader.bytes(1), counter: reader.bytes(4) };
  if (blob === undefined || !reader.done) return malformed('the signature within is cut off, or has something after its end');
  if (!(type === 'ssh-rsa' ? ['rsa-sha2-256', 'rsa-sha2-512'] : [type]).includes(kind))
    return malformed(`it is of kind ${quoted(kind)}, by a key of kind ${quoted(type)}`);
  const hint = `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
  const signature = type.includes('ecdsa') ? derOfEcdsa(blob) : blob;
  if (signature === undefined) return malformed('the signature within is no pair of numbers');
  if (application === undefined) return parsed(messageByKey({ signature, signed, hint }));
  const { flags, counter } = token ?? {};
  if (flags === undefined || counter === undefined) return malformed('the flags of the token are cut off');
  // Source: PROTOCOL.u2f: without the first flag nobody touched the token.
  if (((flags[0] ?? 0) & 1) === 0) return malformed('nobody was present at the token');
  const over = Buffer.concat([createHash('sha256').update(application).digest(), flags, counter, createHash('sha256').update(signed).digest()]);
  return parsed(messageByKey({ signature, signed: over, hint }));
}

export interface SshKey {
  readonly type: string;
  readonly spki: Uint8Array;
  /** Of a key on a token. */
  readonly application?: Uint8Array;
}

/** Reads a public key as SSH writes it. Source: RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
export function sshKey(wire: Uint8Array): Parsed<SshKey> {
  const reader = new SshReader(wire);
  const type = latin1(reader.string() ?? new Uint8Array());
  const jwk = jwkOf(type, reader);
  const application = type.startsWith('sk-') ? reader.string() : undefined;
  if (jwk === undefined || !reader.done || (type.startsWith('sk-') && application === undefined))
    return malformed(`the key is malformed, or of kind ${quoted(type)}`);
  try {
    const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
    return parsed({ type, spki, ...(application === undefined ? {} : { application }) });
  } catch {
    return malformed('the key is no point or number of its kind');
  }
}

const curves: ReadonlyMap<string, { readonly name: string; readonly crv: string; readonly size: number }> = new Map([
  ['ecdsa-sha2-nistp256', { name: 'nistp256', crv: 'P-256', size: 32 }],
  ['sk-ecdsa-sha2-nistp256@openssh.com', { name: 'nistp256', crv: 'P-256', size: 32 }],
  ['ecdsa-sha2-nistp384', { name: 'nistp384', crv: 'P-384', size: 48 }],
  ['ecdsa-sha2-nistp521', { name: 'nistp521', crv: 'P-521', size: 66 }],
]);

function jwkOf(type: string, reader: SshReader): JsonWebKey | undefined {
  const url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  if (type === 'ssh-ed25519' || type === 'sk-ssh-ed25519@openssh.com') {
    const key = reader.string();
    return key?.length === 32 ? { kty: 'OKP', crv: 'Ed25519', x: url(key) } : undefined;
  }
  if (type === 'ssh-rsa') {
    const [e, n] = [reader.number(), reader.number()];
    return e === undefined || n === undefined ? undefined : { kty: 'RSA', e: url(e), n: url(n) };
  }
  const curve = curves.get(type);
  if (curve === undefined) return undefined;
  const [name, point] = [reader.string(), reader.string()];
  const { crv, size } = curve;
  if (name === undefined || latin1(name) !== curve.name || point?.length !== 1 + 2 * size || point[0] !== 4) return undefined;
  return { kty: 'EC', crv, x: url(point.subarray(1, 1 + size)), y: url(point.subarray(1 + size)) };
}

/** Two numbers of SSH as the two of DER. Source: RFC 5656 section 3.1.2, RFC 3279 section 2.2.3. */
function derOfEcdsa(blob: Uint8Array): Uint8Array | undefined {
  const reader = new SshReader(blob);
  const [r, s] = [reader.integer(), reader.integer()];
  if (r === undefined || s === undefined || !reader.done || r.length > 67 || s.length > 67) return undefined;
  const body = Buffer.concat([Buffer.from([2, r.length]), r, Buffer.from([2, s.length]), s]);
  return Buffer.concat([Buffer.from(body.length < 128 ? [0x30, body.length] : [0x30, 0x81, body.length]), body]);
}

function lengthBefore(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function malformed(why: string): Parsed<never> {
  return refused('BUNDLE_MALFORMED', `the SSH signature or key cannot be read: ${why}`, { clause: 'OpenSSH PROTOCOL.sshsig' });
}

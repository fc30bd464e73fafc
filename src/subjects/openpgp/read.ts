import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { armoured, packetsOf, packetTag, type Packet } from './packets.ts';

const clause = 'RFC 9580 section 10.3';

/** True of what OpenPGP's programs write, by how it begins: an armour, or a packet of a signature that is all of it. */
export function looksLikeOpenPgp(bytes: Uint8Array): boolean {
  return isArmoured(bytes) || (bytes.length < limits.maxOpenPgpSignatureBytes && onlySignature(packetsOf(bytes)) !== undefined);
}

/**
 * Reads a detached signature, armoured or not: one packet, with nothing before or after it, so that no program is asked
 * which of several counts. Returns the packet without its armour. Source: RFC 9580 sections 5.2 and 10.3.
 */
export function openPgpSignature(bytes: Uint8Array): Parsed<Uint8Array> {
  if (bytes.length > limits.maxOpenPgpSignatureBytes) return refused('BUNDLE_TOO_LARGE', 'the signature of OpenPGP is larger than is read', { clause });
  const packed = isArmoured(bytes) ? armouredSignature(bytes) : parsed(bytes);
  if (packed.kind === 'refused') return packed;
  const packets = packetsOf(packed.value);
  if (packets === undefined || packets.length === 0) return malformed('it is cut off, or is no packet');
  if (packets.some(({ tag }) => tag !== packetTag.signature)) return refused('BUNDLE_UNSUPPORTED', 'it is no detached signature of OpenPGP', { clause });
  const signature = onlySignature(packets);
  if (packets.length > 1) return refused('SIGNATURE_COUNT', `there are ${packets.length} signatures of OpenPGP, expected one`, { clause });
  if (signature === undefined) return malformed('it is of a version or type that signs no file');
  return packed;
}

function armouredSignature(bytes: Uint8Array): Parsed<Uint8Array> {
  const read = armoured(Buffer.from(bytes).toString('latin1'));
  const [first, ...others] = read?.blocks ?? [];
  if (read === undefined || first === undefined) return malformed('its armour is cut off');
  if (others.length > 0) return refused('SIGNATURE_COUNT', `there are ${others.length + 1} blocks of OpenPGP, expected one`, { clause });
  if (first.label !== 'SIGNATURE') return refused('BUNDLE_UNSUPPORTED', 'it is no detached signature of OpenPGP', { clause });
  return read.around.trim() === '' ? parsed(first.bytes) : malformed('something stands before or after its armour');
}

/** Of the versions that are in use, over a document in bytes or as text. Source: RFC 9580 sections 5.2.1 and 5.2.3. */
function onlySignature(packets: readonly Packet[] | undefined): Packet | undefined {
  const [only, ...others] = packets ?? [];
  if (only?.tag !== packetTag.signature || others.length > 0) return undefined;
  const [version = 0, type] = only.body;
  return version >= 4 && version <= 6 && (type === 0 || type === 1) ? only : undefined;
}

/**
 * Reads the public keys of a file, armoured or not, and returns their packets. Undefined where it is no such file.
 * A file that holds a secret key is refused: verifying needs none. Source: RFC 9580 section 10.1.
 */
export function openPgpKeys(bytes: Uint8Array): Parsed<Uint8Array> | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  const isText = text.includes('-----BEGIN PGP ');
  const read = isText ? armoured(text) : undefined;
  if (isText && read === undefined) return noKey('its armour is malformed');
  const packed = isText ? Buffer.concat(read?.blocks.map((one) => one.bytes) ?? []) : bytes;
  const packets = packetsOf(packed);
  const [first] = packets ?? [];
  if (!isText && (first === undefined || (first.tag !== packetTag.publicKey && first.tag !== packetTag.secretKey))) return undefined;
  if (packets === undefined || first === undefined) return noKey('it is cut off');
  if (packets.some(({ tag }) => tag === packetTag.secretKey || tag === packetTag.secretSubkey))
    return noKey('it holds a private key, which nobody needs who verifies');
  return first.tag === packetTag.publicKey ? parsed(packed) : noKey('it holds no public key');
}

function isArmoured(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1').trimStart().startsWith('-----BEGIN PGP ');
}

function noKey(why: string): Parsed<never> {
  return refused('CERTIFICATE_MALFORMED', `the OpenPGP key cannot be read: ${why}`, { clause: 'RFC 9580 section 10.1' });
}

function malformed(why: string): Parsed<never> {
  return refused('BUNDLE_MALFORMED', `the signature of OpenPGP cannot be read: ${why}`, { clause });
}

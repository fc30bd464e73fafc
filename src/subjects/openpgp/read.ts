import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { armoured, packetsOf, packetTag, type Packet } from './packets.ts';

const clause = 'RFC 9580 section 10.3';

/** True of what OpenPGP's programs write, by how it begins: an armour, or a packet of a signature that is all of it. */
export function looksLikeOpenPgp(bytes: Uint8Array): boolean {
  return isArmoured(bytes) || (bytes.length < limits.maxOpenPgpSignatureBytes && areSignatures(packetsOf(bytes)));
}

/**
 * Reads detached signatures, armoured or not, with nothing before or after them. Each is a piece of its own, so that no
 * program is asked which of several counts. Returns their packets without armour. Source: RFC 9580 sections 5.2 and 10.3.
 */
export function openPgpSignatures(bytes: Uint8Array): Parsed<readonly Parsed<Uint8Array>[]> {
  if (bytes.length > limits.maxOpenPgpSignatureBytes) return refused('BUNDLE_TOO_LARGE', 'the signature of OpenPGP is larger than is read', { clause });
  const packed = isArmoured(bytes) ? armouredSignatures(bytes) : parsed(bytes);
  if (packed.kind === 'refused') return packed;
  const packets = packetsOf(packed.value);
  if (packets === undefined || packets.length === 0) return malformed('it is cut off, or is no packet');
  if (packets.some(({ tag }) => tag !== packetTag.signature)) return refused('BUNDLE_UNSUPPORTED', 'it is no detached signature of OpenPGP', { clause });
  if (packets.length > limits.maxEnvelopeSignatures) return refused('SIGNATURE_COUNT', `there are ${packets.length} signatures of OpenPGP`, { clause });
  return parsed(packets.map((one) => (onlySignature([one]) === undefined ? malformed('it is of a version or type that signs no file') : parsed(one.whole))));
}

function armouredSignatures(bytes: Uint8Array): Parsed<Uint8Array> {
  const read = armoured(Buffer.from(bytes).toString('latin1'));
  if (read === undefined || read.blocks.length === 0) return malformed('its armour is cut off');
  if (read.blocks.some((one) => one.label !== 'SIGNATURE')) return refused('BUNDLE_UNSUPPORTED', 'it is no detached signature of OpenPGP', { clause });
  return read.around.trim() === '' ? parsed(Buffer.concat(read.blocks.map((one) => one.bytes))) : malformed('something stands before or after its armour');
}

function areSignatures(packets: readonly Packet[] | undefined): boolean {
  return packets !== undefined && packets.length > 0 && packets.every((one) => onlySignature([one]) !== undefined);
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

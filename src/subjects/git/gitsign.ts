import { createHash } from 'node:crypto';
import type { LogEntry } from '../../trust/bundle/index.ts';
import { pemBlocks, readOctets, readSignedMessage, type SignedMessage } from '../../trust/der/index.ts';
import { encodeBase64 } from '../../trust/json/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { readBinaryLogEntry } from './log-entry.ts';
import { messageByCertificate, type SignedBytes } from './signed-bytes.ts';

/** The log entry that gitsign keeps with a signature. Source: sigstore/gitsign `internal/rekor/oid/oid.go`. */
const logEntryOid = '1.3.6.1.4.1.57264.3.1';
const dataOid = '1.2.840.113549.1.7.1';

/**
 * Reads gitsign's signature over a git object: a CMS signature whose attributes name the object by digest, and whose
 * log entry, where it was made offline, is of those attributes. The certificate, the entry and the signature are the
 * trust core's to verify. Source: sigstore/gitsign `internal/rekor/oid/oid.go`; RFC 5652 section 5.4.
 */
export function gitsignSignature(text: string, payload: Uint8Array): Parsed<SignedBytes> {
  const blocks = pemBlocks(text);
  const [block, ...others] = blocks.kind === 'parsed' ? blocks.value : [];
  if (block?.label !== 'SIGNED MESSAGE' || others.length > 0) return malformed('it is no armour of one signature');
  const message = readSignedMessage(block.der);
  if (message.kind === 'refused') return message;
  const { certificates, contentType, messageDigest, digest, signature, signedBytes } = message.value;
  const [certificate] = certificates;
  if (certificate === undefined) return malformed('it has no certificate');
  if (contentType !== dataOid || digest === undefined) return malformed('it is of another content, or of a digest that is not accepted');
  // Source: RFC 5652 section 5.6: the digest among the signed attributes must be that of the content.
  if (Buffer.compare(createHash(digest).update(payload).digest(), messageDigest) !== 0)
    return refused('ARTIFACT_MISMATCH', 'the signature is of another git object', { clause: 'RFC 5652 section 5.6' });
  const entries = entriesOf(message.value, certificate);
  return entries === undefined
    ? malformed('its log entry is of another form')
    : parsed(messageByCertificate({ signature, signed: signedBytes, certificate, logEntries: entries }));
}

/** The entry's body is left out, as it follows from the signature: what it must be is put in its place, and proved to be in the log. */
function entriesOf({ unsigned, signature, signedBytes }: SignedMessage, certificate: Uint8Array): readonly LogEntry[] | undefined {
  const value = unsigned.get(logEntryOid);
  if (value === undefined) return [];
  const octets = readOctets(value);
  const entry = octets.kind === 'parsed' ? readBinaryLogEntry(octets.value) : undefined;
  if (entry?.kind !== 'hashedrekord' || entry.version !== '0.0.1' || entry.body.length > 0) return undefined;
  return [{ ...entry, body: bodyOf({ signature, signedBytes, certificate }) }];
}

/** Source: sigstore/rekor `pkg/types/hashedrekord/v0.0.1`, in canonical JSON (RFC 8785). */
function bodyOf(of: { readonly signature: Uint8Array; readonly signedBytes: Uint8Array; readonly certificate: Uint8Array }): Uint8Array {
  const lines = encodeBase64(of.certificate).match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  const value = createHash('sha256').update(of.signedBytes).digest('hex');
  const body = {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value } },
      signature: { content: encodeBase64(of.signature), publicKey: { content: encodeBase64(Buffer.from(pem)) } },
    },
  };
  return Buffer.from(JSON.stringify(body));
}

function malformed(why: string): Parsed<never> {
  return refused('BUNDLE_MALFORMED', `the signature of gitsign cannot be read: ${why}`);
}

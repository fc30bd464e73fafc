import { bitString, certificateTime, explicit, implicit, integer, octetString, oid, sequence, setOf, tlv, trueValue, utf8String } from '../der/write.ts';
import { digestOf, signatureAlgorithm, type LabKey } from '../keys.ts';
import type { CertificateIdentity } from './identity.ts';

/** A distinguished name of two parts; none of them makes it empty. */
export interface DirectoryName {
  readonly organization?: string;
  readonly commonName?: string;
}

/** DER of a name. Source: RFC 5280 section 4.1.2.4. */
export function directoryName(name: DirectoryName): Uint8Array {
  const part = (type: string, text: string | undefined): readonly Uint8Array[] => (text === undefined ? [] : [setOf(sequence(oid(type), utf8String(text)))]);
  return sequence(...part('2.5.4.10', name.organization), ...part('2.5.4.3', name.commonName));
}

export interface CertificateOptions {
  readonly serial: Uint8Array;
  readonly issuer: DirectoryName;
  readonly subject: DirectoryName;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly extensions: readonly Uint8Array[];
  readonly signer: LabKey;
}

/** The part of a certificate that is signed. Source: RFC 5280 section 4.1. */
export function toBeSigned(options: CertificateOptions): Uint8Array {
  return sequence(
    explicit(0, integer(2)),
    integer(options.serial),
    signatureAlgorithm(options.signer),
    directoryName(options.issuer),
    sequence(certificateTime(options.notBefore), certificateTime(options.notAfter)),
    directoryName(options.subject),
    options.spki,
    explicit(3, sequence(...options.extensions)),
  );
}

/** A signed certificate, DER. */
export function signCertificate(options: CertificateOptions): Uint8Array {
  const body = toBeSigned(options);
  return sequence(body, signatureAlgorithm(options.signer), bitString(options.signer.sign(body)));
}

export function extension(id: string, value: Uint8Array, mark: 'critical' | 'plain' = 'plain'): Uint8Array {
  return sequence(oid(id), ...(mark === 'critical' ? [trueValue()] : []), octetString(value));
}

/** Key usages by their bit. Source: RFC 5280 section 4.2.1.3. */
const usageBits = { 'digital-signature': 0x80, 'certificates-and-lists': 0x06 } as const;

export function keyUsage(usage: keyof typeof usageBits): Uint8Array {
  const bits = usageBits[usage];
  const unused = 31 - Math.clz32(bits & -bits);
  return extension('2.5.29.15', tlv(0x03, Buffer.from([unused, bits])), 'critical');
}

export function extendedKeyUsage(purpose: 'code-signing' | 'time-stamping' | 'server-auth'): Uint8Array {
  const last = { 'server-auth': 1, 'code-signing': 3, 'time-stamping': 8 }[purpose];
  // A time stamp's certificate must have it critical. Source: RFC 3161 section 2.3.
  return extension('2.5.29.37', sequence(oid(`1.3.6.1.5.5.7.3.${last}`)), purpose === 'time-stamping' ? 'critical' : 'plain');
}

export function authority(options: { readonly pathLength?: number } = {}): Uint8Array {
  const length = options.pathLength === undefined ? [] : [integer(options.pathLength)];
  return extension('2.5.29.19', sequence(trueValue(), ...length), 'critical');
}

export function keyIdentifier(spki: Uint8Array): Buffer {
  return digestOf('sha256', spki).subarray(0, 20);
}

export function subjectKeyIdentifier(spki: Uint8Array): Uint8Array {
  return extension('2.5.29.14', octetString(keyIdentifier(spki)));
}

export function authorityKeyIdentifier(spki: Uint8Array): Uint8Array {
  return extension('2.5.29.35', sequence(implicit(0, keyIdentifier(spki))));
}

/** The alternative name of an identity: critical, since the subject is empty. Source: RFC 5280 section 4.2.1.6. */
export function alternativeName(san: CertificateIdentity['san']): Uint8Array {
  const text = Buffer.from(san.value);
  const name =
    san.kind === 'email'
      ? implicit(1, text)
      : san.kind === 'uri'
        ? implicit(6, text)
        : tlv(0xa0, oid('1.3.6.1.4.1.57264.1.7'), explicit(0, utf8String(san.value)));
  return extension('2.5.29.17', sequence(name), 'critical');
}

/** Fulcio's extensions: 1 to 6 are bare text, the later ones DER. Source: sigstore/fulcio `docs/oid-info.md`. */
export function identityExtensions(identity: CertificateIdentity): readonly Uint8Array[] {
  return Object.entries(identity.extensions).map(([arc, text]) =>
    extension(`1.3.6.1.4.1.57264.1.${arc}`, Number(arc) <= 6 ? Buffer.from(text) : utf8String(text)),
  );
}

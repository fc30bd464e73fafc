import { createAuthority, serialOf, type AuthorityChain, type AuthorityOptions } from '../ca/authority.ts';
import { authorityKeyIdentifier, directoryName, extendedKeyUsage, keyUsage, signCertificate, subjectKeyIdentifier } from '../ca/certificate.ts';
import { explicit, generalizedTime, integer, octetString, oid, sequence, setOf, tlv } from '../der/write.ts';
import { digestOf, hashAlgorithm, makeKey, signatureAlgorithm, type HashName, type KeyAlgorithm, type LabKey } from '../keys.ts';

/** A timestamp authority. */
export interface TimestampAuthority {
  readonly url: string;
  readonly chain: AuthorityChain;
  readonly key: LabKey;
  /** DER: the certificate that signs, the intermediate, the root. */
  readonly certificates: readonly Uint8Array[];
  /** A `TimeStampResp` over bytes. */
  readonly stamp: (request: StampRequest) => Uint8Array;
}

export interface StampRequest {
  /** The digest of what is stamped. */
  readonly digest: Uint8Array;
  readonly hash: HashName;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly nonce?: Uint8Array;
  /** Which certificates go along. */
  readonly certificates?: 'none' | 'signer' | 'chain';
  /** Signs in place of the authority's own key. */
  readonly by?: LabKey;
}

export interface TimestampAuthorityOptions extends Pick<AuthorityOptions, 'epoch' | 'kept'> {
  readonly seed: string;
  readonly url: string;
  readonly organization: string;
  readonly algorithm?: KeyAlgorithm;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** An authority with a root, an intermediate and a certificate of its own. Source: RFC 3161. */
export function createTimestampAuthority(options: TimestampAuthorityOptions): TimestampAuthority {
  const { seed, url, organization, algorithm = 'p256', notBefore, notAfter } = options;
  const { epoch, kept } = options;
  const again = { ...(epoch === undefined ? {} : { epoch }), ...(kept === undefined ? {} : { kept }) };
  const chain = createAuthority({ seed, organization, notBefore, notAfter, purpose: 'time-stamping', ...again });
  const key = makeKey({ seed: `${seed} signer`, algorithm });
  const serial = serialOf(`${seed} serial of the signer`);
  const made = (): Uint8Array =>
    signCertificate({
      serial,
      issuer: chain.name,
      subject: { organization, commonName: `${organization}-tsa` },
      notBefore,
      notAfter,
      spki: key.spki,
      extensions: [keyUsage('digital-signature'), extendedKeyUsage('time-stamping'), subjectKeyIdentifier(key.spki), authorityKeyIdentifier(chain.key.spki)],
      signer: chain.key,
    });
  const [certificate = made()] = kept?.('time-stamping signer', () => [made()]) ?? [];
  const certificates = [certificate, ...chain.certificates];
  let count = 0;
  return {
    url,
    chain,
    key,
    certificates,
    stamp: (request) => {
      const info = timestampInfo(request, digestOf('sha256', Buffer.from(`${seed} stamp ${epoch ?? ''} ${count++}`)).subarray(0, 16));
      const along = { none: [], signer: [certificate], chain: certificates }[request.certificates ?? 'signer'];
      return sequence(
        sequence(integer(0)),
        signedData({ info, at: request.at, key, by: request.by ?? key, issuer: directoryName(chain.name), serial, certificate, along }),
      );
    },
  };
}

/** Source: RFC 3161 section 2.4.2, TSTInfo. */
function timestampInfo(request: StampRequest, serial: Uint8Array): Uint8Array {
  return sequence(
    integer(1),
    oid('1.3.6.1.4.1.57264.2'),
    sequence(hashAlgorithm(request.hash), octetString(request.digest)),
    integer(Buffer.concat([Buffer.from([1]), serial])),
    generalizedTime(request.at),
    sequence(integer(1)),
    ...(request.nonce === undefined ? [] : [integer(request.nonce)]),
  );
}

interface SignedDataOptions {
  readonly info: Uint8Array;
  readonly at: number;
  readonly key: LabKey;
  readonly by: LabKey;
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly certificate: Uint8Array;
  readonly along: readonly Uint8Array[];
}

const timestampContent = '1.2.840.113549.1.9.16.1.4';

/** Source: RFC 5652 section 5; the certificate's hash by RFC 5816 section 2.2.1. */
function signedData(options: SignedDataOptions): Uint8Array {
  const { info, at, key, by, issuer, serial, certificate, along } = options;
  const attribute = (id: string, value: Uint8Array): Uint8Array => sequence(oid(id), setOf(value));
  const attributes = setOf(
    attribute('1.2.840.113549.1.9.3', oid(timestampContent)),
    attribute('1.2.840.113549.1.9.5', tlv(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replaceAll(/\D/g, '')}Z`))),
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octetString(digestOf('sha256', certificate)))))),
    attribute('1.2.840.113549.1.9.4', octetString(digestOf(key.hash, info))),
  );
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, integer(serial)),
    hashAlgorithm(key.hash),
    // In place they have a tag of their own; the signature is over the set. Source: RFC 5652 section 5.4.
    Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    signatureAlgorithm(key),
    octetString(by.sign(attributes)),
  );
  return sequence(
    oid('1.2.840.113549.1.7.2'),
    explicit(
      0,
      sequence(
        integer(3),
        setOf(hashAlgorithm(key.hash)),
        sequence(oid(timestampContent), explicit(0, octetString(info))),
        ...(along.length === 0 ? [] : [tlv(0xa0, ...along)]),
        setOf(signerInfo),
      ),
    ),
  );
}

import { digestOf, makeKey, type KeyAlgorithm, type LabKey } from '../keys.ts';
import {
  alternativeName,
  authority,
  authorityKeyIdentifier,
  extendedKeyUsage,
  identityExtensions,
  keyUsage,
  signCertificate,
  subjectKeyIdentifier,
  toBeSigned,
  type CertificateOptions,
  type DirectoryName,
} from './certificate.ts';
import { sctExtension, type CtLog } from './ct-log.ts';
import type { CertificateIdentity } from './identity.ts';

/** Certificates and keys of an authority, the root last. */
export interface AuthorityChain {
  readonly name: DirectoryName;
  /** Of the intermediate, which signs leaves. */
  readonly key: LabKey;
  /** DER: intermediate, then root. */
  readonly certificates: readonly [Uint8Array, Uint8Array];
  /** A serial number that no other certificate of this authority has. */
  readonly nextSerial: () => Buffer;
}

export interface AuthorityOptions {
  readonly seed: string;
  readonly organization: string;
  readonly algorithm?: KeyAlgorithm;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly purpose: 'code-signing' | 'time-stamping';
  /** Serial numbers differ by it; those of an authority that is started again have to be new ones. */
  readonly epoch?: number;
  /** Gives the certificates of an earlier start, or those that it is given. */
  readonly kept?: KeptCertificates;
}

/** Certificates by name: those that were made before, or the ones that are made now. */
export type KeptCertificates = (name: string, make: () => readonly Uint8Array[]) => readonly Uint8Array[];

const leafMinutes = 10;

/** A root and an intermediate, as Fulcio and the timestamp authorities have them. */
export function createAuthority(options: AuthorityOptions): AuthorityChain {
  const { seed, organization, algorithm = 'p384' } = options;
  const rootKey = makeKey({ seed: `${seed} root`, algorithm });
  const key = makeKey({ seed: `${seed} intermediate`, algorithm });
  const rootName = { organization, commonName: organization };
  const name = { organization, commonName: `${organization}-intermediate` };
  let count = 0;
  const nextSerial = (): Buffer => serialOf(`${seed} serial ${options.epoch ?? ''} ${count++}`);
  const make = (subject: DirectoryName, issuer: DirectoryName, of: LabKey, signer: LabKey, extensions: readonly Uint8Array[]): Uint8Array =>
    signCertificate({
      serial: serialOf(`${seed} serial of ${subject.commonName}`),
      issuer,
      subject,
      notBefore: options.notBefore,
      notAfter: options.notAfter,
      spki: of.spki,
      extensions: [keyUsage('certificates-and-lists'), ...extensions, subjectKeyIdentifier(of.spki), authorityKeyIdentifier(signer.spki)],
      signer,
    });
  const made = (): readonly Uint8Array[] => [
    make(name, rootName, key, rootKey, [extendedKeyUsage(options.purpose), authority({ pathLength: 0 })]),
    make(rootName, rootName, rootKey, rootKey, [authority({ pathLength: 1 })]),
  ];
  const [intermediate, root] = options.kept?.(`${options.purpose} authority`, made) ?? made();
  if (intermediate === undefined || root === undefined) throw new Error('the certificates of an authority were kept in part');
  return { name, key, certificates: [intermediate, root], nextSerial };
}

/** A serial number of 20 bytes that follows from a text. Source: RFC 5280 section 4.1.2.2. */
export function serialOf(text: string): Buffer {
  const serial = digestOf('sha256', Buffer.from(text)).subarray(0, 20);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** What a leaf is made of; what is left out is as Fulcio does it. */
export interface LeafOptions {
  readonly chain: AuthorityChain;
  readonly identity: CertificateIdentity;
  readonly spki: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly notAfter?: number;
  readonly ctLogs: readonly CtLog[];
  /** Makes of each timestamp what goes into the certificate. */
  readonly spoilSct?: (sct: Uint8Array) => Uint8Array;
  readonly usage?: 'code-signing' | 'server-auth';
  /** Instead of the extensions of a leaf that say so. */
  readonly asAuthority?: boolean;
  readonly moreExtensions?: readonly Uint8Array[];
}

/** A leaf of ten minutes with embedded timestamps. Source: sigstore/fulcio `docs/certificate-specification.md`. */
export function issueLeaf(options: LeafOptions): Uint8Array {
  const { chain, identity, spki, at } = options;
  const plain: CertificateOptions = {
    serial: chain.nextSerial(),
    issuer: chain.name,
    subject: {},
    notBefore: at,
    notAfter: options.notAfter ?? at + leafMinutes * 60_000,
    spki,
    extensions: [
      keyUsage(options.asAuthority === true ? 'certificates-and-lists' : 'digital-signature'),
      extendedKeyUsage(options.usage ?? 'code-signing'),
      ...(options.asAuthority === true ? [authority()] : []),
      subjectKeyIdentifier(spki),
      authorityKeyIdentifier(chain.key.spki),
      ...(identity.san.value === '' ? [] : [alternativeName(identity.san)]),
      ...identityExtensions(identity),
      ...(options.moreExtensions ?? []),
    ],
    signer: chain.key,
  };
  const body = toBeSigned(plain);
  const scts = options.ctLogs.map((log) => log.promise({ body, issuerSpki: chain.key.spki, at })).map(options.spoilSct ?? ((sct) => sct));
  return signCertificate(scts.length === 0 ? plain : { ...plain, extensions: [...plain.extensions, sctExtension(scts)] });
}

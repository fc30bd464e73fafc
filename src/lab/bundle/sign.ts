import { issueLeaf } from '../ca/authority.ts';
import { githubIdentity, type CertificateIdentity } from '../ca/identity.ts';
import { base64, pemOf } from '../canonical.ts';
import { digestOf, makeKey, type HashName, type KeyAlgorithm, type LabKey } from '../keys.ts';
import { hashEnum, type Verifier } from '../log/bodies.ts';
import type { Sigstore } from '../sigstore.ts';
import { assembleBundle, preAuthEncoding, type BundleJson, type BundleVersion, type EnvelopeJson } from './bundle.ts';
import type { SigningFault } from './faults.ts';
import { leafWithFaults } from './leaf.ts';
import { logEntry, type EntryKind } from './record.ts';
import { stampsOf } from './stamps.ts';

/** Who signs. */
export type Signer =
  | { readonly kind: 'certificate'; readonly identity?: CertificateIdentity; readonly algorithm?: KeyAlgorithm; readonly hash?: HashName }
  | { readonly kind: 'key'; readonly key: LabKey; readonly hint?: string };

/** How to sign; what is left out is as cosign and GitHub's actions do it today. */
export interface SignOptions {
  readonly signer?: Signer;
  readonly version?: BundleVersion;
  readonly log?: 'v1' | 'v2' | 'none';
  readonly entry?: EntryKind;
  /** What the log of version 1 gives along. */
  readonly proof?: 'promise-and-proof' | 'promise' | 'proof';
  readonly timestamps?: number;
  /** Milliseconds since 1970; the clock's time where it is left out. */
  readonly at?: number;
  /** Certificates after the leaf in bundles before 0.3. */
  readonly chain?: 'leaf' | 'with-intermediates';
  readonly faults?: readonly SigningFault[];
}

/** What was signed, and all that was made for it. */
export interface Signed {
  readonly bundle: BundleJson;
  /** The bundle as a file holds it. */
  readonly text: string;
  readonly signature: Uint8Array;
  /** DER of the leaf; undefined where a key of one's own signed. */
  readonly certificate: Uint8Array | undefined;
  readonly certificatePem: string | undefined;
  readonly key: LabKey;
  readonly identity: CertificateIdentity | undefined;
  readonly at: number;
}

/** An in-toto statement. Source: in-toto/attestation `spec/v1/statement.md`. */
export interface StatementJson {
  readonly _type: string;
  readonly subject: readonly { readonly name?: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

const otherBytes = Buffer.from('these bytes are not what they are said to be');

/** Signs bytes: a bundle with a message signature. */
export function signBlob(sigstore: Sigstore, bytes: Uint8Array, options: SignOptions = {}): Signed {
  const party = partyOf(sigstore, options);
  const signed = party.has('signature-of-other-bytes') ? otherBytes : bytes;
  const prehashed = options.signer?.kind !== 'key' || options.log !== 'none';
  const signature = party.spoil(prehashed ? party.signingKey.signPrehashed(signed) : party.signingKey.sign(signed));
  const digest = digestOf(party.hash, bytes);
  return finish(party, {
    signature,
    record: { kind: 'message', hash: party.hash, digest, signature, ...(party.key.algorithm === 'ed25519' ? { keyDetails: 'PKIX_ED25519_PH' } : {}) },
    content: {
      kind: 'message',
      algorithm: hashEnum(party.hash),
      digest: party.has('digest-hint-of-another-artifact') ? digestOf(party.hash, otherBytes) : digest,
      signature,
    },
  });
}

/** Signs a payload in an envelope; statements are what verifiers expect in one. */
export function signPayload(sigstore: Sigstore, payload: { readonly type: string; readonly bytes: Uint8Array }, options: SignOptions = {}): Signed {
  const party = partyOf(sigstore, options);
  const encoded = preAuthEncoding(payload.type, party.has('signature-of-other-bytes') ? otherBytes : payload.bytes);
  const signature = party.spoil(party.signingKey.sign(encoded));
  const signatures = party.has('two-envelope-signatures') ? [signature, party.signingKey.sign(encoded)] : [signature];
  const envelope: EnvelopeJson = {
    payload: base64(payload.bytes),
    payloadType: payload.type,
    signatures: signatures.map((one) => ({ sig: base64(one), keyid: '' })),
  };
  return finish(party, {
    signature,
    record: {
      kind: 'envelope',
      hash: party.hash,
      signature,
      digest: digestOf(party.hash, encoded),
      envelope: { text: JSON.stringify(envelope), payloadType: payload.type, payload: payload.bytes, signatures },
    },
    content: { kind: 'envelope', envelope },
  });
}

/** Signs a statement in an envelope. */
export function signStatement(sigstore: Sigstore, statement: StatementJson, options: SignOptions = {}): Signed {
  const said = options.faults?.includes('statement-of-another-artifact') === true ? { ...statement, subject: [otherSubject] } : statement;
  return signPayload(sigstore, { type: 'application/vnd.in-toto+json', bytes: Buffer.from(JSON.stringify(said)) }, options);
}

const otherSubject = { name: 'another', digest: { sha256: digestOf('sha256', otherBytes).toString('hex') } };

interface Party {
  readonly sigstore: Sigstore;
  readonly options: SignOptions;
  readonly key: LabKey;
  readonly signingKey: LabKey;
  readonly hash: HashName;
  readonly at: number;
  readonly identity: CertificateIdentity | undefined;
  readonly certificate: Uint8Array | undefined;
  readonly has: (fault: SigningFault) => boolean;
  readonly spoil: (signature: Uint8Array) => Uint8Array;
}

function partyOf(sigstore: Sigstore, options: SignOptions): Party {
  const signer = options.signer ?? { kind: 'certificate' };
  const at = options.at ?? sigstore.clock.now();
  const has = (fault: SigningFault): boolean => options.faults?.includes(fault) === true;
  const key = signer.kind === 'key' ? signer.key : leafKey(sigstore, signer);
  const identity = signer.kind === 'key' ? undefined : (signer.identity ?? githubIdentity());
  return {
    sigstore,
    options,
    key,
    signingKey: has('signed-by-another-key') ? makeKey({ seed: `${sigstore.seed} another signer`, algorithm: key.algorithm, hash: key.hash }) : key,
    hash: key.hash,
    at,
    identity,
    certificate: identity === undefined ? undefined : issueLeaf(leafWithFaults({ sigstore, identity, spki: key.spki, at, has })),
    has,
    spoil: (signature) => (has('broken-signature') ? changed(signature) : signature),
  };
}

function leafKey(sigstore: Sigstore, { algorithm = 'p256', hash }: Extract<Signer, { readonly kind: 'certificate' }>): LabKey {
  return makeKey({ seed: `${sigstore.seed} leaf ${sigstore.next()}`, algorithm, ...(hash === undefined ? {} : { hash }) });
}

function changed(signature: Uint8Array): Uint8Array {
  const copy = Buffer.from(signature);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

function finish(
  party: Party,
  made: Pick<Signed, 'signature'> & {
    readonly record: Parameters<typeof logEntry>[0]['content'];
    readonly content: Parameters<typeof assembleBundle>[0]['content'];
  },
): Signed {
  const { sigstore, options, key, at, identity, certificate, has } = party;
  const log = options.log ?? (sigstore.kind === 'github' ? 'none' : 'v1');
  const version = options.version ?? '0.3';
  const certificatePem = certificate === undefined ? undefined : pemOf('CERTIFICATE', certificate);
  const verifier: Verifier =
    certificate === undefined || certificatePem === undefined
      ? { kind: 'key', der: key.spki, pem: key.publicPem, keyDetails: key.keyDetails }
      : { kind: 'certificate', der: certificate, pem: certificatePem, keyDetails: key.keyDetails };
  // A time has to come from somewhere: from the promise of the log, or from an authority.
  const promised = log === 'v1' && options.proof !== 'proof';
  const timestamps = options.timestamps ?? (promised || options.signer?.kind === 'key' ? 0 : 1);
  const bundle = assembleBundle({
    version,
    signer:
      certificate === undefined
        ? {
            kind: 'key',
            hint: options.signer?.kind === 'key' && options.signer.hint !== undefined ? options.signer.hint : base64(digestOf('sha256', key.spki)),
          }
        : { kind: 'certificate', chain: options.chain === 'with-intermediates' ? [certificate, sigstore.ca.certificates[0]] : [certificate] },
    entries:
      log === 'none'
        ? []
        : [
            logEntry({
              sigstore,
              log,
              verifier,
              content: made.record,
              at,
              entry: options.entry,
              proof: options.proof ?? (version === '0.1' ? 'promise' : 'promise-and-proof'),
              has,
            }),
          ],
    timestamps: stampsOf({ sigstore, signature: made.signature, count: timestamps, at, has }),
    content: made.content,
  });
  return { bundle, text: JSON.stringify(bundle), signature: made.signature, certificate, certificatePem, key, identity, at };
}

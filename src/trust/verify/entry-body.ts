import { hash } from 'node:crypto';
import type { LogEntry } from '../bundle/index.ts';
import { pemBlocks, readPkcs1Key, type HashName } from '../der/index.ts';
import type { Envelope } from '../envelope/index.ts';
import { decodeBase64, decodeUtf8, encodeBase64, parseJson } from '../json/index.ts';
import type { ClauseName } from './clause.ts';
import { quoted } from '../reason/index.ts';
import { sameBytes, type Trial } from './trial.ts';

/** What an entry must be of. */
export interface Committed {
  readonly signature: Uint8Array;
  /** DER of the leaf, or the SubjectPublicKeyInfo of the policy's key. */
  readonly verifier: { readonly kind: 'certificate' | 'key'; readonly der: Uint8Array };
  /** Of what the signature is over: the artifact, the pre-authentication encoding of an envelope, or a payload. */
  readonly digest: (algorithm: HashName) => string | undefined;
  readonly envelope: Envelope | undefined;
}

/** What makes a body another than its kind says. Never leaves this file. */
class BodyFault extends Error {}

/**
 * Holds the body of an entry against the bundle. Source: Sigstore client specification 4.4; sigstore/rekor `pkg/types`,
 * sigstore/rekor-tiles `api/proto/rekor/v2`.
 */
export function checkEntryBody(trial: Trial, entry: LogEntry, committed: Committed): void {
  try {
    const json = parseJson(entry.body, { what: 'the body of the entry', code: 'LOG_ENTRY_MALFORMED' });
    if (json.kind === 'refused') {
      trial.take(json.reason);
      return;
    }
    const body = objectOf(json.value, 'the body');
    if (body['kind'] !== entry.kind || body['apiVersion'] !== entry.version) {
      trial.refuse('LOG_ENTRY_MISMATCH', 'the body is of another kind or version than the bundle says', 'entryKind');
      return;
    }
    const read = readers.get(`${entry.kind} ${entry.version}`);
    if (read === undefined) {
      trial.refuse('LOG_ENTRY_UNSUPPORTED', `an entry of kind ${quoted(`${entry.kind} ${entry.version}`)}`, 'entryKind');
      return;
    }
    const before = trial.reasons.length;
    read(objectOf(body['spec'], 'spec'), new Comparison(trial, committed), committed);
    if (trial.reasons.length === before) trial.prove(`the entry (${entry.kind} ${entry.version}) is of this signature, signer and content`, 'entrySubject');
  } catch (error) {
    if (!(error instanceof BodyFault)) throw error;
    trial.refuse('LOG_ENTRY_MALFORMED', `the body of the entry: ${error.message}`, 'entryKind');
  }
}

/** Each comparison that fails is a reason of its own. */
class Comparison {
  readonly #trial: Trial;
  readonly #committed: Committed;

  constructor(trial: Trial, committed: Committed) {
    this.#trial = trial;
    this.#committed = committed;
  }

  signature(bytes: Uint8Array): void {
    this.same(sameBytes(bytes, this.#committed.signature), 'signature', 'entrySignature');
  }

  /** Takes a base64 of PEM. */
  pem(value: unknown, where: string): void {
    const blocks = pemBlocks(utf8(bytesOf(value, where)));
    if (blocks.kind === 'refused') throw new BodyFault(`${where} is not PEM`);
    const [first, ...others] = blocks.value;
    const { verifier } = this.#committed;
    if (others.length > 0) throw new BodyFault(`${where} has several blocks`);
    if (first.label === 'RSA PUBLIC KEY') {
      const key = readPkcs1Key(first.der);
      this.same(verifier.kind === 'key' && key.kind === 'parsed' && sameBytes(key.value.spki, verifier.der), 'key', 'entryKey');
    } else {
      this.verifier(first.label === 'CERTIFICATE' ? 'certificate' : 'key', first.der);
    }
  }

  verifier(kind: 'certificate' | 'key', der: Uint8Array): void {
    const { verifier } = this.#committed;
    this.same(verifier.kind === kind && sameBytes(der, verifier.der), verifier.kind, 'entryKey');
  }

  digest(algorithm: HashName, value: string): void {
    this.same(this.#committed.digest(algorithm) === value, 'digest', 'entrySubject');
  }

  same(holds: boolean, what: string, by: ClauseName): void {
    if (!holds) this.#trial.refuse('LOG_ENTRY_MISMATCH', `the entry is of another ${what} than the bundle`, by);
  }
}

type BodyReader = (spec: Fields, compare: Comparison, committed: Committed) => void;
type Fields = Readonly<Record<string, unknown>>;

const readers = new Map<string, BodyReader>([
  [
    'hashedrekord 0.0.1',
    (spec, compare) => {
      const stated = digestOf(objectOf(objectOf(spec['data'], 'data')['hash'], 'data.hash'), 'data.hash');
      compare.digest(stated.algorithm, stated.value);
      const signature = objectOf(spec['signature'], 'signature');
      compare.signature(bytesOf(signature['content'], 'signature.content'));
      compare.pem(objectOf(signature['publicKey'], 'signature.publicKey')['content'], 'signature.publicKey.content');
    },
  ],
  [
    'hashedrekord 0.0.2',
    (outer, compare) => {
      const spec = objectOf(outer['hashedRekordV002'], 'hashedRekordV002');
      const data = objectOf(spec['data'], 'data');
      const algorithm = rekor2Hashes.get(textOf(data['algorithm'], 'data.algorithm'));
      if (algorithm === undefined) throw new BodyFault('data.algorithm is not accepted');
      compare.digest(algorithm, Buffer.from(bytesOf(data['digest'], 'data.digest')).toString('hex'));
      const signature = objectOf(spec['signature'], 'signature');
      compare.signature(bytesOf(signature['content'], 'signature.content'));
      const verifier = objectOf(signature['verifier'], 'signature.verifier');
      if ((verifier['x509Certificate'] === undefined) === (verifier['publicKey'] === undefined)) throw new BodyFault('signature.verifier is not one of two');
      const kind = verifier['x509Certificate'] === undefined ? 'key' : 'certificate';
      const held = objectOf(verifier[kind === 'key' ? 'publicKey' : 'x509Certificate'], 'signature.verifier');
      compare.verifier(kind, bytesOf(held['rawBytes'], 'signature.verifier'));
    },
  ],
  [
    'dsse 0.0.1',
    (spec, compare, { envelope }) => {
      comparePayload(objectOf(spec['payloadHash'], 'payloadHash'), compare, envelope);
      const only = onlyOf(spec['signatures'], 'signatures');
      compare.signature(bytesOf(only['signature'], 'signatures[0].signature'));
      compare.pem(only['verifier'], 'signatures[0].verifier');
    },
  ],
  [
    'intoto 0.0.2',
    (spec, compare, { envelope }) => {
      const content = objectOf(spec['content'], 'content');
      comparePayload(objectOf(content['payloadHash'], 'content.payloadHash'), compare, envelope);
      const logged = objectOf(content['envelope'], 'content.envelope');
      compare.same(envelope?.payloadType === logged['payloadType'], 'payload type', 'entrySubject');
      const only = onlyOf(logged['signatures'], 'content.envelope.signatures');
      // The signature was text already when it was encoded.
      compare.signature(bytesOf(utf8(bytesOf(only['sig'], 'sig')), 'sig'));
      compare.pem(only['publicKey'], 'publicKey');
    },
  ],
  [
    'intoto 0.0.1',
    (spec, compare, { envelope }) => {
      const content = objectOf(spec['content'], 'content');
      const stated = digestOf(objectOf(content['hash'], 'content.hash'), 'content.hash');
      // The signature is nowhere in the body but under the hash of the envelope as it was stored.
      const held = envelope !== undefined && storedForms(envelope).some((bytes) => hash(stated.algorithm, bytes, 'hex') === stated.value);
      compare.same(held, 'signature', 'entrySignature');
      if (content['payloadHash'] !== undefined) comparePayload(objectOf(content['payloadHash'], 'content.payloadHash'), compare, envelope);
      compare.pem(spec['publicKey'], 'publicKey');
    },
  ],
]);

const rekor2Hashes = new Map<string, HashName>([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
]);

/** The bytes that a log may have hashed: those that were stored, else the envelope in the orders in which signers write it. */
function storedForms(envelope: Envelope): readonly Uint8Array[] {
  if (envelope.stored !== undefined) return [envelope.stored];
  const { payloadType } = envelope;
  const payload = encodeBase64(envelope.payload);
  const sigs = envelope.signatures.map(({ keyid, sig }) => ({ keyid, sig: encodeBase64(sig) }));
  const asGo = JSON.stringify({ payloadType, payload, signatures: sigs });
  const asProtobuf = JSON.stringify({ payload, payloadType, signatures: sigs.map(({ sig, keyid }) => ({ sig, keyid })) });
  return [asGo, `${asGo}\n`, asProtobuf].map((text) => Buffer.from(text));
}

function comparePayload(stated: Fields, compare: Comparison, envelope: Envelope | undefined): void {
  const { algorithm, value } = digestOf(stated, 'payloadHash');
  compare.same(envelope !== undefined && hash(algorithm, envelope.payload, 'hex') === value, 'payload', 'entrySubject');
}

function digestOf(value: Fields, where: string): { readonly algorithm: HashName; readonly value: string } {
  const algorithm = value['algorithm'];
  const digest = textOf(value['value'], where);
  if (algorithm !== 'sha256' && algorithm !== 'sha384' && algorithm !== 'sha512') throw new BodyFault(`${where} is of an algorithm that is not accepted`);
  if (!/^[0-9a-f]+$/.test(digest)) throw new BodyFault(`${where} is no digest`);
  return { algorithm, value: digest };
}

function onlyOf(value: unknown, where: string): Fields {
  if (!Array.isArray(value) || value.length !== 1) throw new BodyFault(`${where} is not one signature`);
  return objectOf(value[0], where);
}

function objectOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BodyFault(`${where} is not an object`);
  return value as Fields;
}

function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new BodyFault(`${where} is not a text`);
  return value;
}

function bytesOf(value: unknown, where: string): Uint8Array {
  const bytes = decodeBase64(textOf(value, where));
  if (bytes === undefined) throw new BodyFault(`${where} is not base64`);
  return bytes;
}

function utf8(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new BodyFault('a text that is not UTF-8');
  return text;
}

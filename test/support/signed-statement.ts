import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { Bundle, Offered } from '../../src/trust/bundle/index.ts';
import type { Bench } from '../../src/trust/judge/index.ts';
import type { SignerPolicy } from '../../src/trust/policy/index.ts';
import { reason } from '../../src/trust/reason/index.ts';
import type { Statement } from '../../src/trust/statement/index.ts';
import type { Artifact, BundleVerdict } from '../../src/trust/verify/index.ts';

/** A key pair, and the policy that asks for it. */
export function signer(): { readonly key: KeyObject; readonly policy: SignerPolicy } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key: privateKey, policy: { kind: 'key', spki: publicKey.export({ type: 'spki', format: 'der' }) } };
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface Said {
  readonly predicateType: string;
  readonly predicate?: unknown;
  /** SHA-256 of what it is about. */
  readonly about: string;
  /** What it is about, in place of that: SHA-256 by name. */
  readonly names?: readonly (readonly [name: string, sha256: string])[];
}

/** A statement in a DSSE envelope that a key signed: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md. */
export function signedStatement(
  key: KeyObject,
  { predicateType, predicate = {}, about, names = [['lens', about]] }: Said,
  from = 'lens.sigstore.json',
): Offered {
  const subject = names.map(([name, sha256]) => ({ name, digest: { sha256 } }));
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
  const payload = Buffer.from(JSON.stringify(statement));
  const payloadType = 'application/vnd.in-toto+json';
  const sig = sign('sha256', pae(payloadType, payload), key);
  return offered(from, { kind: 'envelope', envelope: { payloadType, payload, signatures: [{ sig, keyid: '' }] } });
}

/** A signature over bytes. */
export function signedMessage(key: KeyObject, bytes: Uint8Array, from = 'lens.sig'): Offered {
  return offered(from, { kind: 'message', signature: sign('sha256', bytes, key) });
}

function offered(from: string, content: Bundle['content']): Offered {
  const value: Bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    version: '0.3',
    content,
    material: { kind: 'public-key', hint: '' },
    logEntries: [],
    timestamps: [],
  };
  return { from, format: 'bundle', bundle: { kind: 'parsed', value } };
}

function pae(type: string, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

/** Verifies what the functions above sign, for real, by the key of the policy and nothing else: no log, no clock. */
export const byKeyAlone: Bench['verifier'] = {
  verify: (bundle, artifact, policy): BundleVerdict => {
    if (policy.signer.kind !== 'key') return no('no key is asked for');
    const key = createPublicKey({ key: Buffer.from(policy.signer.spki), type: 'spki', format: 'der' });
    const facts = {
      signer: { kind: 'key', fingerprint: digestOf(policy.signer.spki), hint: '' },
      times: [],
      log: [],
      proof: [{ what: 'the signature is of the key', clause: 'none' }],
    } as const;
    const { content } = bundle;
    if (content.kind === 'message') {
      const isSound = verify('sha256', bytesOf(artifact), key, content.signature);
      return isSound ? { verified: true, facts: { ...facts, content: { kind: 'message', digest: undefined } } } : no('the signature does not match');
    }
    if (content.kind !== 'envelope') return no('not signed here');
    const [first] = content.envelope.signatures;
    if (first === undefined || !verify('sha256', pae(content.envelope.payloadType, content.envelope.payload), key, first.sig))
      return no('the signature does not match');
    const statement = JSON.parse(Buffer.from(content.envelope.payload).toString()) as Statement;
    const subject = statement.subject.find((one) => one.digest['sha256'] === artifact.digests.sha256);
    return subject === undefined ? no('another subject') : { verified: true, facts: { ...facts, content: { kind: 'statement', statement, subject } } };
  },
};

function bytesOf(artifact: Artifact): Uint8Array {
  return Buffer.concat([...(artifact.read?.() ?? [])]);
}

function no(message: string): BundleVerdict {
  return { verified: false, reasons: [reason('BUNDLE_MALFORMED', message)] };
}

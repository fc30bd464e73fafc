import { hash } from 'node:crypto';
import type { Bundle } from '../bundle/index.ts';
import type { HashName } from '../der/index.ts';
import { pae, type Envelope } from '../envelope/index.ts';
import { parseJson } from '../json/index.ts';
import type { ArtifactPolicy } from '../policy/index.ts';
import { isNamed, otherBytesOf, parseStatement, type Statement, type StatementSubject } from '../statement/index.ts';
import type { Artifact } from './artifact.ts';
import type { Signed } from './signature.ts';
import { ArtifactDigests } from './subject-digest.ts';
import { quoted } from '../reason/index.ts';
import { hex, type Trial } from './trial.ts';
import type { ContentFacts } from './verdict.ts';

const inTotoType = 'application/vnd.in-toto+json';
const hashNames: readonly HashName[] = ['sha256', 'sha384', 'sha512'];

/** What a bundle signs, and how it is tied to the artifact. */
export interface Content {
  readonly signature: Uint8Array;
  readonly signed: Signed;
  readonly envelope: Envelope | undefined;
  readonly digest: (algorithm: HashName) => string | undefined;
  readonly facts: ContentFacts;
}

/** Holds the content of a bundle against the artifact, before any signature. Source: Sigstore client specification 4.5. */
export function checkContent(trial: Trial, bundle: Bundle, artifact: Artifact, policy: ArtifactPolicy): Content | undefined {
  const { content } = bundle;
  const any = policy.kind === 'unsafely-any-artifact';
  const digests = new ArtifactDigests(artifact);
  if (content.kind === 'message') return messageContent(trial, content, digests, any);
  if (content.kind === 'image-payload') {
    const facts = imageFacts(trial, content.payload, digests, any);
    return facts && overBytes(content.signature, content.payload, undefined, facts);
  }
  const { envelope } = content;
  const [only, ...others] = envelope.signatures;
  if (only === undefined || others.length > 0)
    return trial.refuse('SIGNATURE_COUNT', `the envelope has ${envelope.signatures.length} signatures, expected one`, 'oneSignature');
  if (envelope.payloadType !== inTotoType)
    return trial.refuse('PAYLOAD_TYPE_UNSUPPORTED', `the envelope holds ${quoted(envelope.payloadType)}, expected ${inTotoType}`, 'payloadType');
  const facts = statementFacts(trial, envelope, digests, any);
  return facts && overBytes(only.sig, pae(envelope), envelope, facts);
}

function overBytes(signature: Uint8Array, bytes: Uint8Array, envelope: Envelope | undefined, facts: ContentFacts): Content {
  // Each of many log entries may ask.
  const known = new Map<HashName, string>();
  const digest = (algorithm: HashName): string => {
    const value = known.get(algorithm) ?? hash(algorithm, bytes, 'hex');
    known.set(algorithm, value);
    return value;
  };
  return { signature, signed: { kind: 'bytes', bytes }, envelope, digest, facts };
}

function messageContent(
  trial: Trial,
  content: Extract<Bundle['content'], { readonly kind: 'message' }>,
  given: ArtifactDigests,
  any: boolean,
): Content | undefined {
  const hint = content.digest;
  const algorithm = hint === undefined ? undefined : hashNames.find((name) => name === hint.algorithm);
  if (hint !== undefined && algorithm === undefined)
    return trial.refuse('DIGEST_UNSUPPORTED', `the bundle states a digest by ${quoted(hint.algorithm)}`, 'artifactDigest');
  let digests = given;
  if (any) {
    // Without an artifact the digest that the bundle states takes its place, and the signature says whether it was signed.
    if (hint === undefined || algorithm === undefined)
      return trial.refuse('ARTIFACT_BYTES_NEEDED', 'the bundle does not say what it signs, and no artifact was given', 'artifactDigest');
    digests = new ArtifactDigests({ digests: { [algorithm]: hex(hint.value) } });
  } else if (hint !== undefined && algorithm !== undefined) {
    const found = digests.of(algorithm);
    if (found !== undefined && found !== hex(hint.value))
      return trial.refuse(
        'ARTIFACT_MISMATCH',
        `the bundle is of an artifact with the ${algorithm} digest ${hex(hint.value)}, and this one has ${found}`,
        'artifactDigest',
      );
  }
  const known = algorithm ?? hashNames.find((name) => digests.artifact.digests[name] !== undefined);
  const value = known === undefined ? undefined : digests.of(known);
  const facts: ContentFacts = { kind: 'message', digest: known === undefined || value === undefined ? undefined : { algorithm: known, value } };
  return { signature: content.signature, signed: { kind: 'artifact', digests }, envelope: undefined, digest: (name) => digests.of(name), facts };
}

function statementFacts(trial: Trial, envelope: Envelope, digests: ArtifactDigests, any: boolean): ContentFacts | undefined {
  const statement = parseStatement(envelope.payload);
  if (statement.kind === 'refused') return trial.take(statement.reason, 'statementRead');
  if (any) return { kind: 'statement', statement: statement.value, subject: undefined };
  const named = statement.value.subject.filter((one) => isArtifact(one, digests));
  const { name } = digests.artifact;
  const subject = named.find((one) => one.name === name) ?? named.find((one) => name !== undefined && isNamed(one, name)) ?? named[0];
  if (subject === undefined) return trial.refuse('ARTIFACT_MISMATCH', otherSubject(statement.value, digests), 'artifactIsSubject');
  trial.prove('the artifact is a subject of the statement', 'artifactIsSubject');
  return { kind: 'statement', statement: statement.value, subject };
}

/** What a statement is about that is not about the artifact. */
function otherSubject({ subject }: Statement, digests: ArtifactDigests): string {
  const { name } = digests.artifact;
  const other = name === undefined ? undefined : otherBytesOf(subject, name, (algorithm) => digests.of(algorithm));
  if (other !== undefined) return `the statement is about other bytes of the name ${quoted(other.name)}: ${other.algorithm} ${other.digest}`;
  const [first, ...others] = subject;
  return `the statement is about ${quoted(first?.name ?? '(no name)')}${others.length > 0 ? ` and ${others.length} more` : ''}, not about this artifact`;
}

/** Every digest that both know must agree, and there must be one. */
function isArtifact(subject: StatementSubject, digests: ArtifactDigests): boolean {
  const stated = hashNames.filter((name) => Object.hasOwn(subject.digest, name) && digests.of(name) !== undefined);
  return stated.length > 0 && stated.every((name) => subject.digest[name] === digests.of(name));
}

/** Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`, "Payload": the reference in it is a hint, the digest and the type count. */
function imageFacts(trial: Trial, payload: Uint8Array, digests: ArtifactDigests, any: boolean): ContentFacts | undefined {
  const json = parseJson(payload, { what: 'the image payload', code: 'BUNDLE_MALFORMED' });
  if (json.kind === 'refused') return trial.take(json.reason);
  const critical = member(json.value, 'critical');
  const digest = member(member(critical, 'image'), 'docker-manifest-digest');
  if (member(critical, 'type') !== 'cosign container image signature' || typeof digest !== 'string')
    return trial.refuse('PAYLOAD_TYPE_UNSUPPORTED', 'the payload is not an image signature of cosign', 'imageNamed');
  const hexadecimal = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (!any && (hexadecimal === undefined || hexadecimal !== digests.of('sha256')))
    return trial.refuse('ARTIFACT_MISMATCH', `the signature is of the image ${quoted(digest)}, not of this one`, 'imageNamed');
  const optional = member(json.value, 'optional');
  const entries = typeof optional === 'object' && optional !== null ? Object.entries(optional) : [];
  const annotations = Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));
  if (!any) trial.prove('the payload names the image by its digest', 'imageNamed');
  return { kind: 'image-payload', digest, annotations };
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

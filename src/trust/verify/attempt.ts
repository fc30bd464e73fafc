import type { Bundle } from '../bundle/index.ts';
import { readCertificate, readPublicKey, readPublicKeyOnce, type Certificate, type PublicKey } from '../der/index.ts';
import type { Policy, SignerPolicy } from '../policy/index.ts';
import { validAt, type TrustedRoot } from '../roots/index.ts';
import type { Artifact } from './artifact.ts';
import { checkContent, type Content } from './content.ts';
import { checkLogEntry, type CheckedEntry } from './log-entry.ts';
import { checkScts } from './scts.ts';
import { signatureState } from './signature.ts';
import { checkSignerChain } from './signer-chain.ts';
import { checkCertificateSigner } from './signer.ts';
import type { Thresholds } from './thresholds.ts';
import { checkTimestamp, type CountedTime } from './timestamps.ts';
import { hex, Trial } from './trial.ts';
import type { BundleVerdict, SignerFacts } from './verdict.ts';

/** The case that is put to a verifier. */
export interface Case {
  readonly bundle: Bundle;
  readonly artifact: Artifact;
  readonly policy: Pick<Policy, 'signer' | 'artifact'>;
}

/** Whose signature it has to be: a leaf certificate of the bundle, or the key of the policy. */
export type Verifier =
  | { readonly kind: 'certificate'; readonly leaf: Certificate; readonly key: PublicKey }
  | { readonly kind: 'key'; readonly key: PublicKey; readonly hashAlgorithm: string | undefined };

/** Reads whose signature it has to be. */
export function verifierOf(trial: Trial, { bundle, policy }: Case): Verifier | undefined {
  const { material } = bundle;
  if (material.kind === 'public-key') {
    if (policy.signer.kind === 'certificate')
      return trial.refuse(
        'SIGNER_KIND_MISMATCH',
        `a certificate was asked for, and the evidence ${material.hint === '' ? 'brings none' : 'is signed with a key'}`,
        'policyMatched',
        material.hint === ''
          ? 'where its certificate is kept apart, --bundle FILE.sig --bundle FILE.pem; where a key signed, --key FILE with its public key'
          : 'if a key is to have signed, --key FILE with its public key in place of --repo or --identity',
      );
    if (policy.signer.kind === 'openpgp')
      return trial.refuse('SIGNER_KIND_MISMATCH', 'an OpenPGP key was asked for, and the evidence is signed with a key of another kind', 'policyMatched');
    if (policy.signer.kind !== 'key')
      return trial.refuse('SIGNER_KEY_MISSING', 'the evidence is signed with a key, and none was given', 'keyMatched', '--key FILE');
    const key = readPublicKey(policy.signer.spki);
    if (key.kind === 'refused') return trial.take(key.reason);
    return { kind: 'key', key: key.value, hashAlgorithm: policy.signer.hashAlgorithm };
  }
  const [first, ...others] = material.chain;
  const leaf = readCertificate(first);
  if (leaf.kind === 'refused') return trial.take(leaf.reason);
  for (const one of others) {
    const certificate = readCertificate(one);
    if (certificate.kind === 'refused') return trial.take(certificate.reason);
    if (Buffer.compare(certificate.value.subject.der, certificate.value.issuer.der) === 0)
      return trial.refuse('CERTIFICATE_CHAIN_HAS_ROOT', 'the bundle brings a root certificate', 'noBundledRoots');
  }
  // A leaf's key signs once.
  const key = readPublicKeyOnce(leaf.value.spki);
  return key.kind === 'refused' ? trial.take(key.reason) : { kind: 'certificate', leaf: leaf.value, key: key.value };
}

/** Verifies a case with one root. Every check is made that can be, so that every reason is told. */
export function attempt(given: Case, verifier: Verifier, root: TrustedRoot, thresholds: Thresholds, now: number): BundleVerdict {
  const trial = new Trial();
  const { bundle, artifact, policy } = given;
  checkRepetition(trial, bundle);
  const content = checkContent(trial, bundle, artifact, policy.artifact);
  const signature = content?.signature ?? signatureOf(bundle);
  const times = signature === undefined ? [] : bundle.timestamps.map((one) => checkTimestamp(trial, root, one, signature)).filter((one) => one !== undefined);
  const entries = content === undefined ? [] : checkEntries(trial, root, given, content, verifier);
  times.push(...entries.flatMap(({ time }) => time ?? []));
  checkTimes(trial, entries, times, now);
  checkThresholds(trial, given.bundle, verifier, entries, times, thresholds);
  let signer: SignerFacts | undefined;
  if (verifier.kind === 'certificate') {
    const authority = checkSignerChain(trial, root, verifier.leaf, times);
    if (authority !== undefined) checkScts(trial, root, verifier.leaf, authority, thresholds.scts);
    signer = checkCertificateSigner(trial, verifier.leaf, authority?.chain[0].subject.words ?? '', policy.signer);
  } else {
    signer = keySigner(trial, verifier, policy.signer);
  }
  if (content !== undefined) checkSignature(trial, content, verifier);
  // When a key was in use says nothing of what it did not sign.
  if (trial.reasons.length === 0 && verifier.kind === 'key') checkKeyInUse(trial, policy.signer, times);
  const [reason, ...reasons] = trial.reasons;
  if (reason !== undefined) return { verified: false, reasons: [reason, ...reasons] };
  const all = entries.length === bundle.logEntries.length && times.filter((one) => one.by === 'timestamp-authority').length === bundle.timestamps.length;
  if (content === undefined || signer === undefined || !all) throw new Error('a check failed and gave no reason');
  const facts = times.map(({ at, by, authority }) => ({ at, by, authority }));
  return { verified: true, facts: { signer, content: content.facts, times: facts, log: entries.map((one) => one.fact), proof: trial.proof } };
}

function signatureOf({ content }: Bundle): Uint8Array | undefined {
  return content.kind === 'envelope' ? content.envelope.signatures[0]?.sig : content.signature;
}

function checkEntries(trial: Trial, root: TrustedRoot, { bundle }: Case, content: Content, verifier: Verifier): readonly CheckedEntry[] {
  const { signature, digest, envelope } = content;
  const held = verifier.kind === 'certificate' ? { kind: verifier.kind, der: verifier.leaf.der } : { kind: verifier.kind, der: verifier.key.spki };
  const committed = { signature, verifier: held, digest, envelope };
  return bundle.logEntries.map((one) => checkLogEntry(trial, root, bundle, one, committed)).filter((one) => one !== undefined);
}

function checkRepetition(trial: Trial, { logEntries, timestamps }: Bundle): void {
  if (Math.max(logEntries.length, timestamps.length) < 2) return;
  const entries = new Set(logEntries.map((one) => `${hex(one.logKeyId)} ${hex(one.body)}`));
  if (entries.size < logEntries.length) trial.refuse('EVIDENCE_REPEATED', 'the bundle has the same log entry twice', 'nothingTwice');
  if (new Set(timestamps.map(hex)).size < timestamps.length) trial.refuse('EVIDENCE_REPEATED', 'the bundle has the same timestamp twice', 'nothingTwice');
}

function keySigner(trial: Trial, { key }: Extract<Verifier, { readonly kind: 'key' }>, policy: SignerPolicy): SignerFacts {
  const holder = policy.kind === 'key' ? policy.holder : undefined;
  trial.prove(`the key is one of ${holder ?? 'those that were given'}`, 'keyMatched');
  return { kind: 'key', fingerprint: hex(key.id), ...(holder === undefined ? {} : { holder }) };
}

/** A key that is in use for a while is believed for that while. Source: sigstore/protobuf-specs `sigstore_common.proto`, PublicKey `valid_for`. */
function checkKeyInUse(trial: Trial, policy: SignerPolicy, times: readonly CountedTime[]): void {
  const [range] = (policy.kind === 'key' ? policy.validFor : undefined) ?? [];
  if (range === undefined) return;
  const outside = times.find(({ at }) => !validAt(range, at * 1000));
  if (outside !== undefined) trial.refuse('KEY_NOT_IN_USE', `the key was not in use at ${new Date(outside.at * 1000).toISOString()}`, 'keyMatched');
  else if (times.length === 0 && range.end !== undefined)
    trial.refuse('KEY_RETIRED', `the key was retired at ${new Date(range.end).toISOString()}, and nobody says when it signed this`, 'keyMatched');
}

/** Clocks of services may run a little ahead of this machine's. */
const toleranceMs = 5 * 60 * 1000;

function checkTimes(trial: Trial, entries: readonly CheckedEntry[], times: readonly CountedTime[], now: number): void {
  for (const { at, authority } of times) {
    const when = (): string => new Date(at * 1000).toISOString();
    if (at * 1000 > now + toleranceMs) trial.refuse('TIME_IN_FUTURE', `${authority} says ${when()}`, 'timeNotAhead', 'is the clock of this machine right?');
    // An entry without a promise has no time of its own: it was made when the signature was.
    const lapsed = entries.find(({ log, time }) => time === undefined && !validAt(log.validFor, Math.round(at * 1000)));
    if (lapsed !== undefined) trial.refuse('LOG_EXPIRED', `${lapsed.log.baseUrl} was not trusted at ${when()}`, 'logAtTime');
  }
}

/** What is missing is told where nothing of it was refused: what was refused has told its reason. */
function checkThresholds(
  trial: Trial,
  bundle: Bundle,
  verifier: Verifier,
  entries: readonly CheckedEntry[],
  times: readonly CountedTime[],
  thresholds: Thresholds,
): void {
  if (entries.length < bundle.logEntries.length) return;
  const logs = new Set(entries.map((one) => one.log.operator)).size;
  const wanted = verifier.kind === 'certificate' ? thresholds.logs : thresholds.logsOfKeys;
  if (logs < wanted) {
    const hint = bundle.logEntries.length === 0 ? 'it came without one: give it with --rekor-entry FILE' : undefined;
    trial.refuse('LOG_ENTRY_MISSING', `${logs} of ${wanted} transparency logs have an entry for the signature`, 'logThreshold', hint);
  }
  if (times.filter((one) => one.by === 'timestamp-authority').length < bundle.timestamps.length) return;
  const clocks = new Set(times.map((one) => one.operator)).size;
  if (verifier.kind === 'certificate' && clocks < thresholds.times)
    trial.refuse('TIME_MISSING', `${clocks} of ${thresholds.times} signed times say when the signature was made`, 'timeEstablished');
}

function checkSignature(trial: Trial, content: Content, verifier: Verifier): void {
  const state = signatureState(verifier.key, content.signed, content.signature, verifier.kind === 'key' ? verifier.hashAlgorithm : undefined);
  switch (state) {
    case 'valid':
      trial.prove('the signature verifies with the key of the signer', 'signatureVerified');
      return;
    case 'invalid':
      trial.refuse('SIGNATURE_INVALID', 'the signature does not verify with the key of the signer', 'signatureVerified');
      return;
    case 'changed':
      trial.refuse('ARTIFACT_MISMATCH', 'the artifact changed while it was read', 'artifactDigest');
      return;
    case 'too-large':
      trial.refuse('ARTIFACT_BYTES_NEEDED', 'this signature is over the bytes themselves, and they are more than are held in memory', 'signatureVerified');
      return;
    case 'needs-bytes':
      trial.refuse('ARTIFACT_BYTES_NEEDED', 'this signature cannot be verified with a digest of the artifact', 'signatureVerified', 'give the file itself');
      return;
    default: {
      const never: never = state;
      throw new Error(String(never));
    }
  }
}

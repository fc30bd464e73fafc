import { hash } from 'node:crypto';
import type { OlderEvidence } from '../registry/push/index.ts';
import type { Bundle, LogEntry } from '../trust/bundle/index.ts';
import { envelopeJson } from '../trust/envelope/index.ts';
import { isJsonObject, parseJson } from '../trust/json/index.ts';
import { parsed, refused, type Parsed } from '../trust/reason/index.ts';

/**
 * Writes a bundle as cosign 1 and 2 keep it. Takes what was signed: the payload of a signature, for a bundle over a message,
 * or nothing, for an envelope. Their readers know of no log but Rekor of version 1, whose promise they ask for. Source:
 * sigstore/cosign `specs/SIGNATURE_SPEC.md`, `specs/ATTESTATION_SPEC.md`, `pkg/cosign/bundle/rekor.go`.
 */
export function olderEvidence(bundle: Bundle, signed: { readonly payload: Uint8Array } | { readonly predicateType: string }): Parsed<OlderEvidence> {
  const [entry, ...others] = bundle.logEntries;
  if (others.length > 0) return refused('LOG_ENTRY_UNSUPPORTED', 'cosign 1 and 2 keep one log entry with a signature, and there are more');
  if (entry !== undefined && entry.promise === undefined)
    return refused('LOG_ENTRY_UNSUPPORTED', 'cosign 1 and 2 know logs of Rekor version 1 alone, and this entry is of another', {
      hint: 'give a signing config with a log of version 1, or leave --legacy out',
    });
  const common = {
    ...(bundle.material.kind === 'certificate' ? certificates(bundle.material.chain) : {}),
    ...(entry?.promise === undefined ? {} : { 'dev.sigstore.cosign/bundle': rekorBundle(entry, entry.promise) }),
    ...stampOf(bundle),
  };
  const { content } = bundle;
  if ('payload' in signed && content.kind === 'message')
    return parsed({
      kind: 'signature',
      bytes: signed.payload,
      annotations: { 'dev.cosignproject.cosign/signature': base64(content.signature), ...common },
    });
  if ('predicateType' in signed && content.kind === 'envelope') {
    const bytes = new TextEncoder().encode(envelopeJson(content.envelope));
    if (entry !== undefined && !records(entry, bytes)) return refused('LOG_ENTRY_MISMATCH', 'the log entry is of the envelope in another spelling');
    return parsed({
      kind: 'attestation',
      bytes,
      annotations: { 'dev.cosignproject.cosign/signature': '', predicateType: signed.predicateType, ...common },
    });
  }
  return refused('BUNDLE_UNSUPPORTED', 'a signature of cosign 1 and 2 is over a payload, and an attestation is an envelope');
}

/** Their readers hold the bytes of the envelope against the entry. Source: sigstore/cosign `pkg/cosign/verify.go`; sigstore/rekor `pkg/types/dsse/v0.0.1`. */
function records({ body }: LogEntry, envelope: Uint8Array): boolean {
  const entry = parseJson(body);
  const spec = entry.kind === 'parsed' && isJsonObject(entry.value) ? entry.value['spec'] : undefined;
  const recorded = isJsonObject(spec) ? spec['envelopeHash'] : undefined;
  return isJsonObject(recorded) && recorded['value'] === hash('sha256', envelope);
}

function certificates([leaf]: readonly [Uint8Array, ...Uint8Array[]]): Readonly<Record<string, string>> {
  const lines = base64(leaf).replaceAll(/.{64}(?=.)/g, '$&\n');
  return { 'dev.sigstore.cosign/certificate': `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

function rekorBundle({ body, integratedTime, logIndex, logKeyId }: LogEntry, promise: Uint8Array): string {
  return JSON.stringify({
    SignedEntryTimestamp: base64(promise),
    Payload: { body: base64(body), integratedTime: Number(integratedTime), logIndex: Number(logIndex), logID: Buffer.from(logKeyId).toString('hex') },
  });
}

function stampOf({ timestamps: [first] }: Bundle): Readonly<Record<string, string>> {
  return first === undefined ? {} : { 'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({ SignedRFC3161Timestamp: base64(first) }) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

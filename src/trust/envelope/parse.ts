import { limits } from '../../base/index.ts';
import { Fields, parseJson, reading, unfit } from '../json/index.ts';
import type { Parsed } from '../reason/index.ts';
import type { Envelope, EnvelopeSignature } from './envelope.ts';

/** The payload type of in-toto statements. Source: in-toto/attestation `spec/v1/envelope.md`. */
export const inTotoPayloadType = 'application/vnd.in-toto+json';

/**
 * Reads a DSSE envelope that stands by itself. Fields that DSSE does not know are ignored, as it asks; names that differ
 * from a known one by case are refused. Source: secure-systems-lab/dsse `envelope.md`.
 */
export function parseEnvelope(bytes: Uint8Array): Parsed<Envelope> {
  return reading(() => readEnvelopeBytes(bytes));
}

/** As `parseEnvelope`, inside `reading`. */
export function readEnvelopeBytes(bytes: Uint8Array): Envelope {
  const json = parseJson(bytes, { what: 'the envelope', code: 'BUNDLE_MALFORMED' });
  if (json.kind === 'refused') unfit(json.reason.code, json.reason.message);
  const fields = new Fields(json.value, { path: 'the envelope', code: 'BUNDLE_MALFORMED', spelling: 'exact' });
  fields.noLookalikes('payload', 'payloadType', 'signatures');
  return { ...readEnvelope(fields), stored: bytes };
}

/** Reads an envelope inside `reading`. */
export function readEnvelope(fields: Fields): Envelope {
  const payloadType = fields.text('payloadType');
  if (payloadType === '') fields.fail('has an empty payloadType');
  const payload = fields.bytes('payload');
  const signatures = fields.objects('signatures', limits.maxEnvelopeSignatures).map(readSignature);
  // Source: secure-systems-lab/dsse `protocol.md`: verification needs a signature.
  if (signatures.length === 0) fields.fail('has no signatures');
  return { payloadType, payload, signatures };
}

function readSignature(fields: Fields): EnvelopeSignature {
  fields.noLookalikes('sig', 'keyid', 'cert');
  const sig = fields.bytes('sig');
  const keyid = fields.optionalText('keyid') ?? '';
  const certificate = fields.optionalText('cert');
  return { sig, keyid, ...(certificate === undefined || certificate === '' ? {} : { certificate }) };
}

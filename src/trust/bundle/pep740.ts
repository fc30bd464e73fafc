import { limits } from '../../base/index.ts';
import { inTotoPayloadType } from '../envelope/index.ts';
import { decodeBase64, encodeBase64, Fields, isJsonObject, reading, type JsonValue } from '../json/index.ts';
import { parsed, type Parsed } from '../reason/index.ts';
import type { Bundle } from './bundle.ts';
import { entryJson } from './bundle-json.ts';
import { readLogEntry } from './log-entry.ts';
import type { Offered } from './offered.ts';

const code = 'BUNDLE_MALFORMED';
const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Reads an attestation object of a Python distribution. Source: PEP 740, "Attestation objects". */
export function pep740Bundle(value: JsonValue): Parsed<Bundle> {
  return reading(() => readAttestation(new Fields(value, { path: 'the attestation', code, spelling: 'exact' })));
}

/**
 * Reads a provenance object, as an index serves it. The publisher is the index's word for whom the attestations are by;
 * nothing signs it. Source: PEP 740, "Provenance objects"; docs.pypi.org, "Integrity API".
 */
export function pep740Provenance(value: JsonValue, from: string): Parsed<readonly Offered[]> {
  const groups = reading(() => {
    const fields = new Fields(value, { path: 'the provenance', code, spelling: 'exact' });
    expectVersion(fields);
    return fields.objects('attestation_bundles', limits.maxEvidencePieces).map((group) => ({
      said: group.has('publisher') ? publisherOf(group.object('publisher')) : {},
      attestations: group.list('attestations', limits.maxEvidencePieces),
    }));
  });
  if (groups.kind === 'refused') return groups;
  return parsed(
    groups.value.flatMap(({ said, attestations }) => attestations.map((one) => ({ from, format: 'pep740' as const, bundle: pep740Bundle(one), said }))),
  );
}

function readAttestation(fields: Fields): Bundle {
  expectVersion(fields);
  const material = fields.object('verification_material');
  const envelope = fields.object('envelope');
  // Its entries are protobuf-JSON, whose rules differ from those of the object around it.
  const entries = material
    .list('transparency_entries', limits.maxLogEntries)
    .map((one, at) => readLogEntry(new Fields(one, { path: `${material.path}.transparency_entries[${at}]`, code, spelling: 'protobuf' })));
  if (entries.length === 0) material.fail('has no transparency entries');
  return {
    mediaType,
    version: '0.3',
    content: {
      kind: 'envelope',
      envelope: {
        payloadType: inTotoPayloadType,
        payload: wrappedBytes(envelope, 'statement'),
        signatures: [{ sig: wrappedBytes(envelope, 'signature'), keyid: '' }],
      },
    },
    material: { kind: 'certificate', chain: [wrappedBytes(material, 'certificate')] },
    logEntries: entries,
    timestamps: [],
  };
}

function expectVersion(fields: Fields): void {
  if (fields.value('version') !== 1) fields.fail('is not of version 1');
}

/** Older writers set base64 out over lines; the characters and the padding are held to its one spelling all the same. */
function wrappedBytes(fields: Fields, name: string): Uint8Array {
  const bytes = decodeBase64(fields.text(name).replaceAll('\n', ''));
  return bytes === undefined || bytes.length === 0 ? fields.fail(`has ${name} that is not base64`) : bytes;
}

const maxSaid = 200;

function publisherOf(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.names().flatMap((name) => {
      const value = fields.value(name);
      return typeof value === 'string' ? [[name.slice(0, maxSaid), value.slice(0, maxSaid)]] : [];
    }),
  );
}

/**
 * Writes a bundle over a statement as an attestation object, which an index of Python packages takes; undefined for what
 * such an object cannot hold: anything but one envelope, one certificate and log entries with the time of the log. Source:
 * PEP 740, "Attestation objects".
 */
export function pep740Json({ content, material, logEntries }: Bundle): string | undefined {
  const signature = content.kind === 'envelope' ? content.envelope.signatures[0] : undefined;
  if (content.kind !== 'envelope' || signature === undefined || material.kind !== 'certificate' || logEntries.length === 0) return undefined;
  if (logEntries.some(({ promise }) => promise === undefined)) return undefined;
  const object = {
    version: 1,
    verification_material: { certificate: encodeBase64(material.chain[0]), transparency_entries: logEntries.map(entryJson) },
    envelope: { statement: encodeBase64(content.envelope.payload), signature: encodeBase64(signature.sig) },
  };
  return `${JSON.stringify(object)}\n`;
}

/** True of an attestation object, by the names of its fields alone. */
export function looksLikePep740(value: JsonValue): boolean {
  return isJsonObject(value) && Object.hasOwn(value, 'verification_material') && Object.hasOwn(value, 'envelope');
}

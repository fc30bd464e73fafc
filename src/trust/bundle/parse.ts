import { limits } from '../../base/index.ts';
import { readEnvelope } from '../envelope/index.ts';
import { Fields, parseJson, reading, unfit, type JsonValue } from '../json/index.ts';
import { quoted, type Parsed } from '../reason/index.ts';
import type { Bundle, BundleContent, LogEntry, SignerMaterial } from './bundle.ts';
import { readLogEntry } from './log-entry.ts';
import { bundleVersion } from './media-type.ts';

const code = 'BUNDLE_MALFORMED';

/**
 * Reads one Sigstore bundle of versions 0.1 to 0.3, under either media type.
 * Source: sigstore/protobuf-specs `sigstore_bundle.proto`; the client specification, "Bundle".
 */
export function parseBundle(bytes: Uint8Array): Parsed<Bundle> {
  const json = parseJson(bytes, { what: 'the bundle', code });
  return json.kind === 'refused' ? json : bundleOf(json.value);
}

/**
 * As `parseBundle`, of JSON that was read already. Fields that the schema does not know are refused, as protobuf-JSON
 * readers do by default: sigstore-go, and with it gh and cosign, would refuse the same bundle.
 */
export function bundleOf(value: JsonValue): Parsed<Bundle> {
  return reading(() => {
    const fields = new Fields(value, { path: 'the bundle', code, spelling: 'protobuf' });
    const mediaType = fields.text('mediaType');
    const version = bundleVersion(mediaType);
    if (version === undefined)
      unfit('BUNDLE_UNSUPPORTED', `the bundle has the media type ${quoted(mediaType)}, expected a Sigstore bundle of version 0.1 to 0.3`);
    const material = fields.object('verificationMaterial');
    const bundle: Bundle = {
      mediaType,
      version,
      content: readContent(fields),
      material: readMaterial(material, version),
      logEntries: material.objects('tlogEntries', limits.maxLogEntries).map((one) => checkedEntry(readLogEntry(one), one, version)),
      timestamps: readTimestamps(material),
    };
    material.nothingElse();
    fields.nothingElse();
    return bundle;
  });
}

function readContent(fields: Fields): BundleContent {
  const message = fields.optionalObject('messageSignature');
  const dsse = fields.optionalObject('dsseEnvelope');
  if (message !== undefined && dsse !== undefined) fields.fail('has a message signature and an envelope, expected one of them');
  if (dsse !== undefined) {
    const envelope = readEnvelope(dsse);
    // Source: sigstore_bundle.proto, `dsse_envelope`: exactly one signature.
    if (envelope.signatures.length !== 1) dsse.fail(`has ${envelope.signatures.length} signatures, expected 1`);
    for (const one of dsse.objects('signatures', 1)) {
      for (const name of ['sig', 'keyid']) one.value(name);
      one.nothingElse();
    }
    dsse.nothingElse();
    return { kind: 'envelope', envelope };
  }
  if (message === undefined) return fields.fail('has neither a message signature nor an envelope');
  const digest = readMessageDigest(message);
  const signature = message.bytes('signature');
  message.nothingElse();
  return { kind: 'message', signature, ...(digest === undefined ? {} : { digest }) };
}

/** Source: sigstore/protobuf-specs `sigstore_common.proto`, `HashAlgorithm`. */
const hashAlgorithms: ReadonlyMap<JsonValue, string> = new Map<JsonValue, string>([
  ['SHA2_256', 'sha256'],
  [1, 'sha256'],
  ['SHA2_384', 'sha384'],
  [2, 'sha384'],
  ['SHA2_512', 'sha512'],
  [3, 'sha512'],
  ['SHA3_256', 'sha3_256'],
  [4, 'sha3_256'],
  ['SHA3_384', 'sha3_384'],
  [5, 'sha3_384'],
]);

function readMessageDigest(message: Fields): { readonly algorithm: string; readonly value: Uint8Array } | undefined {
  const fields = message.optionalObject('messageDigest');
  if (fields === undefined) return undefined;
  const algorithm = hashAlgorithms.get(fields.value('algorithm') ?? null) ?? fields.fail('has no hash algorithm that is known');
  const value = fields.bytes('digest');
  fields.nothingElse();
  return { algorithm, value };
}

function readMaterial(material: Fields, version: Bundle['version']): SignerMaterial {
  const chain = material.optionalObject('x509CertificateChain');
  const single = material.optionalObject('certificate');
  const key = material.optionalObject('publicKey');
  const given = [chain, single, key].filter((one) => one !== undefined);
  if (given.length !== 1) material.fail(`has ${given.length} of a certificate chain, a certificate and a key, expected 1`);
  if (key !== undefined) {
    const hint = key.optionalText('hint') ?? '';
    key.nothingElse();
    return { kind: 'public-key', hint };
  }
  if (single !== undefined) {
    // Source: sigstore_bundle.proto, `VerificationMaterial.certificate`: since v0.3, which takes nothing else.
    if (version !== '0.3') material.fail(`has a single certificate, which version ${version} does not know`);
    return { kind: 'certificate', chain: [readCertificate(single)] };
  }
  if (version === '0.3') material.fail('has a certificate chain, expected a single certificate in version 0.3');
  const certificates = (chain ?? material).objects('certificates', limits.maxChainLength).map(readCertificate);
  const [leaf, ...others] = certificates;
  if (leaf === undefined) return material.fail('has a certificate chain without certificates');
  chain?.nothingElse();
  return { kind: 'certificate', chain: [leaf, ...others] };
}

function readCertificate(fields: Fields): Uint8Array {
  const der = fields.bytes('rawBytes');
  fields.nothingElse();
  return der;
}

/** Source: the client specification, "Bundle", and sigstore_bundle.proto: what each version asks of every log entry. */
function checkedEntry(entry: LogEntry, fields: Fields, version: Bundle['version']): LogEntry {
  const proved = entry.proof?.checkpoint !== undefined;
  if (version !== '0.1' && !proved) fields.fail(`has no inclusion proof with a checkpoint, which version ${version} asks for`);
  if (version === '0.1' && entry.promise === undefined && !proved) fields.fail('has neither an inclusion promise nor an inclusion proof');
  return entry;
}

function readTimestamps(material: Fields): readonly Uint8Array[] {
  const data = material.optionalObject('timestampVerificationData');
  if (data === undefined) return [];
  const timestamps = data.objects('rfc3161Timestamps', limits.maxTimestamps).map((one) => {
    const der = one.bytes('signedTimestamp');
    one.nothingElse();
    return der;
  });
  data.nothingElse();
  return timestamps;
}

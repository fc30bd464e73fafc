import { readEnvelopeBytes } from '../envelope/index.ts';
import { decodeBase64, Fields, parseJsonText, reading, unfit } from '../json/index.ts';
import { quoted, type Parsed } from '../reason/index.ts';
import type { Bundle, BundleContent, SignerMaterial } from './bundle.ts';
import { materialOfPem } from './material.ts';
import { olderBundle } from './older.ts';
import { readRekorBundle } from './rekor-v1.ts';

/** A layer of the manifest at cosign's `.sig` or `.att` tag: its blob, held against the layer's digest already. */
export interface ImageLayer {
  readonly mediaType: string;
  readonly blob: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

const code = 'BUNDLE_MALFORMED';
const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';
const envelopeType = 'application/vnd.dsse.envelope.v1+json';

/** Source: sigstore/cosign `pkg/oci/internal/signature/layer.go`; the specification's text names other prefixes than the program writes. */
const annotation = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const;

/**
 * Reads a signature or attestation that cosign of versions 1 and 2 attached to an image by a tag.
 * Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`, `specs/ATTESTATION_SPEC.md`.
 */
export function imageLayerBundle(layer: ImageLayer): Parsed<Bundle> {
  return reading(() => {
    const log = jsonOf(layer, annotation.bundle);
    const time = jsonOf(layer, annotation.timestamp);
    return olderBundle({
      content: contentOf(layer),
      material: materialOf(layer),
      logEntries: log === undefined ? [] : [readRekorBundle(log)],
      timestamps: time === undefined ? [] : [time.bytes('SignedRFC3161Timestamp')],
    });
  });
}

function contentOf(layer: ImageLayer): BundleContent {
  if (layer.mediaType === envelopeType) return { kind: 'envelope', envelope: readEnvelopeBytes(layer.blob) };
  if (layer.mediaType !== simpleSigning)
    unfit('BUNDLE_UNSUPPORTED', `the layer has the media type ${quoted(layer.mediaType)}, expected a signature or an envelope of cosign`);
  const text = own(layer, annotation.signature);
  const signature = text === undefined ? undefined : decodeBase64(text);
  if (signature === undefined || signature.length === 0) unfit(code, 'the layer has no signature in base64 among its annotations');
  return { kind: 'image-payload', signature, payload: layer.blob };
}

/** The chain beside the certificate is passed over: it holds the root as well, and nothing of it is trusted. */
function materialOf(layer: ImageLayer): SignerMaterial {
  const certificate = own(layer, annotation.certificate);
  return certificate === undefined || certificate === '' ? { kind: 'public-key', hint: '' } : materialOfPem(certificate, 'the certificate of the layer');
}

function jsonOf(layer: ImageLayer, name: string): Fields | undefined {
  const text = own(layer, name);
  if (text === undefined || text === '') return undefined;
  const json = parseJsonText(text, { what: `the annotation ${name}`, code });
  if (json.kind === 'refused') unfit(json.reason.code, json.reason.message);
  return json.value === null ? undefined : new Fields(json.value, { path: `the annotation ${name}`, code, spelling: 'exact' });
}

function own(layer: ImageLayer, name: string): string | undefined {
  return Object.hasOwn(layer.annotations, name) ? layer.annotations[name] : undefined;
}

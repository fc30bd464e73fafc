import { readEnvelopeBytes } from '../envelope/index.ts';
import { Fields, reading, type JsonValue } from '../json/index.ts';
import type { Parsed } from '../reason/index.ts';
import type { Bundle, BundleContent } from './bundle.ts';
import { materialOfPem } from './material.ts';
import { olderBundle } from './older.ts';
import { readRekorBundle } from './rekor-v1.ts';

/**
 * Reads what `cosign sign-blob --bundle` and `cosign attest-blob --bundle` of versions 1 and 2 wrote: a signature, or an
 * envelope in its place, with a certificate unless a key signed, and the log's promise.
 * Source: sigstore/cosign `pkg/cosign/fetch.go`, `LocalSignedPayload`.
 */
export function cosignBlobBundle(value: JsonValue): Parsed<Bundle> {
  return reading(() => {
    const fields = new Fields(value, { path: 'the bundle', code: 'BUNDLE_MALFORMED', spelling: 'exact' });
    fields.noLookalikes('base64Signature', 'cert', 'rekorBundle', 'rfc3161timestamp');
    const signature = fields.bytes('base64Signature');
    const certificate = fields.optionalText('cert');
    const log = fields.value('rekorBundle') === null ? undefined : fields.optionalObject('rekorBundle');
    return olderBundle({
      content: contentOf(signature),
      material:
        certificate === undefined || certificate === '' ? { kind: 'public-key', hint: '' } : materialOfPem(certificate, 'the certificate of the bundle'),
      logEntries: log === undefined ? [] : [readRekorBundle(log)],
    });
  });
}

/** No signature begins with a brace: DER begins with 0x30, and a raw one that is an envelope by chance has yet to be found. */
function contentOf(signature: Uint8Array): BundleContent {
  return signature[0] === 0x7b ? { kind: 'envelope', envelope: readEnvelopeBytes(signature) } : { kind: 'message', signature };
}

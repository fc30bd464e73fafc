import { limits } from '../../base/index.ts';
import { decodeBase64, decodeUtf8, reading, unfit } from '../json/index.ts';
import type { Parsed } from '../reason/index.ts';
import type { Bundle, LogEntry } from './bundle.ts';
import { materialOfPem } from './material.ts';
import { olderBundle } from './older.ts';

/** A signature in a file of its own, with what else was kept of it. */
export interface Detached {
  readonly signature: Uint8Array;
  /** PEM of the certificate; without it, a key of the user's signed. */
  readonly certificate?: Uint8Array;
  readonly logEntries?: readonly LogEntry[];
}

const maxSignatureBytes = 16 * 1024;

/**
 * A detached signature as a bundle: raw bytes, or base64 as `cosign sign-blob` prints it.
 * Source: sigstore/cosign `cmd/cosign/cli/sign/sign_blob.go`.
 */
export function detachedBundle({ signature, certificate, logEntries = [] }: Detached): Parsed<Bundle> {
  return reading(() => {
    if (signature.length === 0) unfit('BUNDLE_MALFORMED', 'the signature is empty');
    if (signature.length > maxSignatureBytes) unfit('BUNDLE_TOO_LARGE', `the signature has ${signature.length} bytes, expected at most ${maxSignatureBytes}`);
    if (certificate !== undefined && certificate.length > limits.maxDocumentBytes) unfit('BUNDLE_TOO_LARGE', `the certificate has ${certificate.length} bytes`);
    const text = certificate === undefined ? undefined : (decodeUtf8(certificate) ?? unfit('CERTIFICATE_MALFORMED', 'the certificate is no PEM text'));
    const raw = decodeBase64(decodeUtf8(signature)?.trim() ?? '*') ?? signature;
    return olderBundle({
      content: { kind: 'message', signature: raw },
      material: text === undefined ? { kind: 'public-key', hint: '' } : materialOfPem(text, 'the certificate'),
      logEntries,
    });
  });
}

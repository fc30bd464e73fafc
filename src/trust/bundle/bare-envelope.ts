import { readEnvelopeBytes } from '../envelope/index.ts';
import { reading } from '../json/index.ts';
import type { Parsed } from '../reason/index.ts';
import type { Bundle, LogEntry } from './bundle.ts';
import { materialOfPem } from './material.ts';
import { olderBundle } from './older.ts';

/**
 * Reads an envelope that stands by itself as a bundle for each of its signatures. SLSA generators up to v2.0 put the
 * certificate beside the signature, and kept no proof of the log: entries come from outside, or there are none.
 * Source: slsa-framework/slsa-github-generator `signing/envelope/`.
 */
export function bareEnvelopeBundles(bytes: Uint8Array, logEntries: readonly LogEntry[] = []): Parsed<readonly Bundle[]> {
  return reading(() => {
    const envelope = readEnvelopeBytes(bytes);
    return envelope.signatures.map((signature) =>
      olderBundle({
        content: { kind: 'envelope', envelope: { ...envelope, signatures: [signature] } },
        material:
          signature.certificate === undefined
            ? { kind: 'public-key', hint: signature.keyid }
            : materialOfPem(signature.certificate, 'the certificate of the envelope'),
        logEntries,
      }),
    );
  });
}

import type { Bundle, LogEntry } from '../../trust/bundle/index.ts';

/** A signature as a bundle, and the bytes that it is over: those stand for the git object, and are what is verified. */
export interface SignedBytes {
  readonly bundle: Bundle;
  readonly signed: Uint8Array;
}

const mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1';

export function messageByKey({ signature, signed, hint }: { readonly signature: Uint8Array; readonly signed: Uint8Array; readonly hint: string }): SignedBytes {
  return {
    bundle: { mediaType, version: '0.1', content: { kind: 'message', signature }, material: { kind: 'public-key', hint }, logEntries: [], timestamps: [] },
    signed,
  };
}

export function messageByCertificate(parts: {
  readonly signature: Uint8Array;
  readonly signed: Uint8Array;
  readonly certificate: Uint8Array;
  readonly logEntries: readonly LogEntry[];
}): SignedBytes {
  const { signature, signed, certificate, logEntries } = parts;
  return {
    bundle: {
      mediaType,
      version: '0.1',
      content: { kind: 'message', signature },
      material: { kind: 'certificate', chain: [certificate] },
      logEntries,
      timestamps: [],
    },
    signed,
  };
}

/** A DSSE envelope. Source: secure-systems-lab/dsse `envelope.md`, v1.0.2. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
  /** The JSON as it was stored, where a log entry is bound to those bytes (`intoto` 0.0.1). */
  readonly stored?: Uint8Array;
}

export interface EnvelopeSignature {
  readonly sig: Uint8Array;
  readonly keyid: string;
  /** PEM of a certificate beside the signature, as older SLSA generators wrote it; not part of DSSE. */
  readonly certificate?: string;
}

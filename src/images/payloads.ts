/**
 * The statement that an image is signed by: about its digest, saying nothing else. Takes the digest of a manifest; gives
 * JSON. Source: sigstore/cosign `specs/BUNDLE_SPEC.md`; in-toto/attestation `spec/v1/statement.md`.
 */
export function signatureStatement(digest: string): Uint8Array {
  return json({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: hexOf(digest) } }],
    predicateType: signatureType,
    predicate: {},
  });
}

/** The predicate type of a signature over an image. */
export const signatureType = 'https://sigstore.dev/cosign/sign/v1';

/** The payload that cosign 1 and 2 sign: the repository for a person, and the digest. Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`. */
export function olderPayload({ repository, digest }: { readonly repository: string; readonly digest: string }): Uint8Array {
  return json({
    critical: { identity: { 'docker-reference': repository }, image: { 'docker-manifest-digest': digest }, type: 'cosign container image signature' },
    optional: null,
  });
}

function hexOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}

function json(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

import type { IdentityToken } from '../ambient/index.ts';
import type { Bundle } from '../bundle/index.ts';
import type { CertificateField } from '../policy/index.ts';
import type { TrustedRoot } from '../roots/index.ts';
import type { BundleFacts } from '../verify/index.ts';
import type { PassedOver } from './any-of.ts';
import type { SigningConfig } from './signing-config.ts';
import type { SigningKey } from './signing-key.ts';

/** Who signs, as whoever verifies will see it. */
export type SignerWho =
  | {
      readonly kind: 'certificate';
      /** The subject alternative name. */
      readonly identity: string;
      readonly issuer: string;
      readonly extensions: Readonly<Partial<Record<CertificateField, string>>>;
      /** Of the token that the certificate was issued for. */
      readonly claims: Readonly<Record<string, unknown>>;
    }
  /** Hexadecimal: SHA-256 of the SubjectPublicKeyInfo. */
  | { readonly kind: 'key'; readonly fingerprint: string; readonly spki: Uint8Array };

/** An artifact by its digest, in hexadecimal, which is all that most keys need. */
export interface SignThis {
  readonly sha256: string;
  readonly bytes?: Uint8Array;
  /** The bytes piece by piece, where they are at hand and many: for keys that hash in another way. */
  readonly read?: () => Iterable<Uint8Array>;
}

/** What was signed, and verified against the trusted root. */
export interface SignedBundle {
  /** The bundle of version 0.3 as a file holds it: one line, with its end. */
  readonly json: string;
  readonly bundle: Bundle;
  /** What the verifier proved of it. */
  readonly facts: BundleFacts;
}

/** Signs with one key and, where it is keyless, one certificate until that ends. */
export interface Signer {
  readonly who: SignerWho;
  /** Signs an artifact. Throws SIGNING_SERVICE_FAILED, SIGNATURE_UNSOUND, or what getting another token throws. */
  readonly signArtifact: (artifact: SignThis) => Promise<SignedBundle>;
  /** Signs an in-toto statement, in an envelope. Throws as `signArtifact`. */
  readonly signStatement: (payload: Uint8Array) => Promise<SignedBundle>;
}

export interface SignerOptions {
  readonly with:
    | {
        readonly kind: 'token';
        /** Gives a token that can be used now; asked again where a certificate has ended. */
        readonly token: () => Promise<IdentityToken>;
      }
    | { readonly kind: 'key'; readonly key: SigningKey };
  readonly services: SigningConfig;
  readonly roots: readonly TrustedRoot[];
  /** How long getting a certificate, and each signing, may take. */
  readonly timeoutMs: number;
  /** Is told, once of each, of services that failed where another one did as well. */
  readonly onPassedOver?: (passed: PassedOver) => void;
}

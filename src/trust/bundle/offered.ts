import type { Parsed } from '../reason/index.ts';
import type { Bundle } from './bundle.ts';

/** A piece of evidence as it was found: where, in which format, and what reading it gave. */
export interface Offered {
  /** Where it was found, for a person: a path, an image reference with digest, a service and its answer. */
  readonly from: string;
  readonly format: EvidenceFormat;
  readonly bundle: Parsed<Bundle>;
  /** What the signature is over, where that follows from the artifact's bytes and is not they: a digest that its signer made of them. */
  readonly over?: { readonly digests: { readonly sha256: string }; readonly read: () => Iterable<Uint8Array> };
  /** What a signature of SSH, or of npm's registry, is for; a key may be allowed for one use and not for another. */
  readonly use?: 'git' | 'file' | 'npm';
  /** A signature of OpenPGP, without armour, over the artifact or over `over`: a program verifies it, and not the trust core. */
  readonly openPgp?: Uint8Array;
  /** What the place said of it and nothing vouches for, such as PyPI's publisher; shown, never believed. */
  readonly said?: Readonly<Record<string, string>>;
}

export type EvidenceFormat =
  | 'bundle'
  | 'cosign-blob-bundle'
  | 'cosign-image-signature'
  | 'cosign-image-attestation'
  | 'detached-signature'
  | 'git-signature'
  | 'pep740'
  | 'npm'
  | 'github-attestation'
  | 'envelope';

/** Something that has to be there for the effect to happen; what is missing makes it `cannot-work`. */
export type Need =
  | { readonly kind: 'tool'; readonly name: string }
  | { readonly kind: 'permission'; readonly scope: string; readonly level: 'read' | 'write' }
  /** A secret key in GnuPG's keyring. */
  | { readonly kind: 'gpg-key' }
  /** A key given as a file, or by a URL of a key service or variable; empty when it is not known. */
  | { readonly kind: 'key-file'; readonly path: string }
  /** A key where a program looks for it when it is told no other: a path in the home folder. */
  | { readonly kind: 'home-key'; readonly path: string }
  /** One of the hosting service's own machines. */
  | { readonly kind: 'hosted-runner'; readonly why: string }
  /** Something that is known not to be there. */
  | { readonly kind: 'unmet'; readonly why: string }
  /** A step of the workflow that the event starts, not of one that it calls. */
  | { readonly kind: 'own-workflow'; readonly why: string };

/** The identity that signs when it is not the caller's workflow. */
export interface Signer {
  readonly workflow: string;
  readonly ref: string;
}

/** A program's own store of keys: GnuPG's, notation's, the certificates of Windows. */
export type Keyring = 'gpg' | 'notation' | 'windows';

/** The sort of evidence beside an image that a copy takes along, where it leaves the others. */
export type KeptBeside = 'signatures' | 'attestations';

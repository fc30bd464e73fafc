/** What a signature is held against. */
export interface Artifact {
  /** Hexadecimal, lower case, by algorithm; at least one. */
  readonly digests: Readonly<Partial<Record<'sha256' | 'sha384' | 'sha512', string>>>;
  /** The bytes again, for signatures that are not over a digest (Ed25519); missing where the digest alone is known. */
  readonly read?: () => Iterable<Uint8Array>;
  /** The name that a statement's subject may have to agree with (PEP 740, npm); missing where names do not matter. */
  readonly name?: string;
}

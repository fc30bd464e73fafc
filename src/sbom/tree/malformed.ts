/** What an archive says that no archive says, or too much of it; caught where archives are opened. */
export class Malformed extends Error {
  readonly kind: 'malformed' | 'too-much' | 'unsupported';

  constructor(message: string, kind: 'malformed' | 'too-much' | 'unsupported' = 'malformed') {
    super(message);
    this.kind = kind;
  }
}

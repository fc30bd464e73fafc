/** An in-toto statement, v0.1 or v1. Source: in-toto/attestation `spec/v1/statement.md`. */
export interface Statement {
  readonly type: string;
  readonly subject: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

export interface StatementSubject {
  readonly name?: string;
  /** Algorithm to lower-case hexadecimal digest. */
  readonly digest: Readonly<Record<string, string>>;
}

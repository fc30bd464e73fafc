/** What a verification proves when it succeeds. */
export type Proves = 'checksum' | 'signature' | 'attestation';

/** A command that verifies, as people document it, and how its words are read. */
export interface VerifyTool {
  readonly tool: string;
  /** The program's names, without folder, `.exe` and platform ending. */
  readonly programs: readonly string[];
  /** Words that follow the program, in order. */
  readonly words: readonly string[];
  /** One of these flags must be there, as written. */
  readonly needs?: readonly string[];
  readonly proves: Proves;
  /** Flags that take the next word. */
  readonly values: readonly string[];
  /** Short or other spellings and what they mean. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** `-verify KEY`: long flags with one dash. */
  readonly singleDash?: boolean;
}

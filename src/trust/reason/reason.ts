import { reasonTable } from './table.ts';

export { reasonTable };

/** A stable code; renaming one is a major version. */
export type ReasonCode = keyof typeof reasonTable;

/** Why evidence was refused, or could not be decided on. A value: nothing that evidence does is thrown. */
export interface Reason {
  readonly code: ReasonCode;
  /** What, expected, got; lower case, no final stop. Text of the evidence in it is quoted and bounded. */
  readonly message: string;
  /** The next thing to type or to look at, where there is one. */
  readonly hint?: string;
  /** The specification and section that asks for it. */
  readonly clause?: string;
}

export function reason(code: ReasonCode, message: string, more: { readonly hint?: string; readonly clause?: string } = {}): Reason {
  return { code, message, ...more };
}

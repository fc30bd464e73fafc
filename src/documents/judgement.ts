import type { ParsedCommand, StatedIdentity, VerifyCommand } from './verify-command.ts';

/** Something that is wrong with a command: it cannot run, it runs only in part, or it is worth saying. */
export interface Problem {
  readonly effect: 'no' | 'partial' | 'note';
  readonly text: string;
}

export type Signer = Pick<VerifyCommand, 'identity' | 'issuer' | 'key' | 'repository' | 'owner'>;

export const nobody: Signer = { identity: undefined, issuer: undefined, key: undefined, repository: undefined, owner: undefined };

/**
 * Says whether a command could run as it is written once its placeholders are filled in, and whom it takes for the
 * signer. What each tool asks for is read from its current release: cosign 3, gh 2, slsa-verifier 2, sigstore 4.
 */

export interface ToolJudgement {
  readonly signer: Signer;
  readonly problems: readonly Problem[];
}

export function noSubject(command: ParsedCommand, text: string, effect: Problem['effect'] = 'no'): readonly Problem[] {
  return command.subjects.length > 0 ? [] : [{ effect, text }];
}

export function tooMany(command: ParsedCommand): readonly Problem[] {
  return command.subjects.length > 1 ? [{ effect: 'no', text: 'it takes one subject, and several are given' }] : [];
}

export function has(command: ParsedCommand, flag: string): boolean {
  return command.flags.has(flag);
}

export function last(command: ParsedCommand, flag: string): string | undefined {
  return command.flags.get(flag)?.at(-1);
}

export function exact(value: string | undefined): StatedIdentity | undefined {
  return value === undefined || value === '' ? undefined : { kind: 'exact', value };
}

export function regexp(value: string | undefined): StatedIdentity | undefined {
  return value === undefined || value === '' ? undefined : { kind: 'regexp', value };
}

import { literalOf, type Text } from '../values/index.ts';

/** Whose a token is: the job's own, whose events start no workflow, or another. */
export type TokenKind = 'job-token' | 'other' | 'unknown';

/** The kind of a token that was given; an empty one is the job's own, which actions take then. */
export function tokenKind(token: Text): TokenKind {
  if (token.some((p) => p.kind === 'hole' && p.id === 'secrets.GITHUB_TOKEN')) return 'job-token';
  return token.length === 0 ? 'job-token' : literalOf(token) === undefined ? 'other' : 'unknown';
}

/** The token that a program makes releases with: gh looks for its own variable first. */
export function releaseToken(program: string, env: ((name: string) => Text | undefined) | undefined): TokenKind {
  const names = program === 'gh' ? ['GH_TOKEN', 'GITHUB_TOKEN'] : ['GITHUB_TOKEN', 'GH_TOKEN'];
  const token = names.map((name) => env?.(name)).find((value) => value !== undefined && value.length > 0);
  return token === undefined ? 'unknown' : tokenKind(token);
}

import { SealwrightError, type Programs } from '../../base/index.ts';
import type { Outside } from '../calling/index.ts';
import { buildkiteToken } from './buildkite.ts';
import { circleciToken } from './circleci.ts';
import { githubToken } from './github.ts';
import { googleToken } from './google.ts';
import { readIdentityToken, type IdentityToken } from './token.ts';

/** What a job's surroundings are asked by. */
export interface AmbientPorts extends Outside {
  readonly programs: Programs;
  readonly environment: (name: string) => string | undefined;
  /** The text of a file; undefined where it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
}

/** For whom a token is to be, and how long getting it may take. */
export interface TokenAsked {
  readonly audience: string;
  readonly timeoutMs: number;
}

export interface TokenWanted extends TokenAsked {
  /** A file that the person named; it goes before all else. */
  readonly file?: string | undefined;
}

/**
 * Finds the identity token of a job: of the file that was named, of SIGSTORE_ID_TOKEN, or of the CI system that runs it.
 * Throws TOKEN_MISSING where there is none, TOKEN_UNUSABLE where it cannot be used.
 */
export async function findToken(ports: AmbientPorts, { audience, file, timeoutMs }: TokenWanted): Promise<IdentityToken> {
  // GitLab gives its tokens as variables of names that the job chooses. Source: GitLab's `id_tokens` keyword.
  const inGitlab = ports.environment('GITLAB_CI') === 'true';
  const given = (text: string, from: string): IdentityToken =>
    readIdentityToken(text, { system: inGitlab ? 'gitlab' : 'given', from, audience, now: ports.clock.now() });
  if (file !== undefined) {
    const text = ports.readFile(file);
    if (text === undefined)
      throw new SealwrightError('TOKEN_MISSING', { message: `the file of --identity-token, ${file}, cannot be read`, hint: '--identity-token FILE' });
    return given(text, file);
  }
  const variable = ports.environment('SIGSTORE_ID_TOKEN') ?? '';
  if (variable !== '') return given(variable, 'SIGSTORE_ID_TOKEN');
  for (const system of [githubToken, buildkiteToken, circleciToken, googleToken]) {
    const found = await system(ports, { audience, timeoutMs });
    if (found !== undefined) return found;
  }
  if (inGitlab) throw missing('add to the job: id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }');
  throw missing('in a job of GitHub: permissions: id-token: write; elsewhere --identity-token FILE, SIGSTORE_ID_TOKEN, or --key FILE for a key of your own');
}

/**
 * Whether anything here offers an identity token. Nobody is asked for it: one that is offered may be refused or out of date.
 * Pure but for the environment.
 */
export function isTokenOffered(environment: AmbientPorts['environment']): boolean {
  const has = (name: string): boolean => (environment(name) ?? '') !== '';
  if (has('SIGSTORE_ID_TOKEN') || has('GCE_METADATA_HOST')) return true;
  if (has('ACTIONS_ID_TOKEN_REQUEST_URL') && has('ACTIONS_ID_TOKEN_REQUEST_TOKEN')) return true;
  return environment('BUILDKITE') === 'true' || environment('CIRCLECI') === 'true';
}

function missing(hint: string): SealwrightError {
  return new SealwrightError('TOKEN_MISSING', { message: 'there is no identity token here to sign with', hint });
}

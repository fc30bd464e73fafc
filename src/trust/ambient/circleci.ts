import type { AmbientPorts, TokenAsked } from './find-token.ts';
import { readIdentityToken, type IdentityToken } from './token.ts';
import { tokenOfProgram } from './program.ts';

/**
 * The token of a job of CircleCI; undefined outside of one. The one in its environment is for the organization and no
 * other audience, so that its program is asked. Source: CircleCI's "Using OpenID Connect tokens in jobs", custom claims.
 */
export async function circleciToken(ports: AmbientPorts, { audience }: TokenAsked): Promise<IdentityToken | undefined> {
  if (ports.environment('CIRCLECI') !== 'true') return undefined;
  const text = await tokenOfProgram(ports, { program: 'circleci', words: ['run', 'oidc', 'get', '--claims', JSON.stringify({ aud: audience })] });
  return readIdentityToken(text, { system: 'circleci', from: 'circleci', audience, now: ports.clock.now() });
}

import type { AmbientPorts, TokenAsked } from './find-token.ts';
import { readIdentityToken, type IdentityToken } from './token.ts';
import { tokenOfProgram } from './program.ts';

/** The token of a job of Buildkite; undefined outside of one. Source: Buildkite's "buildkite-agent oidc". */
export async function buildkiteToken(ports: AmbientPorts, { audience }: TokenAsked): Promise<IdentityToken | undefined> {
  if (ports.environment('BUILDKITE') !== 'true') return undefined;
  const text = await tokenOfProgram(ports, { program: 'buildkite-agent', words: ['oidc', 'request-token', '--audience', audience] });
  return readIdentityToken(text, { system: 'buildkite', from: 'buildkite-agent', audience, now: ports.clock.now() });
}

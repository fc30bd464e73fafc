import { SealwrightError } from '../../base/index.ts';
import { Caller } from '../calling/index.ts';
import { isJsonObject, parseJson } from '../json/index.ts';
import type { AmbientPorts, TokenAsked } from './find-token.ts';
import { readIdentityToken, type IdentityToken } from './token.ts';

/**
 * The token of a job of GitHub Actions; undefined outside of one. Throws TOKEN_MISSING in a job that may not ask for one.
 * Source: GitHub's "OpenID Connect reference", "Methods for requesting the OIDC token".
 */
export async function githubToken(ports: AmbientPorts, { audience, timeoutMs }: TokenAsked): Promise<IdentityToken | undefined> {
  const address = ports.environment('ACTIONS_ID_TOKEN_REQUEST_URL') ?? '';
  const secret = ports.environment('ACTIONS_ID_TOKEN_REQUEST_TOKEN') ?? '';
  if (address === '' || secret === '') {
    if (ports.environment('GITHUB_ACTIONS') !== 'true') return undefined;
    throw new SealwrightError('TOKEN_MISSING', {
      message: 'this job of GitHub Actions may not ask for an identity token',
      hint: 'add to the job: permissions: id-token: write (jobs of pull requests from forks never get one)',
    });
  }
  const url = URL.parse(address);
  if (url === null)
    throw new SealwrightError('TOKEN_MISSING', { message: 'ACTIONS_ID_TOKEN_REQUEST_URL is no address', hint: 'run in a job of GitHub Actions' });
  url.searchParams.set('audience', audience);
  const caller = new Caller(ports, { timeoutMs });
  const { bytes } = await caller.call({
    service: "GitHub's token service",
    method: 'GET',
    url: url.href,
    headers: { authorization: `bearer ${secret}`, accept: 'application/json' },
    expects: [200],
    hint: 'has the job permissions: id-token: write?',
  });
  const json = parseJson(bytes);
  const value = json.kind === 'parsed' && isJsonObject(json.value) ? json.value['value'] : undefined;
  return readIdentityToken(typeof value === 'string' ? value : '', {
    system: 'github',
    from: "GitHub's token service",
    audience,
    now: ports.clock.now(),
  });
}

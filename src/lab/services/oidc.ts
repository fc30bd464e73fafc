import type { Clock } from '../../base/index.ts';
import { githubClaims, type WorkflowRun } from '../ca/identity.ts';
import type { LabMemory } from '../memory.ts';
import { startService, type Handler, type Service } from '../http/server.ts';
import { digestOf, makeKey, readKey, type LabKey } from '../keys.ts';
import { readToken, signToken, type Claims } from './token.ts';

/** An OIDC issuer with a page of claims for workflow runs, and the endpoint that a runner offers to its steps. */
export interface OidcIssuer extends Service {
  /** A token for a run, as a step would get it. */
  readonly tokenFor: (run?: WorkflowRun, options?: TokenOptions) => string;
  /** A token of any claims; those that every token has are added. */
  readonly tokenOf: (claims: Claims, options?: TokenOptions) => string;
  readonly read: (token: string) => Claims | string;
  /** Variables of a job that may ask for tokens. */
  readonly runnerEnvironment: Readonly<Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>>;
}

export interface TokenOptions {
  readonly audience?: string;
  /** Seconds; less than nothing makes a token that has expired. */
  readonly lifetime?: number;
}

const requestToken = 'a-token-for-asking-for-tokens';

/** Starts an issuer. What a runner's step gets is for `run`. Source: OpenID Connect Discovery 1.0; GitHub's "OpenID Connect reference". */
export async function startOidc(options: {
  readonly seed: string;
  readonly clock: Clock;
  readonly run?: WorkflowRun;
  readonly elsewhere?: string;
  readonly port?: number;
  /** What tokens say who issued them, in place of the service's own address. */
  readonly issuer?: string;
  /** Keeps the key, which follows from no seed. */
  readonly memory?: LabMemory;
}): Promise<OidcIssuer> {
  const { clock, run = {} } = options;
  // Verifiers of tokens expect RS256 unless they are told otherwise.
  const key: LabKey = keptKey(options.memory, `${options.seed} oidc`);
  const keyId = digestOf('sha256', key.spki).toString('hex').slice(0, 16);
  const sign = (issuer: string, claims: Claims, { audience = 'sigstore', lifetime = 300 }: TokenOptions = {}): string => {
    const now = Math.floor(clock.now() / 1000);
    return signToken({ ...claims, iss: issuer, aud: audience, iat: now, nbf: now, exp: now + lifetime, jti: `${now}-${Math.abs(lifetime)}` }, { key, keyId });
  };
  const handle =
    (url: string): Handler =>
    ({ method, path, query, header }) => {
      if (path === '/.well-known/openid-configuration') return { status: 200, body: discovery(url, options.issuer ?? url) };
      if (path === '/keys') {
        const { n, e } = key.publicKey.export({ format: 'jwk' });
        return { status: 200, body: { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: keyId, n, e }] } };
      }
      if (path === '/runner/token' && method === 'GET') {
        if (header('authorization')?.toLowerCase() !== `bearer ${requestToken}`) return { status: 401, body: { message: 'unauthorized' } };
        return {
          status: 200,
          body: { value: sign(options.issuer ?? url, githubClaims({ ...run, issuer: options.issuer ?? url }), { audience: query.get('audience') ?? url }) },
        };
      }
      return { status: 404, body: { message: 'not found' } };
    };
  const { port, elsewhere } = options;
  const service = await startService({ handle, ...(elsewhere === undefined ? {} : { elsewhere }), ...(port === undefined ? {} : { port }) });
  const issuer = options.issuer ?? service.url;
  return {
    ...service,
    tokenFor: (of = run, token = {}) => sign(issuer, githubClaims({ ...of, issuer }), token),
    tokenOf: (claims, token = {}) => sign(issuer, claims, token),
    read: (token) => readToken(token, { key, now: clock.now() }),
    runnerEnvironment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${service.url}/runner/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
  };
}

function keptKey(memory: LabMemory | undefined, seed: string): LabKey {
  const pem = memory?.read('oidc key');
  if (pem !== undefined) return readKey(pem, 'rsa-2048');
  const key = makeKey({ seed, algorithm: 'rsa-2048' });
  memory?.keep('oidc key', key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  return key;
}

function discovery(url: string, issuer: string): object {
  return {
    issuer,
    jwks_uri: `${url}/keys`,
    token_endpoint: `${url}/token`,
    authorization_endpoint: `${url}/auth`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}

import { limits, SealwrightError } from '../../base/index.ts';
import { isJsonObject, parseJson, type JsonObject } from '../json/index.ts';

/** Who gave a token: a CI system, or the person by a file or a variable. */
export type TokenSystem = 'github' | 'gitlab' | 'buildkite' | 'circleci' | 'google' | 'given';

/** An identity token. Source: RFC 7519; OpenID Connect Core 1.0 section 2. */
export interface IdentityToken {
  /** The secret itself; not enumerable, so that it is in no listing of the object. */
  readonly token: string;
  /** What it says; its signature was not checked here. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly system: TokenSystem;
}

/** What a repository shows to everybody, as far as a token says. */
export type Visibility = 'public' | 'private' | 'internal' | 'unknown';

/**
 * Reads a token without checking its signature, which is the CA's to do. Throws TOKEN_UNUSABLE where it is malformed, for
 * another audience, or expired at `now` (milliseconds since 1970); no message holds anything of it but its times and audience.
 */
export function readIdentityToken(
  text: string,
  of: { readonly system: TokenSystem; readonly from: string; readonly audience: string; readonly now: number },
): IdentityToken {
  const { from, audience, now, system } = of;
  const token = text.trim();
  const claims = token.length <= limits.maxIdentityTokenBytes ? claimsOf(token) : undefined;
  if (claims === undefined)
    throw unusable(`what ${from} holds is no identity token`, 'expected three parts with dots between them, as an OpenID Connect issuer gives');
  const aud = claims['aud'];
  const audiences = Array.isArray(aud) ? (aud as readonly unknown[]) : [aud];
  // Source: RFC 7519 section 4.1.3.
  if (!audiences.includes(audience))
    throw unusable(`the identity token of ${from} is not for ${audience}`, `ask its issuer for one with the audience ${audience}`);
  const expires = claims['exp'];
  // Source: RFC 7519 section 4.1.4.
  if (typeof expires !== 'number' || !Number.isFinite(expires))
    throw unusable(`the identity token of ${from} does not say when it expires`, 'ask its issuer for another');
  if (expires * 1000 <= now) throw unusable(`the identity token of ${from} has expired`, 'tokens last for minutes: take a new one right before signing');
  const read = { claims, system };
  return Object.defineProperty(read, 'token', { value: token, enumerable: false }) as IdentityToken;
}

/** Whether everybody can see the repository of a job, by the claims of its token. */
export function visibilityOf({ claims }: Pick<IdentityToken, 'claims'>): Visibility {
  // Source: GitHub's "OpenID Connect reference"; GitLab's "OpenID Connect (OIDC) Authentication Using ID Tokens".
  const said = [claims['repository_visibility'], claims['project_visibility']].find((one) => one !== undefined);
  return readVisibility(said);
}

/** A word of a service for who can see a repository. */
export function readVisibility(said: unknown): Visibility {
  if (said === undefined) return 'unknown';
  // A word that is not known does not say that everybody can see it.
  return said === 'public' || said === 'internal' ? said : 'private';
}

function claimsOf(token: string): JsonObject | undefined {
  const parts = token.split('.');
  const [head, body, signature] = parts;
  if (parts.length !== 3 || head === undefined || body === undefined || signature === undefined) return undefined;
  if (!parts.every((part) => /^[\w-]+$/.test(part))) return undefined;
  const json = parseJson(Buffer.from(body, 'base64url'), { what: 'the token', code: 'BUNDLE_MALFORMED' });
  return json.kind === 'parsed' && isJsonObject(json.value) ? json.value : undefined;
}

function unusable(message: string, hint: string): SealwrightError {
  return new SealwrightError('TOKEN_UNUSABLE', { message, hint });
}

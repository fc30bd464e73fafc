import { limits } from '../../base/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import { objectOf, textField, type Asker } from '../asking/index.ts';
import type { Challenge } from './challenge.ts';
import type { Credential } from './credentials.ts';

/** A token for one repository, or why there is none. */
export type Token = { readonly kind: 'token'; readonly text: string } | { readonly kind: 'none'; readonly reason: Reason };

/**
 * Asks a token service for the rights that are needed, and for nothing else, whatever the registry's challenge named. Takes
 * the credential only where it may go there. Source: distribution `docs/spec/auth/token.md` and `oauth.md`.
 */
export async function fetchToken(
  asker: Asker,
  { realm, service }: Extract<Challenge, { kind: 'bearer' }>,
  {
    scopes,
    credential,
    withoutTls,
  }: { readonly scopes: readonly string[]; readonly credential: Credential | undefined; readonly withoutTls: 'allowed' | undefined },
): Promise<Token> {
  const common = { maxBytes: limits.maxTokenBytes, redirects: 'none', withoutTls } as const;
  const ask = (): ReturnType<Asker['ask']> => {
    if (credential?.kind === 'identity-token') {
      const form = new URLSearchParams({ grant_type: 'refresh_token', scope: scopes.join(' '), client_id: 'sealwright', refresh_token: credential.token });
      if (service !== undefined) form.set('service', service);
      const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
      return asker.ask({ ...common, method: 'POST', url: realm.href, headers, body: new TextEncoder().encode(form.toString()) });
    }
    const url = new URL(realm);
    if (service !== undefined) url.searchParams.set('service', service);
    for (const scope of scopes) url.searchParams.append('scope', scope);
    return asker.ask({
      ...common,
      url: url.href,
      headers: { accept: 'application/json' },
      authorization: credential?.kind === 'password' ? basic(credential) : undefined,
    });
  };
  const reply = await ask();
  if (reply.kind === 'unanswered') return { kind: 'none', reason: reply.reason };
  const who = credential === undefined ? 'without a credential' : 'with the credential that was given';
  if (reply.status !== 200) return { kind: 'none', reason: reason('SERVICE_DENIED', `${realm.host} gives no token ${who}: status ${reply.status}`) };
  const answer = objectOf(reply.bytes);
  const text = answer && (textField(answer, 'token') || textField(answer, 'access_token'));
  // It goes into a header.
  if (text === undefined || !/^[\x21-\x7e]{1,65536}$/.test(text))
    return { kind: 'none', reason: reason('SERVICE_MALFORMED', `${realm.host} answered with no token`) };
  return { kind: 'token', text };
}

/** Source: RFC 7617. */
export function basic({ user, password }: Extract<Credential, { kind: 'password' }>): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

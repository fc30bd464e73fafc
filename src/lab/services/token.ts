import { verify } from 'node:crypto';
import type { LabKey } from '../keys.ts';

/** The claims of an identity token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A signed token. Source: RFC 7519; RFC 7515 section 3.1. */
export function signToken(claims: Claims, options: { readonly key: LabKey; readonly keyId: string }): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'RS256', typ: 'JWT', kid: options.keyId })}.${part(claims)}`;
  return `${input}.${Buffer.from(options.key.sign(Buffer.from(input))).toString('base64url')}`;
}

/** The claims of a token that this key signed and that is valid now; a reason otherwise. Source: RFC 7519 section 7.2. */
export function readToken(token: string, options: { readonly key: LabKey; readonly now: number }): Claims | string {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (more.length > 0) return 'the token has not three parts';
  if (!verify('sha256', Buffer.from(`${head}.${body}`), options.key.publicKey, Buffer.from(signature, 'base64url')))
    return 'the signature of the token is wrong';
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  const seconds = Math.floor(options.now / 1000);
  const expires = claims['exp'];
  if (typeof expires !== 'number' || expires < seconds) return 'the token has expired';
  return claims['aud'] === 'sigstore' ? claims : 'the audience of the token is not sigstore';
}

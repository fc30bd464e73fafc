/** Statuses that lead elsewhere. Source: RFC 9110 section 15.4. */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Where an answer leads, or why nobody goes there. */
export type Hop = { readonly kind: 'to'; readonly url: URL; readonly sameOrigin: boolean } | { readonly kind: 'refused'; readonly why: string };

/** Takes a Location header and the address that gave it. TLS is not given up on the way, and nobody outside leads to this machine. */
export function hop(location: string | null, from: URL): Hop {
  const url = location === null || location.length > 16_000 ? null : URL.parse(location, from.href);
  if (url === null || url.username !== '' || url.password !== '') return { kind: 'refused', why: 'leads to an address that is none' };
  const sameOrigin = url.origin === from.origin;
  if (sameOrigin) return { kind: 'to', url, sameOrigin };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && from.protocol === 'http:')) return { kind: 'refused', why: 'leads to an address without TLS' };
  if (isNear(url.hostname) && !isNear(from.hostname)) return { kind: 'refused', why: 'leads to this machine or its own network link' };
  return { kind: 'to', url, sameOrigin };
}

/** Names and literal addresses of this machine and of its link, where clouds keep what a machine may know (RFC 6890). */
function isNear(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  if (/^(?:127|0)(?:\.\d{1,3}){3}$|^169\.254(?:\.\d{1,3}){2}$/.test(hostname)) return true;
  return /^\[(?:::1?|fe[89ab][0-9a-f]:.*|::ffff:(?:7f|a9fe|0).*)\]$/.test(hostname);
}

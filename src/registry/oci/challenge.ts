/** What a registry asks of who wants in. Source: RFC 9110 section 11.6.1, distribution `docs/spec/auth/token.md`. */
export type Challenge =
  | { readonly kind: 'bearer'; readonly realm: URL; readonly service: string | undefined }
  | { readonly kind: 'basic' }
  | { readonly kind: 'unknown' };

/** Takes a WWW-Authenticate header. A realm must be an address that a secret may go to. */
export function parseChallenge(header: string | null, registry: URL): Challenge {
  const text = (header ?? '').slice(0, 4_000);
  const bearer = /(?:^|,)\s*bearer\s+/i.exec(text);
  if (bearer !== null) {
    const parameters = new Map<string, string>();
    for (const [, key = '', quoted, plain] of text.slice(bearer.index + bearer[0].length).matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
      const name = key.toLowerCase();
      // The first of its name: what follows may belong to another challenge.
      if (!parameters.has(name)) parameters.set(name, quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/g, '$1'));
    }
    const realm = URL.parse(parameters.get('realm') ?? '');
    if (realm === null || realm.username !== '' || realm.password !== '') return { kind: 'unknown' };
    // Without TLS only where the registry itself is without.
    if (realm.protocol !== 'https:' && !(realm.protocol === 'http:' && registry.protocol === 'http:')) return { kind: 'unknown' };
    return { kind: 'bearer', realm, service: parameters.get('service') };
  }
  return /(?:^|,)\s*basic(?:\s|,|$)/i.test(text) ? { kind: 'basic' } : { kind: 'unknown' };
}

/**
 * True where a credential for a registry may go to its token service: the same host, one above or below it by name, one
 * that is known to belong to it, or one that the person named.
 */
export function mayTakeCredential(realm: URL, registry: URL, named: readonly string[]): boolean {
  if (realm.host === registry.host || named.includes(realm.host)) return true;
  if (registry.host === 'registry-1.docker.io' && realm.host === 'auth.docker.io') return true;
  if (realm.protocol !== 'https:' || realm.port !== '') return false;
  const [a, b] = [realm.hostname, registry.hostname];
  // A name of one label, or an address in numbers, has nothing below it.
  return [a, b].every((name) => /\.[a-z-]+$/i.test(name)) && (b.endsWith(`.${a}`) || a.endsWith(`.${b}`));
}

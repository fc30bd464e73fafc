/**
 * Where files of a release are sent, of the address that a release names: the token goes there, so it is the API's own host
 * or its `uploads.` one. Undefined for any other. Source: GitHub REST API, "Upload a release asset".
 */
export function uploadsOf(named: string | undefined, api: string): string | undefined {
  const url = URL.parse((named ?? '').replace(/\{[^}]*\}$/, ''));
  const own = new URL(api);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  if (url.protocol !== own.protocol || url.port !== own.port) return undefined;
  return url.hostname === own.hostname || url.hostname === own.hostname.replace(/^api\./, 'uploads.') ? url.href : undefined;
}

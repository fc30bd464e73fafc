import { SealwrightError } from '../../base/index.ts';
import { Caller } from '../calling/index.ts';
import type { AmbientPorts, TokenAsked } from './find-token.ts';
import { readIdentityToken, type IdentityToken } from './token.ts';

/** Names and the address of the server that Google's machines have beside them, which has no TLS and no way in from outside. */
const known = /^(?:metadata|metadata\.google\.internal|169\.254\.169\.254|\[fd20:ce::254\])$/;

/**
 * The token of the service account of a machine of Google's; undefined where GCE_METADATA_HOST does not say that there is
 * one: nobody's network is tried for it. Source: Google Cloud's "Verify the identity of VMs"; the variable of Google's auth libraries.
 */
export async function googleToken(ports: AmbientPorts, { audience, timeoutMs }: TokenAsked): Promise<IdentityToken | undefined> {
  const host = ports.environment('GCE_METADATA_HOST') ?? '';
  if (host === '') return undefined;
  const missing = (message: string): SealwrightError =>
    new SealwrightError('TOKEN_MISSING', { message, hint: 'GCE_METADATA_HOST=metadata.google.internal on a machine of Google, or --identity-token FILE' });
  const url = URL.parse(`http://${host}/computeMetadata/v1/instance/service-accounts/default/identity`);
  if (url === null || url.host !== host) throw missing('GCE_METADATA_HOST is no host');
  url.searchParams.set('audience', audience);
  // With its address, which is what the certificate will name.
  url.searchParams.set('format', 'full');
  const answer = await new Caller(ports, { timeoutMs }).call({
    service: "Google's metadata server",
    method: 'GET',
    url: url.href,
    headers: { 'metadata-flavor': 'Google' },
    expects: [200],
    ...(known.test(url.hostname) ? { withoutTls: 'allowed' as const } : {}),
    hint: 'has this machine a service account?',
  });
  // Whoever else answers at that address is not asked to be believed. Source: Google Cloud's "About VM metadata", "Metadata-Flavor".
  if (answer.header('metadata-flavor')?.toLowerCase() !== 'google') throw missing(`${url.host} is no metadata server of Google`);
  return readIdentityToken(new TextDecoder().decode(answer.bytes), { system: 'google', from: "Google's metadata server", audience, now: ports.clock.now() });
}

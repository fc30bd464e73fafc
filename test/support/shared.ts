import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of conformance cases and real attestations that lies beside the checkout, or where SEALWRIGHT_SHARED says.
 * Under CI it must be there; elsewhere a test says why it is left out.
 */
export function sharedFolder(): { readonly kind: 'there'; readonly path: string } | { readonly kind: 'missing'; readonly why: string } {
  const path = process.env['SEALWRIGHT_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
  if (existsSync(join(path, 'conformance', 'assets'))) return { kind: 'there', path };
  const why = `no conformance cases in ${path}; SEALWRIGHT_SHARED names another folder`;
  if (process.env['CI'] === 'true') throw new Error(why);
  return { kind: 'missing', why };
}

import { pemOf } from '../der/index.ts';
import { encodeBase64 } from '../json/index.ts';

/** PEM as logs of version 1 take it: in base64 once more. */
export function pemInBase64(label: 'CERTIFICATE' | 'PUBLIC KEY', der: Uint8Array): string {
  return encodeBase64(new TextEncoder().encode(pemOf(label, der)));
}

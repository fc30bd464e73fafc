import { encodeBase64 } from '../json/index.ts';

/** Source: RFC 7468 section 2. */
export function pemOf(label: 'CERTIFICATE' | 'PUBLIC KEY', der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** PEM as logs of version 1 take it: in base64 once more. */
export function pemInBase64(label: 'CERTIFICATE' | 'PUBLIC KEY', der: Uint8Array): string {
  return encodeBase64(new TextEncoder().encode(pemOf(label, der)));
}

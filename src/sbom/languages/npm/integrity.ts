import type { Hash } from '../../package.ts';

const lengths = { md5: 16, sha1: 20, sha256: 32, sha384: 48, sha512: 64 } as const;

/** Digests of a text of Subresource Integrity: `sha512-BASE64 sha1-BASE64`. What is none is left out. Source: W3C SRI, section 3.5. */
export function integrityHashes(text: string | undefined): readonly Hash[] {
  return (text ?? '').split(/\s+/).flatMap((one) => {
    const match = /^(md5|sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})(?:\?.*)?$/.exec(one);
    const algorithm = (['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const).find((name) => name === match?.[1]);
    if (match === null || algorithm === undefined) return [];
    const bytes = Buffer.from(match[2] ?? '', 'base64');
    return bytes.length === lengths[algorithm] ? [{ algorithm, hex: bytes.toString('hex') }] : [];
  });
}

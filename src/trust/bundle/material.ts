import { limits } from '../../base/index.ts';
import { pemBlocks } from '../der/index.ts';
import { decodeBase64, unfit } from '../json/index.ts';
import type { SignerMaterial } from './bundle.ts';

/**
 * Signer's material of a PEM text inside `reading`: certificates, of which the first is the signer's and the others are
 * passed over, or base64 of such a text, as cosign writes it. A public key beside a signature is no trust in it: it becomes a hint that the user's own key must stand for.
 */
export function materialOfPem(text: string, what: string): SignerMaterial {
  const pem = text.trimStart().startsWith('-----BEGIN ') ? text : unpacked(text);
  if (pem === undefined) unfit('CERTIFICATE_MALFORMED', `${what} is no PEM text`);
  const blocks = pemBlocks(pem);
  if (blocks.kind === 'refused') unfit(blocks.reason.code, `${what}: ${blocks.reason.message}`);
  const [first, ...others] = blocks.value;
  if (blocks.value.length > limits.maxChainLength)
    unfit('BUNDLE_TOO_LARGE', `${what} has ${blocks.value.length} certificates, expected at most ${limits.maxChainLength}`);
  if (first.label === 'PUBLIC KEY' && others.length === 0) return { kind: 'public-key', hint: '' };
  if (blocks.value.some((one) => one.label !== 'CERTIFICATE')) unfit('CERTIFICATE_MALFORMED', `${what} has PEM blocks that are no certificates`);
  return { kind: 'certificate', chain: [first.der] };
}

function unpacked(text: string): string | undefined {
  const bytes = decodeBase64(text.trim());
  return bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

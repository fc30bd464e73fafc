import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../reason/index.ts';

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

const maxBlocks = 32;
const block = /^-----BEGIN ([A-Z0-9 ]{1,40})-----\r?\n((?:[A-Za-z0-9+/=]+\r?\n)+)-----END \1-----(?:\r?\n|$)/;

/**
 * The blocks of a PEM text, with nothing between them but blank lines. Source: RFC 7468 section 3.
 * Base64 in another spelling than its own is refused.
 */
export function pemBlocks(text: string): Parsed<readonly [PemBlock, ...PemBlock[]]> {
  const malformed = refused('CERTIFICATE_MALFORMED', 'a PEM text is malformed', { clause: 'RFC 7468 section 3' });
  if (text.length > limits.maxPemLength) return malformed;
  const blocks: PemBlock[] = [];
  let rest = text.trimStart();
  while (rest.length > 0) {
    const found = block.exec(rest);
    if (found === null || blocks.length >= maxBlocks) return malformed;
    const [all, label = '', body = ''] = found;
    const packed = (body.includes('\r') ? body.replaceAll('\r', '') : body).replaceAll('\n', '');
    const der = Buffer.from(packed, 'base64');
    if (der.toString('base64') !== packed) return malformed;
    blocks.push({ label, der });
    rest = rest.slice(all.length).trimStart();
  }
  const [first, ...more] = blocks;
  return first === undefined ? malformed : parsed([first, ...more]);
}

/** Writes a block of PEM, its lines ended by line feeds. Source: RFC 7468 section 2. */
export function pemOf(label: 'CERTIFICATE' | 'PUBLIC KEY', der: Uint8Array): string {
  const lines =
    Buffer.from(der.buffer, der.byteOffset, der.byteLength)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

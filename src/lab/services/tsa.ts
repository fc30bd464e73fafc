import { pemOf } from '../canonical.ts';
import { readSequence, readValues } from '../der/read.ts';
import { integer, sequence, tlv } from '../der/write.ts';
import type { Handler } from '../http/server.ts';
import type { HashName } from '../keys.ts';
import type { Sigstore } from '../sigstore.ts';

const hashes: Readonly<Record<string, HashName>> = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

/** A timestamp authority over HTTP. Source: RFC 3161 sections 2.4.1 and 3.4; sigstore/timestamp-authority `openapi.yaml`. */
export function tsaHandler(options: { readonly sigstore: () => Sigstore }): Handler {
  return ({ method, path, body }) => {
    const { tsa, clock } = options.sigstore();
    if (method === 'GET' && path === '/api/v1/timestamp/certchain')
      return {
        status: 200,
        headers: { 'content-type': 'application/pem-certificate-chain' },
        body: tsa.certificates.map((der) => pemOf('CERTIFICATE', der)).join(''),
      };
    if (method !== 'POST' || path !== '/api/v1/timestamp') return { status: 404 };
    const query = queryOf(body);
    const headers = { 'content-type': 'application/timestamp-reply' };
    if (query === undefined) return { status: 400, headers, body: refused() };
    return { status: 201, headers, body: tsa.stamp({ ...query, at: clock.now() }) };
  };
}

/** PKIStatus 2, with the failure badDataFormat. Source: RFC 3161 section 2.4.2. */
function refused(): Uint8Array {
  return sequence(sequence(integer(2), tlv(0x03, Buffer.from([2, 0x04]))));
}

interface Query {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  readonly nonce?: Uint8Array;
  readonly certificates: 'none' | 'signer';
}

function queryOf(body: Uint8Array): Query | undefined {
  const [, imprint, ...rest] = readSequence(body) ?? [];
  const [algorithm, digest] = (imprint === undefined ? undefined : readValues(imprint.content)) ?? [];
  const name = readSequence(algorithm?.whole)?.[0];
  const hash = hashes[Buffer.from(name?.content ?? []).toString('hex')];
  if (hash === undefined || digest?.tag !== 0x04) return undefined;
  const nonce = rest.find((one) => one.tag === 0x02)?.content;
  const wanted = rest.some((one) => one.tag === 0x01 && one.content[0] !== 0);
  return { hash, digest: digest.content, certificates: wanted ? 'signer' : 'none', ...(nonce === undefined ? {} : { nonce }) };
}

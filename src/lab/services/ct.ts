import { readSequence, type DerValue } from '../der/read.ts';
import { explicit, sequence } from '../der/write.ts';
import { base64 } from '../canonical.ts';
import { field, jsonOf } from '../http/json.ts';
import type { Handler } from '../http/server.ts';
import type { Sigstore } from '../sigstore.ts';

/** 1.3.6.1.4.1.11129.2.4.3, which makes a certificate none. Source: RFC 6962 section 3.1. */
const poison = Buffer.from('060a2b06010401d679020403', 'hex');

/** A log of certificates over HTTP, which takes precertificates. Source: RFC 6962 sections 4.2 and 3.2. */
export function ctHandler(options: { readonly sigstore: () => Sigstore; readonly prefix: string }): Handler {
  return (exchange) => {
    if (exchange.method !== 'POST' || exchange.path !== `${options.prefix}/ct/v1/add-pre-chain`) return { status: 404 };
    const chain = field(jsonOf(exchange), 'chain');
    const [certificate, issuer] = Array.isArray(chain) ? chain.map((one) => Buffer.from(String(one), 'base64')) : [];
    const body = unpoisoned(certificate);
    const issuerSpki = fieldsOf(issuer)?.[6]?.whole;
    if (body === undefined || issuerSpki === undefined) return { status: 400, body: { error_message: 'the chain cannot be read' } };
    const { ctLog, clock } = options.sigstore();
    const at = clock.now();
    const sct = Buffer.from(ctLog.promise({ body, issuerSpki, at }));
    // After version, log, time and no extensions comes the signature.
    return { status: 200, body: { sct_version: 0, id: base64(ctLog.id), timestamp: at, extensions: '', signature: base64(sct.subarray(43)) } };
  };
}

/** The fields of the part of a certificate that is signed. */
function fieldsOf(certificate: Uint8Array | undefined): readonly DerValue[] | undefined {
  return readSequence(readSequence(certificate)?.[0]?.whole);
}

/** That part without the extension that poisons it; undefined where there is none. */
function unpoisoned(certificate: Uint8Array | undefined): Uint8Array | undefined {
  const fields = fieldsOf(certificate);
  const extensions = fields?.find((one) => one.tag === 0xa3);
  const all = readSequence(extensions?.content);
  const kept = all?.filter((one) => !Buffer.from(one.content).subarray(0, poison.length).equals(poison));
  if (fields === undefined || extensions === undefined || kept === undefined || kept.length === all?.length) return undefined;
  return sequence(...fields.map((one) => (one === extensions ? explicit(3, sequence(...kept.map((each) => each.whole))) : one.whole)));
}

import { encodeBase64, type JsonObject } from '../../trust/json/index.ts';
import type { Bundle } from '../../trust/bundle/index.ts';

/**
 * The entries that a signature would have in a log, as they are proposed to it: what equals one of them is what was
 * logged. Source: sigstore/rekor `openapi.yaml`, `SearchLogQuery`; `pkg/types/{hashedrekord,intoto,dsse}/v0.0.1`.
 */
export function proposalsOf({ content, material }: Bundle, sha256: string | undefined): readonly JsonObject[] {
  if (material.kind !== 'certificate') return [];
  const pem = encodeBase64(new TextEncoder().encode(pemOf(material.chain[0])));
  switch (content.kind) {
    case 'message':
      return sha256 === undefined ? [] : [hashedRekord({ sha256, signature: content.signature, pem })];
    case 'envelope': {
      const text = content.envelope.stored === undefined ? undefined : new TextDecoder().decode(content.envelope.stored);
      if (text === undefined) return [];
      return [
        { apiVersion: '0.0.1', kind: 'intoto', spec: { content: { envelope: text }, publicKey: pem } },
        { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope: text, verifiers: [pem] } } },
      ];
    }
    case 'image-payload':
      return [];
    default: {
      const never: never = content;
      return never;
    }
  }
}

function hashedRekord(of: { readonly sha256: string; readonly signature: Uint8Array; readonly pem: string }): JsonObject {
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: { data: { hash: { algorithm: 'sha256', value: of.sha256 } }, signature: { content: encodeBase64(of.signature), publicKey: { content: of.pem } } },
  };
}

/** Source: RFC 7468 section 2. */
function pemOf(der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

import { SealwrightError } from '../../base/index.ts';
import { rekorEntriesOf, type LogEntry } from '../bundle/index.ts';
import type { Called, Caller } from '../calling/index.ts';
import { envelopeJson } from '../envelope/index.ts';
import { encodeBase64, parseJson, type JsonObject } from '../json/index.ts';
import type { Loggable } from './loggable.ts';
import { pemInBase64 } from './pem.ts';
import type { Service } from './signing-config.ts';

/**
 * Records a signature in a log of version 1: `hashedrekord` for an artifact, `dsse` for an envelope. An equal entry that
 * is there already counts. Throws SIGNING_SERVICE_FAILED. Source: sigstore/rekor `openapi.yaml`, `/api/v1/log/entries`.
 */
export async function recordV1(what: Loggable, { service, caller }: { readonly service: Service; readonly caller: Caller }): Promise<LogEntry> {
  const base = service.url.replace(/\/$/, '');
  const posted = await caller.call({
    service: 'Rekor',
    method: 'POST',
    url: `${base}/api/v1/log/entries`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(proposalOf(what))),
    expects: [200, 201, 409],
  });
  const answer = posted.status === 409 ? await existing(posted, base, caller) : posted;
  const json = answer === undefined ? undefined : parseJson(answer.bytes);
  const entries = json?.kind === 'parsed' ? rekorEntriesOf(json.value) : undefined;
  const [entry, ...others] = entries?.kind === 'parsed' ? entries.value : [];
  if (entry === undefined || others.length > 0)
    throw new SealwrightError('SIGNING_SERVICE_FAILED', {
      message: `Rekor (${new URL(base).host}): the answer holds no log entry that can be read`,
      hint: 'nothing was written, and it is safe to run again',
    });
  return entry;
}

/** The entry that is there already, by the address that the log gives of it, which must be its own. */
async function existing(conflict: Called, base: string, caller: Caller): Promise<Called | undefined> {
  const id = /\/api\/v1\/log\/entries\/([0-9a-f]{64,80})$/.exec(conflict.header('location') ?? '')?.[1];
  if (id === undefined) return undefined;
  return await caller.call({
    service: 'Rekor',
    method: 'GET',
    url: `${base}/api/v1/log/entries/${id}`,
    headers: { accept: 'application/json' },
    expects: [200],
  });
}

/** Source: sigstore/rekor `pkg/types/hashedrekord/v0.0.1`, `pkg/types/dsse/v0.0.1`. */
function proposalOf({ signature, verifier, content }: Loggable): JsonObject {
  const pem = pemInBase64(verifier.kind === 'certificate' ? 'CERTIFICATE' : 'PUBLIC KEY', verifier.der);
  if (content.kind === 'envelope') {
    const envelope = envelopeJson(content.envelope);
    return { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope, verifiers: [pem] } } };
  }
  const hash = { algorithm: content.hash, value: Buffer.from(content.digest).toString('hex') };
  return { apiVersion: '0.0.1', kind: 'hashedrekord', spec: { data: { hash }, signature: { content: encodeBase64(signature), publicKey: { content: pem } } } };
}

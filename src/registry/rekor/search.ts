import { limits } from '../../base/index.ts';
import { rekorEntriesOf, type Bundle, type LogEntry } from '../../trust/bundle/index.ts';
import { parseJson, type JsonObject, type JsonValue } from '../../trust/json/index.ts';
import { parsed, reason, refused, type Parsed } from '../../trust/reason/index.ts';
import type { Asker } from '../asking/index.ts';
import { proposalsOf } from './proposals.ts';

/** What is looked for in a log. */
export interface LogSearch {
  readonly bundle: Bundle;
  /** Of the artifact, hexadecimal. */
  readonly sha256: string | undefined;
  /** Of the log, without a final slash, such as `https://rekor.sigstore.dev`. */
  readonly url: string;
}

/** As many entries as Rekor gives in one answer. */
const mostIdentifiers = 10;

/**
 * Asks a log for the entries of a signature: those that equal what the signer must have sent, or, where the certificate
 * was not kept, those that its index has for the artifact. An empty answer means that the log has none.
 * Source: sigstore/rekor `openapi.yaml`, `/api/v1/log/entries/retrieve`, `/api/v1/index/retrieve`.
 */
export async function searchLog(asker: Asker, search: LogSearch): Promise<Parsed<readonly LogEntry[]>> {
  const { bundle, sha256, url } = search;
  const proposals = proposalsOf(bundle, sha256);
  if (proposals.length > 0) return await retrieve(asker, url, { entries: proposals });
  if (bundle.content.kind !== 'envelope' || bundle.material.kind === 'certificate' || sha256 === undefined) return parsed([]);
  const identifiers = await post(asker, `${url}/api/v1/index/retrieve`, { hash: `sha256:${sha256}` });
  if (identifiers.kind === 'refused') return identifiers;
  const own = Array.isArray(identifiers.value)
    ? (identifiers.value as readonly JsonValue[]).filter((one) => typeof one === 'string' && /^[0-9a-f]{64,80}$/.test(one))
    : undefined;
  if (own === undefined) return malformed(url);
  return own.length === 0 ? parsed([]) : await retrieve(asker, url, { entryUUIDs: own.slice(0, mostIdentifiers) });
}

async function retrieve(asker: Asker, url: string, query: JsonObject): Promise<Parsed<readonly LogEntry[]>> {
  const answer = await post(asker, `${url}/api/v1/log/entries/retrieve`, query);
  if (answer.kind === 'refused') return answer;
  if (Array.isArray(answer.value) && answer.value.length === 0) return parsed([]);
  const entries = rekorEntriesOf(answer.value);
  return entries.kind === 'parsed' ? entries : malformed(url);
}

async function post(asker: Asker, url: string, query: JsonObject): Promise<Parsed<JsonValue>> {
  const host = new URL(url).host;
  const reply = await asker.ask({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(query)),
    maxBytes: limits.maxAnswerBytes,
    redirects: 'none',
  });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  if (reply.status === 404) return parsed([]);
  if (reply.status !== 200) return refused('SERVICE_FAILED', `${host} answered with status ${reply.status}`);
  const json = parseJson(reply.bytes);
  return json.kind === 'parsed' ? json : malformed(url);
}

function malformed(url: string): Parsed<never> {
  return { kind: 'refused', reason: reason('SERVICE_MALFORMED', `${new URL(url).host}: the log entries are of another form`) };
}

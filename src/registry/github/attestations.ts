import { limits } from '../../base/index.ts';
import { isJsonObject, type JsonValue } from '../../trust/json/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import { hop, listField, objectField, objectOf, textField, type Asker } from '../asking/index.ts';
import type { GitHubOptions, Repository } from './address.ts';
import { RepositoryApi } from './api.ts';
import { unpackSnappy } from './snappy.ts';

/** Attestations as bytes of bundles, and why there may be more. */
export interface Attestations {
  readonly bundles: readonly { readonly from: string; readonly bytes: Uint8Array }[];
  readonly notes: readonly { readonly from: string; readonly reason: Reason }[];
}

/**
 * Asks for the attestations that a repository keeps for a digest, such as `sha256:…`. Takes who asks; gives bundles as they
 * were sent, none of them read. Source: docs.github.com, "REST API endpoints for repository attestations".
 */
export async function listAttestations(
  asker: Asker,
  { of, digest }: { readonly of: Repository; readonly digest: string },
  options: GitHubOptions,
): Promise<Attestations> {
  const api = new RepositoryApi(asker, of, options);
  const from = `attestations of ${api.name}`;
  const listed = await api.list(`/attestations/${digest}`, (page) => listField(page, 'attestations'));
  if (listed.kind === 'missing') {
    const hidden = await api.visible();
    return { bundles: [], notes: hidden === undefined ? [] : [{ from, reason: hidden }] };
  }
  if (listed.kind === 'refused') return { bundles: [], notes: [{ from, reason: listed.reason }] };
  const { items, problem } = listed.value;
  const notes = problem === undefined ? [] : [{ from, reason: problem }];
  if (items.length > limits.maxReferrers)
    notes.push({ from, reason: reason('SERVICE_TOO_MUCH', `${items.length} attestations, of which ${limits.maxReferrers} are read`) });
  const budget = { bytes: limits.maxKeptBytes };
  const read = await Promise.all(items.slice(0, limits.maxReferrers).map((one) => bundleOf(asker, one, { api: api.api, budget })));
  return {
    bundles: read.flatMap((one, i) => ('bytes' in one ? [{ from: `${from}, number ${i + 1}`, bytes: one.bytes }] : [])),
    notes: [...notes, ...read.flatMap((one, i) => ('reason' in one ? [{ from: `${from}, number ${i + 1}`, reason: one.reason }] : []))],
  };
}

type Read = { readonly bytes: Uint8Array } | { readonly reason: Reason };

/** A bundle stands in the answer, or at an address that the answer names; the second since API version 2026-03-10. */
async function bundleOf(asker: Asker, one: JsonValue, { api, budget }: { readonly api: string; readonly budget: { bytes: number } }): Promise<Read> {
  if (!isJsonObject(one)) return { reason: reason('SERVICE_MALFORMED', 'an attestation that is no object') };
  const bundle = objectField(one, 'bundle');
  if (bundle !== undefined) return { bytes: new TextEncoder().encode(JSON.stringify(bundle)) };
  const address = textField(one, 'bundle_url');
  if (address === undefined) return { reason: reason('SERVICE_MALFORMED', 'an attestation without a bundle, and without an address of one') };
  const to = hop(address, new URL(api));
  if (to.kind === 'refused') return { reason: reason('SERVICE_MALFORMED', `the address of a bundle ${to.why}`) };
  // The address is a secret of its own and in no need of the token: it is asked without.
  const reply = await asker.ask({
    url: to.url.href,
    headers: { accept: 'application/x-snappy, application/json' },
    maxBytes: limits.maxEvidenceBytes,
    timeoutMs: limits.contentTimeoutMs,
    redirects: 'anywhere',
  });
  if (reply.kind === 'unanswered') return { reason: reply.reason };
  if (reply.status !== 200) return { reason: reason('SERVICE_FAILED', `${to.url.host} answered with status ${reply.status} for a bundle`) };
  // Plain JSON is taken as well, whatever the answer calls itself.
  if (objectOf(reply.bytes) !== undefined) {
    if (reply.bytes.length > budget.bytes) return { reason: reason('SERVICE_TOO_MUCH', 'more attestations than are kept') };
    budget.bytes -= reply.bytes.length;
    return { bytes: reply.bytes };
  }
  const unpacked = unpackSnappy(reply.bytes, Math.min(limits.maxEvidenceBytes, budget.bytes));
  if (unpacked.kind === 'refused') return { reason: unpacked.reason };
  budget.bytes -= unpacked.value.length;
  return { bytes: unpacked.value };
}

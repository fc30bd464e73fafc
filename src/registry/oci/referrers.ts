import { limits } from '../../base/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import { nextPage } from '../asking/index.ts';
import { bytesOf } from './contents.ts';
import type { Endpoint } from './endpoint.ts';
import { indexTypes, parseManifest, type Descriptor } from './manifest.ts';

/** What an image is referred to by, as far as it was told; `unsupported` where the registry has no such list. */
export type Referrers =
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'list'; readonly list: readonly Descriptor[]; readonly problem: Reason | undefined };

/** Statuses of registries that do not know the question, which few of them answer with a plain 404. */
const unknownQuestion = new Set([400, 404, 405, 406, 410, 415, 501]);

/** Asks for the list over its pages. Source: distribution-spec, "Listing Referrers". It is filtered by us: servers need not. */
export async function listReferrers(endpoint: Endpoint, digest: string): Promise<Referrers> {
  const list: Descriptor[] = [];
  const known = new Set<string>();
  const asked = new Set<string>();
  let next = `referrers/${digest}`;
  const stopped = (problem: Reason): Referrers => ({ kind: 'list', list, problem });
  for (;;) {
    const reply = await endpoint.ask(next, { headers: { accept: indexTypes[0] ?? '' }, maxBytes: limits.maxManifestBytes, redirects: 'within' });
    if (reply.kind === 'answer' && asked.size === 0 && unknownQuestion.has(reply.status)) return { kind: 'unsupported' };
    const bytes = bytesOf(reply, endpoint.base.host);
    if (bytes.kind === 'refused') return stopped(bytes.reason);
    const index = bytes.kind === 'parsed' ? parseManifest(bytes.value) : undefined;
    if (index?.kind !== 'parsed' || index.value.kind !== 'index' || reply.kind !== 'answer')
      return stopped(reason('SERVICE_MALFORMED', `${endpoint.base.host}: the list of referrers is no index`));
    asked.add(reply.url);
    for (const one of index.value.manifests) {
      if (known.has(one.digest)) continue;
      known.add(one.digest);
      list.push(one);
    }
    const link = nextPage(reply.header('link'), reply.url);
    if (link === undefined) return { kind: 'list', list, problem: undefined };
    if (link === 'elsewhere') return stopped(reason('SERVICE_MALFORMED', `${endpoint.base.host}: the next page of referrers is on another host`));
    if (asked.has(link)) return stopped(reason('SERVICE_MALFORMED', `${endpoint.base.host}: the pages of referrers go in a circle`));
    if (asked.size >= limits.maxPages || list.length > 10 * limits.maxReferrers)
      return stopped(reason('SERVICE_TOO_MUCH', `${endpoint.base.host}: more pages of referrers than are read`));
    next = link;
  }
}

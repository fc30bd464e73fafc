import type { Network } from '../../base/index.ts';

/** What refers to a digest, and the tag that stands in for the list of it. Source: distribution-spec, "Listing Referrers", "Referrers Tag Schema". */
const newer = /^\/v2\/.+\/(?:referrers\/sha256:[0-9a-f]{64}|manifests\/sha256-[0-9a-f]{64})$/;

/**
 * Registries as cosign 1 and 2 see them, who know of no referrers: evidence is found under the tags of theirs alone. So what
 * is kept for them is verified by itself, and not by what lies beside it.
 */
export function olderNetwork(network: Network): Network {
  return {
    request: async (request) =>
      newer.test(URL.parse(request.url)?.pathname ?? '')
        ? { kind: 'answer', status: 404, header: () => null, bytes: new Uint8Array() }
        : await network.request(request),
  };
}

import type { Mistake } from './pattern.ts';
import type { SummaryPolicy } from './policy.ts';

/** What is asked of a verification summary, by slsa-verifier's words. */
export interface AskedSummary {
  readonly verifier?: string;
  readonly resourceUri?: string;
  readonly levels?: readonly string[];
}

/**
 * Reads what is asked of a verification summary. Who verified, and what, are never left open: a summary says that somebody
 * found something good. Source: slsa.dev `verification_summary/v1`, "How to verify".
 */
export function readSummary(asked: AskedSummary): { readonly kind: 'summary'; readonly summary: SummaryPolicy } | Mistake {
  const { verifier, resourceUri, levels = [] } = asked;
  if (verifier === undefined || verifier.trim() === '')
    return {
      kind: 'mistake',
      message: 'a verification summary is worth what its verifier is: --type vsa needs --verifier',
      hint: '--verifier https://example.com/verifier',
    };
  if (resourceUri === undefined || resourceUri.trim() === '')
    return {
      kind: 'mistake',
      message: 'a verification summary is about a resource by its name: --type vsa needs --resource-uri',
      hint: '--resource-uri git+https://github.com/acme/lens@v1.2.3, as whoever verified it names it',
    };
  const odd = levels.find((one) => !/^[A-Z0-9_]{1,100}$/.test(one));
  if (odd !== undefined)
    return { kind: 'mistake', message: `--verified-level takes a level, not ${JSON.stringify(odd.slice(0, 60))}`, hint: '--verified-level SLSA_BUILD_LEVEL_3' };
  return { kind: 'summary', summary: { verifier, resourceUri, levels } };
}

import { limits } from '../base/index.ts';
import type { Asker } from '../registry/asking/index.ts';
import { searchLog } from '../registry/rekor/index.ts';
import { withLogEntries, type Offered } from '../trust/bundle/index.ts';
import { reason, type Reason } from '../trust/reason/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { digestOf } from './digest.ts';

/**
 * Asks a log for the entries of evidence that was logged and kept without them: envelopes of SLSA's older generators,
 * signatures with a certificate beside them. What a log says is not believed for being said: it is verified as any entry.
 */
export async function withLogged(
  offered: readonly Offered[],
  search: { readonly artifact: Artifact; readonly asker: Asker; readonly url: string },
): Promise<{ readonly offered: readonly Offered[]; readonly notes: readonly Reason[] }> {
  const { artifact, asker, url } = search;
  const notes: Reason[] = [];
  const found: Offered[] = [];
  let searches = 0;
  for (const one of offered) {
    if (one.bundle.kind === 'refused' || !isLoggedElsewhere(one) || searches++ >= limits.maxLogSearches) {
      found.push(one);
      continue;
    }
    const entries = await searchLog(asker, { bundle: one.bundle.value, sha256: digestOf(artifact, 'sha256'), url });
    if (entries.kind === 'refused') notes.push(entries.reason);
    const variants = entries.kind === 'parsed' ? withLogEntries(one, entries.value) : [one];
    found.push(...variants.map((variant) => (variant === one ? one : { ...variant, from: `${one.from}, with an entry that ${new URL(url).host} has for it` })));
  }
  if (searches > limits.maxLogSearches)
    notes.push(
      reason('SERVICE_NOT_ASKED', `${new URL(url).host} was asked about ${limits.maxLogSearches} of ${searches} pieces of evidence that bring no log entry`, {
        hint: 'give the one that counts with --bundle FILE, or its entry with --rekor-entry FILE',
      }),
    );
  return { offered: found, notes };
}

/**
 * Of the forms that kept no entry. A private log's or a key's evidence is none of them: nobody is told of it by asking.
 */
export function isLoggedElsewhere({ format, bundle }: Offered): boolean {
  if (bundle.kind === 'refused') return false;
  const { logEntries, timestamps, material } = bundle.value;
  if (logEntries.length > 0 || timestamps.length > 0) return false;
  if (format === 'envelope') return material.kind === 'certificate' || material.hint === '';
  return material.kind === 'certificate' && (format === 'detached-signature' || format === 'cosign-blob-bundle');
}

import type { Bundle, BundleContent, LogEntry, SignerMaterial } from './bundle.ts';

/** What older forms are read as: the version of bundles that asks for no more than they have. */
const mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1';

/** A bundle of the parts of an older form. */
export function olderBundle(parts: {
  readonly content: BundleContent;
  readonly material: SignerMaterial;
  readonly logEntries?: readonly LogEntry[];
  readonly timestamps?: readonly Uint8Array[];
}): Bundle {
  const { content, material, logEntries = [], timestamps = [] } = parts;
  return { mediaType, version: '0.1', content, material, logEntries, timestamps };
}

import type { Bundle } from './bundle.ts';

/** Source: sigstore/protobuf-specs `sigstore_bundle.proto`, the comment on `media_type`. */
const versions: ReadonlyMap<string, Bundle['version']> = new Map([
  ['application/vnd.dev.sigstore.bundle+json;version=0.1', '0.1'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.2', '0.2'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.3', '0.3'],
  ['application/vnd.dev.sigstore.bundle.v0.3+json', '0.3'],
]);

/** The version of a bundle by its media type, or undefined where it is of none that is read. */
export function bundleVersion(mediaType: string): Bundle['version'] | undefined {
  return versions.get(mediaType);
}

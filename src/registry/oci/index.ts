// Reads container registries, layouts and archives: what a reference resolves to, and the evidence that hangs on it.
// Enters: references, ports, credentials. Leaves: manifests whose digests were checked, evidence as bytes, reasons.
// Refuses bytes of another digest, manifests that read two ways, and to take a credential elsewhere.
export { openArchive, type ArchiveBytes } from './archive.ts';
export { dockerCredentials } from './credentials.ts';
export { Endpoint } from './endpoint.ts';
export { openLayout, type Layout, type LayoutFiles } from './layout.ts';
export { imageTypes, indexTypes, parseManifest, type Descriptor, type Manifest } from './manifest.ts';
export { platformsOf } from './platforms.ts';
export { isTag, parseImageReference, showReference, type ImageReference, type ImageRepository } from './reference.ts';
export { listReferrers } from './referrers.ts';
export { parseRegistriesConf } from './registries-conf.ts';
export { openRegistry, storeAt, type RegistryOptions } from './registry.ts';
export type { Attached, ImageStore, Sought } from './store.ts';
export { readTar } from './tar.ts';

// Writes to container registries: contents, manifests, tags, and evidence beside images.
// Enters: who asks, a repository, bytes. Leaves: what the registry took and showed again, or a reason that says why not.
// Refuses to write to a mirror, to move a tag unasked, and to take a registry's word for what it keeps.
export { attach, type AttachedBundle, type BundleToAttach } from './attach.ts';
export { blobOf, pushBlob, type Blob } from './blob.ts';
export { copyImage } from './copy.ts';
export { pushManifest, pushTag } from './manifest.ts';
export { attachOlder, type OlderEvidence } from './older.ts';
export { openTarget, type PushTarget, type TargetOptions } from './target.ts';

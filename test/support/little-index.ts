import { pushManifest, pushTag, type PushTarget } from '../../src/registry/push/index.ts';
import { ociIndex } from './oci-server.ts';
import { pushLittleImage, valueOf } from './push-lab.ts';

/** Pushes an index of two platforms, and of an attestation as BuildKit keeps them, under a tag. */
export async function pushLittleIndex(target: PushTarget, tag = 'v1'): Promise<{ readonly digest: string; readonly platforms: readonly string[] }> {
  const manifests: object[] = [];
  const platforms: string[] = [];
  for (const architecture of ['amd64', 'arm64']) {
    const { mediaType, digest, size } = await pushLittleImage(target, `${tag} for ${architecture}`);
    manifests.push({ mediaType, digest, size, platform: { os: 'linux', architecture } });
    platforms.push(digest);
  }
  const { mediaType, digest, size } = await pushLittleImage(target, 'attestation of buildkit');
  const annotations = { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': platforms[0] };
  manifests.push({ mediaType, digest, size, annotations, platform: { os: 'unknown', architecture: 'unknown' } });
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests }));
  const pushed = valueOf(await pushManifest(target, { bytes, mediaType: ociIndex }));
  valueOf(await pushTag(target, { bytes, mediaType: ociIndex, tag, existing: 'moved' }));
  return { digest: pushed.digest, platforms };
}

import { limits } from '../../base/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import type { Manifest } from './manifest.ts';
import type { ImageStore } from './store.ts';

/** A manifest below an index. */
export interface PlatformManifest {
  readonly digest: string;
  /** `linux/amd64`, or undefined where the index names none. */
  readonly platform: string | undefined;
}

/**
 * Every manifest below an index, indexes in it included, each once. Attestations that BuildKit keeps as if they were
 * platforms are none. Takes the store it is in; gives the manifests, and why others are not known.
 */
export async function platformsOf(
  store: ImageStore,
  top: Manifest,
): Promise<{ readonly platforms: readonly PlatformManifest[]; readonly problems: readonly Reason[] }> {
  const platforms = new Map<string, PlatformManifest>();
  const problems: Reason[] = [];
  const walk = async (index: Manifest, depth: number): Promise<void> => {
    if (index.kind !== 'index') return;
    for (const one of index.manifests) {
      if (platforms.has(one.digest) || one.digest === top.digest || one.annotations.get('vnd.docker.reference.type') === 'attestation-manifest') continue;
      if (platforms.size >= limits.maxPlatforms) {
        problems.push(reason('SERVICE_TOO_MUCH', `an index with more than ${limits.maxPlatforms} manifests`));
        return;
      }
      platforms.set(one.digest, { digest: one.digest, platform: one.platform });
      if (!/index|manifest\.list/.test(one.mediaType)) continue;
      if (depth === limits.maxIndexDepth) {
        problems.push(reason('SERVICE_TOO_MUCH', 'indexes within indexes, deeper than is read'));
        continue;
      }
      const found = await store.manifest({ digest: one.digest });
      if (found.kind === 'parsed') await walk(found.value, depth + 1);
      else problems.push(found.kind === 'refused' ? found.reason : reason('SERVICE_FAILED', `${store.show(one.digest)} is listed and not there`));
    }
  };
  await walk(top, 1);
  return { platforms: [...platforms.values()], problems };
}

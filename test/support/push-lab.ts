import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startRegistry, type Registry, type RegistryOptions } from '../../src/lab/index.ts';
import { Asker } from '../../src/registry/asking/index.ts';
import { blobOf, openTarget, pushBlob, pushManifest, type PushTarget, type TargetOptions } from '../../src/registry/push/index.ts';
import type { Parsed } from '../../src/trust/reason/index.ts';
import { ociImage } from './oci-server.ts';
import { outside } from './outside.ts';

/** The lab's registry, which ends with the test. */
export async function registryFor(t: TestContext, options: RegistryOptions = {}): Promise<Registry> {
  const registry = await startRegistry(options);
  t.after(() => registry.close());
  return registry;
}

/** A repository of a registry to write to, asked by somebody new. */
export function targetAt(host: string, { repository = 'acme/lens', ...options }: TargetOptions & { readonly repository?: string } = {}): PushTarget {
  return valueOf(openTarget(new Asker(outside()), { registry: host, repository }, options));
}

/** What was given, or the test fails with the reason. */
export function valueOf<T>(given: Parsed<T>): T {
  return given.kind === 'parsed' ? given.value : assert.fail(`${given.reason.code} ${given.reason.message}`);
}

/** What it came to, in a word and the reason. */
export function outcomeOf(given: Parsed<unknown>): string {
  return given.kind === 'parsed' ? 'done' : `${given.reason.code} ${given.reason.message}`;
}

/** Pushes an image of one layer. */
export async function pushLittleImage(
  target: PushTarget,
  text = 'image',
): Promise<{ readonly mediaType: string; readonly digest: string; readonly size: number; readonly bytes: Uint8Array }> {
  const descriptors = [];
  for (const [mediaType, body] of [
    ['application/vnd.oci.image.config.v1+json', JSON.stringify({ architecture: 'amd64', os: 'linux', text })],
    ['application/vnd.oci.image.layer.v1.tar', `layer of ${text}`],
  ] as const) {
    const blob = blobOf(Buffer.from(body));
    valueOf(await pushBlob(target, blob));
    descriptors.push({ mediaType, digest: blob.digest, size: blob.size });
  }
  const [config, layer] = descriptors;
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociImage, config, layers: [layer] }));
  const { digest, size } = valueOf(await pushManifest(target, { bytes, mediaType: ociImage }));
  return { mediaType: ociImage, digest, size, bytes };
}

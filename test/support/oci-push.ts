import assert from 'node:assert/strict';
import { sha256, type keepImage, type OciDescriptor, type OciManifest } from './oci-server.ts';

/** Takes what is to be kept, and then pushes it in its order. */
export function pusher(host: string, headers: Readonly<Record<string, string>> = {}): Parameters<typeof keepImage>[0] & { readonly push: () => Promise<void> } {
  const steps: (() => Promise<void>)[] = [];
  const base = `http://${host}/v2/acme/lens`;
  const blob = async (bytes: Buffer): Promise<void> => {
    const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST', headers });
    const url = new URL(begun.headers.get('location') ?? '', base);
    url.searchParams.set('digest', sha256(bytes));
    const put = await fetch(url, { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes) });
    assert.equal(put.status, 201);
  };
  const manifest = async (bytes: Buffer, type: string, name: string): Promise<void> => {
    const put = await fetch(`${base}/manifests/${name}`, { method: 'PUT', headers: { ...headers, 'content-type': type }, body: new Uint8Array(bytes) });
    assert.equal(put.status, 201, await put.text());
  };
  return {
    blob: (text, mediaType, more = {}): OciDescriptor => {
      const bytes = Buffer.from(text);
      steps.push(() => blob(bytes));
      return { mediaType, digest: sha256(bytes), size: bytes.length, ...more };
    },
    manifest: (value: OciManifest, tag): OciDescriptor => {
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...value }));
      steps.push(() => manifest(bytes, value.mediaType, tag ?? sha256(bytes)));
      return { mediaType: value.mediaType, digest: sha256(bytes), size: bytes.length };
    },
    push: async () => {
      for (const step of steps) await step();
    },
  };
}

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OciServerOptions {
  /** Serves the referrers API, this many to a page; left out, there is none. */
  readonly referrersPerPage?: number;
  /** Answers a request itself, before anything else, and returns true where it did. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A registry in memory that is read over HTTP: what is put in is served, and every request is written down. */
export interface OciServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly asked: readonly { readonly method: string; readonly path: string; readonly authorization: string | undefined }[];
  /** Keeps a blob; gives its descriptor. */
  readonly blob: (bytes: Uint8Array | string, mediaType: string, more?: object) => OciDescriptor;
  /** Keeps a manifest, under a tag if one is given. */
  readonly manifest: (manifest: OciManifest, tag?: string) => OciDescriptor;
  readonly close: () => Promise<void>;
}

export interface OciDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export type OciManifest = Readonly<Record<string, unknown>> & { readonly mediaType: string };

export const ociImage = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Starts a registry that serves every repository name alike. */
export async function serveOci({ referrersPerPage, instead }: OciServerOptions = {}): Promise<OciServer> {
  const asked: OciServer['asked'][number][] = [];
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, { readonly bytes: Buffer; readonly type: string }>();
  const referrers = new Map<string, object[]>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    asked.push({ method: request.method ?? '', path: request.url ?? '', authorization: request.headers.authorization });
    if (instead?.(request, response) === true) return;
    const [, kind = '', name = ''] = /^\/v2\/.+\/(manifests|blobs|referrers)\/([^/]+)$/.exec(url.pathname) ?? [];
    if (kind === 'referrers' && referrersPerPage !== undefined) {
      const all = referrers.get(name) ?? [];
      const start = Number(url.searchParams.get('start') ?? '0');
      const end = start + referrersPerPage;
      if (end < all.length) response.setHeader('link', `<${url.pathname}?start=${end}>; rel="next"`);
      response.writeHead(200, { 'content-type': ociIndex }).end(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: all.slice(start, end) }));
      return;
    }
    const manifest = kind === 'manifests' ? manifests.get(name) : undefined;
    if (manifest !== undefined)
      return void response.writeHead(200, { 'content-type': manifest.type, 'docker-content-digest': sha256(manifest.bytes) }).end(manifest.bytes);
    const blob = kind === 'blobs' ? blobs.get(name) : undefined;
    if (blob !== undefined) return void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(blob);
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"NOT_FOUND"}]}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    blob: (bytes, mediaType, more = {}) => {
      const digest = sha256(bytes);
      blobs.set(digest, Buffer.from(bytes));
      return { mediaType, digest, size: Buffer.byteLength(bytes), ...more };
    },
    manifest: (manifest, tag) => {
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...manifest }));
      const digest = sha256(bytes);
      const kept = { bytes, type: manifest.mediaType };
      manifests.set(digest, kept);
      if (tag !== undefined) manifests.set(tag, kept);
      const descriptor = { mediaType: manifest.mediaType, digest, size: bytes.length };
      const { subject, artifactType, annotations } = manifest as {
        readonly subject?: OciDescriptor;
        readonly artifactType?: string;
        readonly annotations?: object;
      };
      if (subject !== undefined) referrers.set(subject.digest, [...(referrers.get(subject.digest) ?? []), { ...descriptor, artifactType, annotations }]);
      return descriptor;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Keeper = Pick<OciServer, 'blob' | 'manifest'>;

/** Puts in a little image, under a tag. */
export function keepImage(server: Keeper, { tag, text = 'image' }: { readonly tag?: string; readonly text?: string } = {}): OciDescriptor {
  const config = server.blob(JSON.stringify({ architecture: 'amd64', os: 'linux', text }), 'application/vnd.oci.image.config.v1+json');
  return server.manifest({ mediaType: ociImage, config, layers: [server.blob(`layer of ${text}`, 'application/vnd.oci.image.layer.v1.tar')] }, tag);
}

/** Puts in a bundle that refers to an image, as cosign 3 does. */
export function keepBundle(server: Keeper, subject: OciDescriptor, bundle: string): OciDescriptor {
  const config = server.blob('{}', 'application/vnd.oci.empty.v1+json');
  const annotations = { 'dev.sigstore.bundle.content': 'dsse-envelope' };
  return server.manifest({ mediaType: ociImage, artifactType: bundleType, config, layers: [server.blob(bundle, bundleType)], subject, annotations });
}

/** Puts in what cosign 1 and 2 keep under a tag. */
export function keepOlder(server: Keeper, subject: OciDescriptor, suffix: 'sig' | 'att', texts: readonly string[]): OciDescriptor {
  const type = suffix === 'sig' ? 'application/vnd.dev.cosign.simplesigning.v1+json' : 'application/vnd.dsse.envelope.v1+json';
  const layers = texts.map((text, i) => server.blob(text, type, { annotations: { 'dev.cosignproject.cosign/signature': `signature ${i}` } }));
  const config = server.blob('{"rootfs":{}}', 'application/vnd.oci.image.config.v1+json');
  return server.manifest({ mediaType: ociImage, config, layers }, `${subject.digest.replace(':', '-')}.${suffix}`);
}

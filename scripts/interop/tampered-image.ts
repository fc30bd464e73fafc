import { hash } from 'node:crypto';

const manifestTypes = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';

/** Puts another image under the tag at another registry, with the evidence of the right one attached to it: all that somebody can do who holds no key. */
export async function tamperedImage(image: { readonly from: string; readonly to: string; readonly repository: string; readonly tag: string }): Promise<void> {
  const { repository, tag } = image;
  const [source, target] = [`http://${image.from}/v2/${repository}`, `http://${image.to}/v2/${repository}`];
  const right = await fetch(`${source}/manifests/${tag}`, { headers: { accept: manifestTypes } });
  const mediaType = right.headers.get('content-type') ?? '';
  const text = await right.text();
  const wrong = `${JSON.stringify({ ...(JSON.parse(text) as object), annotations: { 'org.example.tampered': 'yes' } })}`;
  const digest = `sha256:${hash('sha256', wrong)}`;
  await put(`${target}/manifests/${tag}`, wrong, mediaType);
  const listed = (await (await fetch(`${source}/referrers/sha256:${hash('sha256', text)}`)).json()) as {
    readonly manifests: readonly { readonly digest: string; readonly mediaType: string }[];
  };
  for (const one of listed.manifests) {
    const manifest = (await (await fetch(`${source}/manifests/${one.digest}`, { headers: { accept: one.mediaType } })).json()) as {
      readonly config: { readonly digest: string };
      readonly layers: readonly { readonly digest: string }[];
    };
    for (const blob of [manifest.config, ...manifest.layers]) {
      const bytes = Buffer.from(await (await fetch(`${source}/blobs/${blob.digest}`)).arrayBuffer());
      const opened = await fetch(`${target}/blobs/uploads/?digest=${blob.digest}`, { method: 'POST', body: bytes });
      if (opened.status !== 201) throw new Error(`a blob was not taken: ${opened.status}`);
    }
    const moved = JSON.stringify({ ...manifest, subject: { mediaType, digest, size: Buffer.byteLength(wrong) } });
    await put(`${target}/manifests/sha256:${hash('sha256', moved)}`, moved, one.mediaType);
  }
}

async function put(url: string, body: string, mediaType: string): Promise<void> {
  const reply = await fetch(url, { method: 'PUT', body, headers: { 'content-type': mediaType } });
  if (reply.status !== 201) throw new Error(`a manifest was not taken: ${reply.status} ${await reply.text()}`);
}

import { hash } from 'node:crypto';
import { sealwrightSays } from './command-line.ts';
import { saidBy, type Scene } from './scene.ts';
import { signerOf, type Services } from './signers.ts';

/** A registry that images are signed in. */
export interface Place {
  readonly what: string;
  /** Host and port. */
  readonly host: string;
  /** Whether it lists what refers to an image. */
  readonly referrers: 'listed' | 'one-a-page' | 'none';
}

const predicate = 'https://example.test/predicate';

/** cosign signs an image and attests to it at a registry, and we find and verify both from the name of the image. */
export async function imagesAt(scene: Scene, place: Place, services: Services): Promise<void> {
  const { lab } = services;
  const image = await pushImage(place, 'acme/lens');
  const who = signerOf(lab);
  scene.write('root.json', services.trustedRoot);
  scene.write('signing.json', services.signingConfig);
  scene.write('predicate.json', { made: 'for interop' });
  const given = ['--yes', '--trusted-root=root.json', '--signing-config=signing.json', '--allow-http-registry'];
  const asked = [image.tagged, '--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`];
  scene.check(`an image at ${place.what}, not signed yet: we`, await sealwrightSays(scene, [...asked, '--type=signature']), 'refused');
  const signed = await scene.peer('cosign', ['sign', ...given, `--identity-token=${lab.oidc.tokenFor()}`, image.pinned]);
  scene.check(`cosign sign at ${place.what}`, saidBy(signed), 'accepted');
  const made = { what: 'signature of an image', by: 'cosign sign', at: place.what };
  scene.accepts(made, 'sealwright', await sealwrightSays(scene, [...asked, '--type=signature']));
  scene.check('  no predicate is taken for another', await sealwrightSays(scene, [...asked, `--type=${predicate}`]), 'refused');
  const attested = await scene.peer('cosign', [
    'attest',
    ...given,
    `--identity-token=${lab.oidc.tokenFor()}`,
    '--predicate=predicate.json',
    `--type=${predicate}`,
    image.pinned,
  ]);
  scene.check(`cosign attest at ${place.what}`, saidBy(attested), 'accepted');
  const attestation = { what: 'attestation of an image', by: 'cosign attest', at: place.what };
  scene.accepts(attestation, 'sealwright', await sealwrightSays(scene, [...asked, '--type=signature', `--type=${predicate}`]));
  const other = [image.tagged, '--trusted-root=root.json', '--identity=ada@example.test', `--issuer=${who.issuer}`];
  scene.check('  not by another signer', await sealwrightSays(scene, other), 'refused');
  const ids = [`--certificate-identity=${who.identity}`, `--certificate-oidc-issuer=${who.issuer}`];
  const stamped = '--use-signed-timestamps';
  const held = ['--trusted-root=root.json', '--allow-http-registry', stamped, ...ids, image.pinned];
  scene.accepts(made, 'cosign', saidBy(await scene.peer('cosign', ['verify', ...held])));
  const found = saidBy(await scene.peer('cosign', ['verify-attestation', `--type=${predicate}`, ...held]));
  if (place.referrers !== 'one-a-page') return scene.accepts(attestation, 'cosign', found);
  scene.check('  cosign looks at the first page of referrers alone', found, 'refused');
  scene.acceptance.note(attestation, 'cosign', { refusedFor: 'of a list of referrers in pages it reads the first' });
}

/** cosign signs an index with every platform below it, and an index alone: we tell the two apart. */
export async function platformsAt(scene: Scene, place: Place, services: Services): Promise<void> {
  const { lab } = services;
  const who = signerOf(lab);
  scene.write('root.json', services.trustedRoot);
  scene.write('signing.json', services.signingConfig);
  for (const { what, more, wanted } of [
    { what: 'an index with its platforms', more: ['--recursive'], wanted: 'accepted' },
    { what: 'an index alone', more: [], wanted: 'refused' },
  ] as const) {
    const name = `acme/${what.replaceAll(' ', '-')}`;
    const index = await pushIndex(place, name);
    const given = ['--yes', '--trusted-root=root.json', '--signing-config=signing.json', '--allow-http-registry', `--identity-token=${lab.oidc.tokenFor()}`];
    scene.check(`cosign sign, ${what} at ${place.what}`, saidBy(await scene.peer('cosign', ['sign', ...given, ...more, index.pinned])), 'accepted');
    const asked = [index.tagged, '--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`, '--type=signature'];
    scene.check('  we verify the index', await sealwrightSays(scene, asked), 'accepted');
    scene.check('  and each platform', await sealwrightSays(scene, [...asked, '--recursive']), wanted);
  }
}

/** Pushes an index of two platforms. */
export async function pushIndex(place: Place, name: string): Promise<Pushed & { readonly below: readonly string[] }> {
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifests: object[] = [];
  const below: string[] = [];
  for (const architecture of ['amd64', 'arm64']) {
    const { digest, size, pinned } = await pushArtifact(place, {
      name,
      tag: architecture,
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      layer: `for ${architecture}`,
    });
    manifests.push({ mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size, platform: { architecture, os: 'linux' } });
    below.push(pinned);
  }
  const index = await pushManifest(place, { name, tag: 'v1', mediaType, body: JSON.stringify({ schemaVersion: 2, mediaType, manifests }) });
  return { ...index, below };
}

/** cosign 2 signs beside the image, under tags made of its digest. */
export async function olderImagesAt(scene: Scene, place: Place, services: Services): Promise<void> {
  const { lab } = services;
  const image = await pushImage(place, 'acme/older');
  const who = signerOf(lab);
  const { env, urls } = olderServices(scene, services);
  const given = ['--yes', ...urls, '--allow-http-registry'];
  const asked = [image.tagged, '--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`];
  const signed = await scene.peer('cosign-v2', ['sign', ...given, `--identity-token=${lab.oidc.tokenFor()}`, image.pinned], env);
  scene.check(`cosign 2 sign at ${place.what}`, saidBy(signed), 'accepted');
  scene.check('  we verify it', await sealwrightSays(scene, [...asked, '--type=signature']), 'accepted');
  const attested = await scene.peer(
    'cosign-v2',
    ['attest', ...given, `--identity-token=${lab.oidc.tokenFor()}`, '--predicate=predicate.json', `--type=${predicate}`, image.pinned],
    env,
  );
  scene.check(`cosign 2 attest at ${place.what}`, saidBy(attested), 'accepted');
  scene.check('  we verify both', await sealwrightSays(scene, [...asked, '--type=signature', `--type=${predicate}`]), 'accepted');
  scene.check(
    '  not by another signer',
    await sealwrightSays(scene, [image.tagged, '--trusted-root=root.json', '--identity=ada@example.test', `--issuer=${who.issuer}`]),
    'refused',
  );
}

interface OlderServices {
  readonly env: Readonly<Record<string, string>>;
  readonly urls: readonly string[];
  /** PEM of the authority and of the keys of both logs. */
  readonly files: Readonly<Record<'ca' | 'rekor' | 'ct', string>>;
}

/** Where cosign 2 finds the services and whom it believes: by addresses, and by files of keys. */
export function olderServices(scene: Scene, { lab, trustedRoot }: Services): OlderServices {
  scene.write('root.json', trustedRoot);
  scene.write('predicate.json', { made: 'for interop' });
  const pem = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const files = { ca: lab.sigstore.ca.certificates.map(pem).join(''), rekor: lab.sigstore.rekorV1.key.publicPem, ct: lab.sigstore.ctLog.key.publicPem };
  return {
    files,
    env: {
      SIGSTORE_ROOT_FILE: scene.write('ca.pem', files.ca),
      SIGSTORE_REKOR_PUBLIC_KEY: scene.write('rekor.pub', files.rekor),
      SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: scene.write('ct.pub', files.ct),
    },
    urls: [`--fulcio-url=${lab.fulcio.url}`, `--rekor-url=${lab.rekorV1.url}`],
  };
}

interface Pushed {
  readonly tagged: string;
  readonly pinned: string;
  readonly digest: string;
  readonly size: number;
}

/** Pushes an image of one layer. */
export function pushImage(place: Place, name: string): Promise<Pushed> {
  return pushArtifact(place, { name, tag: 'v1', mediaType: 'application/vnd.oci.image.layer.v1.tar', layer: `a layer of ${name}` });
}

interface Artifact {
  readonly name: string;
  readonly tag: string;
  readonly mediaType: string;
  readonly layer: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Pushes a manifest with one layer of any kind under a tag. */
export async function pushArtifact({ host }: Pick<Place, 'host'>, { name, tag, mediaType, layer, annotations }: Artifact): Promise<Pushed> {
  const base = `http://${host}/v2/${name}`;
  const blob = async (text: string, type: string): Promise<object> => {
    const digest = `sha256:${hash('sha256', text)}`;
    const opened = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
    const at = new URL(opened.headers.get('location') ?? '', base);
    at.searchParams.set('digest', digest);
    const put = await fetch(at, { method: 'PUT', body: text, headers: { 'content-type': 'application/octet-stream' } });
    if (put.status !== 201) throw new Error(`a blob was not taken: ${put.status} ${await put.text()}`);
    return { mediaType: type, digest, size: Buffer.byteLength(text) };
  };
  const manifestType = 'application/vnd.oci.image.manifest.v1+json';
  const config = await blob(
    JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] }, made: name }),
    'application/vnd.oci.image.config.v1+json',
  );
  const layers = [{ ...(await blob(layer, mediaType)), ...(annotations === undefined ? {} : { annotations }) }];
  return await pushManifest(
    { host },
    { name, tag, mediaType: manifestType, body: JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers }) },
  );
}

interface Manifest {
  readonly name: string;
  readonly tag: string;
  readonly mediaType: string;
  readonly body: string;
}

async function pushManifest({ host }: Pick<Place, 'host'>, { name, tag, mediaType, body }: Manifest): Promise<Pushed> {
  const put = await fetch(`http://${host}/v2/${name}/manifests/${tag}`, { method: 'PUT', body, headers: { 'content-type': mediaType } });
  if (put.status !== 201) throw new Error(`a manifest was not taken: ${put.status} ${await put.text()}`);
  const digest = `sha256:${hash('sha256', body)}`;
  return { tagged: `${host}/${name}:${tag}`, pinned: `${host}/${name}@${digest}`, digest, size: Buffer.byteLength(body) };
}

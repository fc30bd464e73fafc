import { SealwrightError } from '../../base/index.ts';
import { changed, factsOf, frozenImage, hashOf, type Context } from '../context.ts';
import type { Facts } from '../journal.ts';
import type { PlannedImage, PlannedTag } from '../model.ts';
import { inLayout } from './files.ts';

/** What a signature over an image is. Source: sigstore/cosign `pkg/types/predicate.go`. */
const signatureType = 'https://sigstore.dev/cosign/sign/v1';

/** Pushes an image by its digest: nobody who asks for a name gets it. */
export async function push(context: Context, { image }: { readonly image: number }): Promise<Facts> {
  const { plan, ports } = context;
  const planned = plan.images[image];
  const top = factsOf(context, 'freeze').digests?.[image];
  if (planned === undefined || top === undefined) throw new Error(`there is no image ${image}`);
  const tree = inLayout(context, planned.layout);
  if (tree.top !== top) throw changed(`${planned.layout} does not hold the image that was frozen`, 'put it back, and run this again');
  // Seen before anything is public, and again when it is moved.
  for (const tag of planned.tags) await mustBeFree(context, { to: planned.to, tag, digest: top });
  await ports.images.push({ layout: ports.disk.join(ports.root, planned.layout), to: planned.to, top });
  return { digests: [tree.top, ...tree.platforms], images: tree.images };
}

/** Signs an image and each one under it: some runtimes look at the platform alone. */
export async function signImage(context: Context, { image }: { readonly image: number }): Promise<Facts> {
  const { ports } = context;
  const { image: planned, digests } = frozenImage(context, image);
  for (const digest of digests) {
    // The older form first: what it cannot hold is seen before more is logged.
    if (planned.older === 'kept') await signOlder(context, { to: planned.to, digest });
    const payload = ports.statement({ subjects: [{ name: planned.to, sha256: hexOf(digest) }], predicateType: signatureType, predicate: {} });
    const { json } = await (await ports.signing()).signStatement(payload);
    await ports.images.attach({ to: planned.to, digest, bundle: json, predicateType: signatureType });
  }
  return {};
}

/** Describes each image that holds files, which no index does, and hangs the signed document on it. */
export async function describeImage(context: Context, { image, as }: { readonly image: number; readonly as: 'spdx' | 'cyclonedx' }): Promise<Facts> {
  const { ports } = context;
  const { image: planned, images } = frozenImage(context, image);
  const folder = ports.disk.join(ports.root, planned.layout);
  const layout = ports.images.inLayout(folder) === undefined ? undefined : folder;
  for (const digest of images) {
    const document = await ports.sbom({ kind: 'image', layout, digest, name: planned.to }, as);
    const payload = ports.statement({
      subjects: [{ name: planned.to, sha256: hexOf(digest) }],
      predicateType: ports.predicateTypes[as],
      predicate: JSON.parse(Buffer.from(document).toString('utf8')),
    });
    const { json } = await (await ports.signing()).signStatement(payload);
    await attach(context, { image: planned, digest, bundle: json, predicateType: ports.predicateTypes[as] });
  }
  return {};
}

/** One statement about the image and each platform, hung on each. */
export async function attestImage(context: Context, { image }: { readonly image: number }): Promise<Facts> {
  const { ports } = context;
  const { image: planned, digests } = frozenImage(context, image);
  const payload = await ports.provenance(digests.map((digest) => ({ name: planned.to, sha256: hexOf(digest) })));
  const { json } = await (await ports.signing()).signStatement(payload);
  for (const digest of digests) await attach(context, { image: planned, digest, bundle: json, predicateType: 'https://slsa.dev/provenance/v1' });
  return {};
}

/** Moves a tag to what was verified. */
export async function tagImage(
  context: Context,
  { image, tag, begin }: { readonly image: number; readonly tag: PlannedTag; readonly begin: () => void },
): Promise<Facts> {
  const { images } = context.ports;
  const {
    image: { to },
    digests: [digest],
  } = frozenImage(context, image);
  await mustBeFree(context, { to, tag, digest });
  const { name } = tag;
  if ((await images.tagged({ to, tag: name })) !== digest) {
    begin();
    await images.tag({ to, digest, tag: name, existing: tag.moves === 'never' ? 'kept' : 'moved' });
  }
  const now = await images.tagged({ to, tag: name });
  if (now !== digest)
    throw new SealwrightError('RELEASE_STOPPED', {
      message: `${to}:${name} is ${now ?? 'nothing'} after it was moved, expected ${digest}`,
      hint: 'see who else moves this tag, and run this again',
    });
  return {};
}

/** A tag that is named after the release stands for nothing yet, or for this very image: it is never moved. */
async function mustBeFree({ ports }: Context, { to, tag, digest }: { readonly to: string; readonly tag: PlannedTag; readonly digest: string }): Promise<void> {
  if (tag.moves !== 'never') return;
  const now = await ports.images.tagged({ to, tag: tag.name });
  if (now !== undefined && now !== digest)
    throw new SealwrightError('RELEASE_TAKEN', {
      message: `${to}:${tag.name} is ${now} already, which is another image`,
      hint: 'release under another name: a tag that is named after a release is never moved',
    });
}

async function signOlder({ ports }: Context, { to, digest }: { readonly to: string; readonly digest: string }): Promise<void> {
  const payload = ports.images.olderPayload({ to, digest });
  const { json } = await (await ports.signing()).signArtifact({ sha256: hashOf([payload]), bytes: payload });
  await ports.images.attachOlder({ to, digest, bundle: json, signed: { payload } });
}

/** Hangs a statement on an image, in each form that is declared. */
async function attach(
  { ports }: Context,
  given: { readonly image: PlannedImage; readonly digest: string; readonly bundle: string; readonly predicateType: string },
): Promise<void> {
  const {
    image: { to, older },
    digest,
    bundle,
    predicateType,
  } = given;
  if (older === 'kept') await ports.images.attachOlder({ to, digest, bundle, signed: { predicateType } });
  await ports.images.attach({ to, digest, bundle, predicateType });
}

function hexOf(digest: string): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined)
    throw new SealwrightError('RELEASE_REFUSED', {
      message: `the image has the digest ${digest.slice(0, 20)}…`,
      expected: 'one of SHA-256',
      hint: 'build it with sha256 digests',
    });
  return hex;
}

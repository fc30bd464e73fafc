import { PackageURL } from 'packageurl-js';
import { limits, type Spool } from '../base/index.ts';
import { platformsOf, type Descriptor, type ImageStore, type Manifest } from '../registry/oci/index.ts';
import { objectOf, textField } from '../registry/asking/index.ts';
import { openLayers, type Layer, type SbomSubject, type Wants } from '../sbom/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../trust/reason/index.ts';
import type { Contents, OpenedPart, Part } from './contents.ts';

/** An image in a store, and how a document calls it. */
export interface ImageRequest {
  readonly store: ImageStore;
  readonly image: { readonly tag: string } | { readonly digest: string };
  readonly name: string;
  /** Where it is, without tag and digest; undefined for what is in no registry. */
  readonly repository: string | undefined;
  readonly tag: string | undefined;
  /** The only platform that is wanted, such as `linux/arm64`. */
  readonly platform: string | undefined;
  readonly spool: Spool;
}

/** Finds what an image holds: its layers, or those of each platform of an index. Nothing of a layer is read before a part is opened. */
export async function imageContents(request: ImageRequest): Promise<Parsed<Contents>> {
  const { store, image, platform } = request;
  const top = await found(store, image);
  if (top.kind === 'refused') return top;
  if (top.value.kind === 'image') {
    const own = await platformOf(store, top.value);
    if (platform !== undefined && own !== undefined && !isOf(platform, own)) return noSuchPlatform(platform, [own]);
    return parsed({ kind: 'one', part: partOf(request, top.value, own) });
  }
  const { platforms, problems } = await platformsOf(store, top.value);
  const parts: Part[] = [];
  const names: string[] = [];
  for (const { digest, platform: listed } of platforms) {
    if (platform !== undefined && listed !== undefined && !isOf(platform, listed)) {
      names.push(listed);
      continue;
    }
    const one = await found(store, { digest });
    if (one.kind === 'refused') return one;
    // An index in the index: what is below it is listed as well.
    if (one.value.kind === 'index') continue;
    const own = listed ?? (await platformOf(store, one.value));
    if (platform === undefined || (own !== undefined && isOf(platform, own))) parts.push(partOf(request, one.value, own));
    else if (own !== undefined) names.push(own);
  }
  if (platform === undefined) return parsed({ kind: 'index', subject: subjectOf(request, top.value, undefined), parts, problems });
  const [only, ...others] = parts;
  if (only === undefined) return noSuchPlatform(platform, names);
  if (others.length > 0)
    return refused('SUBJECT_MALFORMED', `${parts.length} images are for ${platform}: ${parts.map((one) => one.subject.platform ?? '').join(', ')}`, {
      hint: 'name one by its variant, or by its digest',
    });
  return parsed({ kind: 'one', part: only });
}

async function found(store: ImageStore, name: ImageRequest['image']): Promise<Parsed<Manifest>> {
  const manifest = await store.manifest(name);
  if (manifest.kind !== 'missing') return manifest;
  const shown = 'digest' in name ? name.digest : name.tag;
  return refused('SUBJECT_MISSING', `${store.show('digest' in name ? name.digest : '').replace(/@$/, '')} has no image ${shown}, or does not show it`);
}

/** `linux/arm` is also meant by who asks for no variant of it. */
function isOf(wanted: string, platform: string): boolean {
  return platform === wanted || platform.startsWith(`${wanted}/`);
}

function noSuchPlatform(platform: string, there: readonly string[]): Parsed<never> {
  const all = [...new Set(there)].toSorted().slice(0, 20);
  return refused('SUBJECT_MISSING', `there is no image for ${platform}`, all.length === 0 ? {} : { hint: `--platform ${all.join(' | ')}` });
}

/** What the configuration of an image says that it runs on. Source: image-spec `config.md`. */
async function platformOf(store: ImageStore, { config }: Extract<Manifest, { kind: 'image' }>): Promise<string | undefined> {
  if (config === undefined || !/(?:image\.config|container\.image)\.v1\+json$/.test(config.mediaType)) return undefined;
  const read = await store.content(config, limits.maxManifestBytes);
  const object = read.kind === 'parsed' ? objectOf(read.value) : undefined;
  const parts = object === undefined ? [] : ['os', 'architecture', 'variant'].map((key) => textField(object, key));
  if (parts[0] === undefined || parts[1] === undefined) return undefined;
  return parts.filter((part) => part !== undefined && part !== '').join('/');
}

function partOf(request: ImageRequest, manifest: Extract<Manifest, { kind: 'image' }>, platform: string | undefined): Part {
  return {
    subject: subjectOf(request, manifest, platform),
    open: async (wants) => await openImage(request, manifest.layers, wants),
  };
}

function subjectOf({ name, repository, tag }: ImageRequest, { kind, digest }: Manifest, platform: string | undefined): SbomSubject {
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? [];
  const [, architecture, variant] = platform?.split('/') ?? [];
  const qualifiers = {
    ...(architecture === undefined ? {} : { arch: variant === undefined ? architecture : `${architecture}/${variant}` }),
    ...(repository === undefined ? {} : { repository_url: repository }),
    ...(tag === undefined ? {} : { tag }),
  };
  const last = (repository ?? name).split('/').at(-1)?.toLowerCase() ?? '';
  return {
    kind,
    name,
    version: tag ?? digest,
    ...(hex === undefined ? {} : { digest: { algorithm: 'sha256', hex } }),
    ...(repository === undefined ? {} : { purl: new PackageURL('oci', undefined, last, digest, qualifiers, undefined).toString() }),
    ...(platform === undefined ? {} : { platform }),
  };
}

/** Why a layer could not be got, on its way through whoever unpacks it. */
class NotGot extends Error {
  readonly reason: Reason;

  constructor(why: Reason) {
    super(why.message);
    this.reason = why;
  }
}

/** Archives of OCI, Docker and Helm, packed or not; not those that are encrypted. */
const archiveType = /[.+]tar(?:[.+](?:gzip|zstd))?$/;

async function openImage({ store, spool }: ImageRequest, descriptors: readonly Descriptor[], wants: Wants): Promise<OpenedPart> {
  const strange = descriptors.find((one) => !archiveType.test(one.mediaType));
  if (strange !== undefined)
    return {
      kind: 'unreadable',
      problem: {
        code: 'ARCHIVE_UNSUPPORTED',
        path: strange.digest,
        reason: `a layer of the type ${strange.mediaType.slice(0, 200)}, which is no archive that is read`,
      },
    };
  const layers = descriptors.map((one): Layer => ({
    name: one.digest,
    pieces: async function* () {
      const content = await store.stream(one, spool);
      if (content.kind === 'missing') throw new NotGot(reason('SERVICE_FAILED', `${store.show(one.digest)} is a layer, and is not there`));
      if (content.kind === 'refused') throw new NotGot(content.reason);
      try {
        yield* content.value.read();
      } finally {
        content.value.close();
      }
    },
  }));
  try {
    return await openLayers({ layers, marks: 'whiteouts', wants, spool });
  } catch (error) {
    if (error instanceof NotGot) return { kind: 'refused', reason: error.reason };
    throw error;
  }
}

import { limits } from '../base/index.ts';
import { readTar, type ArchiveBytes } from '../registry/oci/index.ts';
import { openLayers, type Layer, type SbomSubject } from '../sbom/index.ts';
import { isJsonObject, parseJson, type JsonObject } from '../trust/json/index.ts';
import { parsed, refused, type Parsed } from '../trust/reason/index.ts';
import type { Contents } from './contents.ts';
import type { ArchiveRequest } from './image-archive.ts';

const pieceBytes = 1024 * 1024;

/**
 * What an archive of Docker before version 25 holds. It has no manifest, so a document names it by the archive itself.
 * Source: moby `image/spec/v1.2.md`, "Combined Image JSON + Filesystem Changeset Format".
 */
export function dockerContents(
  { read, at }: ArchiveBytes,
  { named, image, spool, subject }: ArchiveRequest & { readonly subject: SbomSubject },
): Parsed<Contents> {
  const bad = (why: string): Parsed<never> => refused('SUBJECT_UNREADABLE', `${named.name}: ${why}`);
  const files = readTar(read(), (name, size) => name === 'manifest.json' && size <= limits.maxManifestBytes);
  if (files.kind === 'refused') return bad(files.reason.message);
  const { sizes, starts, kept } = files.value;
  const listed = imagesOf(kept.get('manifest.json'));
  if (listed === undefined) return bad('its manifest.json names no images');
  const tag = image !== undefined && 'tag' in image ? image.tag : undefined;
  const meant = tag === undefined ? listed : listed.filter((one) => one.tags.some((name) => name === tag || name.endsWith(`:${tag}`)));
  const [only, ...others] = meant;
  if (only === undefined) return refused('SUBJECT_MISSING', `${named.name} holds no image${tag === undefined ? '' : ` ${tag}`}`);
  if (others.length > 0)
    return refused('SUBJECT_MALFORMED', `${named.name} holds ${meant.length} images, and it is not said which`, { hint: 'docker-archive:FILE:TAG' });
  const layers: Layer[] = [];
  for (const name of only.layers) {
    const [size, start] = [sizes.get(name), starts.get(name)];
    if (size === undefined || start === undefined) return bad(`the layer ${name.slice(0, 200)} is not in it`);
    layers.push({
      name,
      pieces: function* () {
        for (let done = 0; done < size; done += pieceBytes) yield at(start + done, Math.min(pieceBytes, size - done));
      },
    });
  }
  return parsed({
    kind: 'one',
    part: {
      subject: { ...subject, ...(only.tags[0] === undefined ? {} : { version: only.tags[0] }) },
      open: async (wants) => await openLayers({ layers, marks: 'whiteouts', wants, spool }),
    },
  });
}

interface DockerImage {
  readonly tags: readonly string[];
  readonly layers: readonly string[];
}

function imagesOf(bytes: Uint8Array | undefined): readonly DockerImage[] | undefined {
  const value = bytes === undefined ? undefined : parseJson(bytes);
  if (value?.kind !== 'parsed' || !Array.isArray(value.value)) return undefined;
  const images = value.value.map((one) => (isJsonObject(one) ? imageOf(one) : undefined));
  return images.every((one) => one !== undefined) ? images : undefined;
}

function imageOf(object: JsonObject): DockerImage | undefined {
  const texts = (key: string): readonly string[] | undefined => {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (value === null || value === undefined) return [];
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  };
  const [tags, layers] = [texts('RepoTags'), texts('Layers')];
  return tags === undefined || layers === undefined || layers.length > limits.maxLayers ? undefined : { tags, layers };
}

import { hash } from 'node:crypto';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../trust/json/index.ts';
import { field, objectField, objectOf, textField } from '../asking/index.ts';
import { isDigest } from './reference.ts';

/** Source: opencontainers/image-spec `descriptor.md`. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType: string | undefined;
  readonly annotations: ReadonlyMap<string, string>;
  /** `linux/amd64`, or undefined where it names none. */
  readonly platform: string | undefined;
}

/** A manifest whose digest was computed from its bytes. Source: image-spec `manifest.md`, `image-index.md`. */
export type Manifest = ManifestFacts &
  (
    | { readonly kind: 'image'; readonly config: Descriptor | undefined; readonly layers: readonly Descriptor[] }
    | { readonly kind: 'index'; readonly manifests: readonly Descriptor[] }
  );

interface ManifestFacts {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly artifactType: string | undefined;
  readonly subject: Descriptor | undefined;
  readonly annotations: ReadonlyMap<string, string>;
  /** As they came: what the digest is over. */
  readonly bytes: Uint8Array;
}

export const indexTypes = ['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json'];
export const imageTypes = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'];

/** The digest of bytes by the algorithm of another digest. */
export function digestLike(bytes: Uint8Array, like: string): string {
  const algorithm = like.slice(0, like.indexOf(':'));
  return `${algorithm}:${hash(algorithm, bytes)}`;
}

/**
 * Reads a manifest. Takes its bytes, the algorithm to name it by, and the media type that it came with, if any. What a
 * reader of images and a reader of indexes would take for two things is refused.
 */
export function parseManifest(bytes: Uint8Array, like = 'sha256:', served?: string): Parsed<Manifest> {
  const bad = (why: string): Parsed<never> => refused('SERVICE_MALFORMED', `not a manifest: ${why}`);
  const object = objectOf(bytes);
  if (object === undefined) return bad('it is no JSON object');
  if (field(object, 'schemaVersion') !== 2) return bad('its schemaVersion is not 2');
  const manifests = field(object, 'manifests');
  const layers = field(object, 'layers');
  const [isIndex, isImage] = [manifests !== undefined, layers !== undefined || field(object, 'config') !== undefined];
  // CVE-2021-41190: one document that is both.
  if (isIndex === isImage) return bad(isIndex ? 'it is an image and an index at once' : 'it is neither an image nor an index');
  const types = isIndex ? indexTypes : imageTypes;
  const own = textField(object, 'mediaType');
  const said = served?.split(';')[0]?.trim().toLowerCase();
  for (const type of [own, [...indexTypes, ...imageTypes].includes(said ?? '') ? said : undefined])
    if (type !== undefined && !types.includes(type)) return bad(`it calls itself something else than it is`);
  const list = isIndex ? manifests : (layers ?? []);
  if (!isList(list)) return bad('its list is none');
  if (list.length > 10_000) return refused('SERVICE_TOO_MUCH', `a manifest with ${list.length} entries`);
  const entries = list.map(descriptorOf);
  if (!entries.every((one) => one !== undefined)) return bad('an entry has no media type, digest and size');
  const subject = descriptorOf(field(object, 'subject'));
  const config = descriptorOf(field(object, 'config'));
  const facts = {
    digest: digestLike(bytes, like),
    size: bytes.length,
    mediaType: own ?? types.find((type) => type === said) ?? types[0] ?? '',
    // Before 1.1 of the specification an artifact was told by the type of its configuration.
    artifactType: textField(object, 'artifactType') ?? (isIndex ? undefined : config?.mediaType),
    subject,
    annotations: annotationsOf(object),
    bytes,
  };
  return parsed(isIndex ? { ...facts, kind: 'index', manifests: entries } : { ...facts, kind: 'image', config, layers: entries });
}

/** Undefined for what is no descriptor. */
function descriptorOf(value: JsonValue | undefined): Descriptor | undefined {
  if (!isJsonObject(value)) return undefined;
  const [mediaType, digest, size] = [textField(value, 'mediaType'), textField(value, 'digest'), field(value, 'size')];
  if (mediaType === undefined || digest === undefined || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return {
    mediaType,
    digest,
    size,
    artifactType: textField(value, 'artifactType'),
    annotations: annotationsOf(value),
    platform: platformOf(objectField(value, 'platform')),
  };
}

function annotationsOf(object: JsonObject): ReadonlyMap<string, string> {
  const entries = Object.entries(objectField(object, 'annotations') ?? {});
  return new Map(entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])));
}

function platformOf(value: JsonObject | undefined): string | undefined {
  if (value === undefined) return undefined;
  const parts = ['os', 'architecture', 'variant'].map((key) => textField(value, key));
  return parts[0] === undefined || parts[1] === undefined ? undefined : parts.filter((part) => part !== undefined && part !== '').join('/');
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

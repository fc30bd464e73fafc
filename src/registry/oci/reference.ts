import { parsed, quoted, refused, type Parsed } from '../../trust/reason/index.ts';

export interface ImageRepository {
  /** Host, with its port where it has one; Docker Hub is `docker.io`. */
  readonly registry: string;
  /** Path in the registry, such as `library/alpine`. */
  readonly repository: string;
}

export interface ImageReference extends ImageRepository {
  /** `latest` where neither tag nor digest was given; undefined with a digest alone. */
  readonly tag: string | undefined;
  /** `sha256:…`; it decides where there is a tag as well. */
  readonly digest: string | undefined;
}

const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const host =
  /^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9a-fA-F:]{2,39}\])(?::\d{1,5})?$/;
const hexLength: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** True for a digest of an algorithm that is known, in lower-case hexadecimal of its length. */
export function isDigest(text: string): boolean {
  const [, algorithm = '', hex = ''] = /^(sha256|sha384|sha512):([0-9a-f]+)$/.exec(text) ?? [];
  return hexLength[algorithm] === hex.length;
}

/** True for a tag. Source: distribution-spec, "Pulling manifests". */
export function isTag(text: string): boolean {
  return /^\w[\w.-]{0,127}$/.test(text);
}

/** Reads an image reference as Docker does. Source: distribution/reference, `reference.go` and `normalize.go`. */
export function parseImageReference(text: string): Parsed<ImageReference> {
  const bad = (why: string): Parsed<never> => refused('SUBJECT_MALFORMED', `not an image reference: ${why}`, { hint: 'host/path:tag or host/path@sha256:…' });
  if (text.length > 1_000) return bad('it is longer than any is');
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest)) return bad(`its digest is ${quoted(digest)}, expected sha256: and 64 lower-case hexadecimal digits`);
  const named = at === -1 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  // `localhost:5000` alone is a name with a tag, as Docker reads it.
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !isTag(tag)) return bad(`its tag is ${quoted(tag)}, which no tag can be`);
  const repository = parseRepository(hasTag ? named.slice(0, colon) : named);
  if (repository.kind === 'refused') return repository;
  return parsed({ ...repository.value, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest });
}

/** Reads the name of a repository, with Docker's defaults for what it leaves out. */
export function parseRepository(text: string): Parsed<ImageRepository> {
  const bad = (why: string): Parsed<never> => refused('SUBJECT_MALFORMED', `not an image reference: ${why}`, { hint: 'host/path:tag or host/path@sha256:…' });
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const registry = isHost ? first : 'docker.io';
  if (!host.test(registry)) return bad(`its host is ${quoted(registry)}, which is none`);
  const path = isHost ? text.slice(slash + 1) : text;
  if (path.length > 255 || !path.split('/').every((part) => component.test(part))) return bad('its path has other characters than a repository has');
  const isHub = ['docker.io', 'index.docker.io', 'registry-1.docker.io'].includes(registry.toLowerCase());
  return parsed({ registry: isHub ? 'docker.io' : registry.toLowerCase(), repository: isHub && !path.includes('/') ? `library/${path}` : path });
}

/** A reference as a person types it, by digest where one is known. */
export function showReference(
  { registry, repository }: ImageRepository,
  of: { readonly tag?: string | undefined; readonly digest?: string | undefined },
): string {
  return `${registry}/${repository}${of.tag === undefined ? '' : `:${of.tag}`}${of.digest === undefined ? '' : `@${of.digest}`}`;
}

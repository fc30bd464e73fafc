import { limits } from '../../base/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import type { Asker } from '../asking/index.ts';
import { bytesOf } from './contents.ts';
import { Endpoint, type EndpointOptions } from './endpoint.ts';
import { collectEvidence } from './evidence.ts';
import { digestLike, imageTypes, indexTypes, parseManifest, type Manifest } from './manifest.ts';
import { showReference, type ImageRepository } from './reference.ts';
import type { Places } from './registries-conf.ts';
import { listReferrers } from './referrers.ts';
import type { ImageStore, Sought } from './store.ts';
import { streamContent } from './stream.ts';

export interface RegistryOptions extends EndpointOptions {
  /** Where images are asked for in place of where their names say. */
  readonly places?: Places;
  /** Where evidence is kept instead of beside the image, as cosign's COSIGN_REPOSITORY says. */
  readonly evidenceRepository?: ImageRepository;
}

/** Opens a repository of a registry for reading. Takes who asks; gives a store whose every byte was held against its digest. */
export function openRegistry(asker: Asker, at: ImageRepository, options: RegistryOptions = {}): ImageStore {
  const endpointsOf = (one: ImageRepository): readonly Endpoint[] | undefined => {
    const places = options.places === undefined ? [{ at: one, tls: 'required' as const }] : options.places(one);
    return places?.map((place) => new Endpoint(asker, place, options));
  };
  const endpoints = endpointsOf(at);
  if (endpoints === undefined) return blocked(at);
  const own = options.evidenceRepository;
  const keepers = own === undefined ? endpoints : endpointsOf(own);
  return storeOf(at, endpoints, keepers ?? blocked(own ?? at).evidence);
}

/** The same for a repository that is open already: what it was allowed once it is not asked for again. Each store resolves a tag once. */
export function storeAt(endpoint: Endpoint): ImageStore {
  return storeOf(endpoint.at, [endpoint], [endpoint]);
}

function storeOf(at: ImageRepository, endpoints: readonly Endpoint[], keepers: readonly Endpoint[] | ImageStore['evidence']): ImageStore {
  const tags = new Map<string, Promise<Sought<Manifest>>>();
  const manifest: ImageStore['manifest'] = (name) => {
    const ask = (): Promise<Sought<Manifest>> => first(endpoints, (endpoint) => readManifest(endpoint, name));
    if (!('tag' in name)) return ask();
    // A tag can move between two questions: it is resolved once.
    const earlier = tags.get(name.tag) ?? ask();
    tags.set(name.tag, earlier);
    return earlier;
  };
  return {
    show: (digest) => showReference(at, { digest }),
    manifest,
    content: (of, maxBytes) => first(endpoints, (endpoint) => readContent(endpoint, of, maxBytes)),
    stream: (of, spool) => first(endpoints, (endpoint) => streamContent(endpoint, of, spool)),
    evidence: async (digest) => {
      if (typeof keepers === 'function') return await keepers(digest);
      const all = await Promise.all(keepers.map((keeper) => collectEvidence(keptBy(keeper), digest)));
      const seen = new Set<string>();
      return {
        // A mirror gives again what the registry has.
        evidence: all.flatMap((one) => one.evidence).filter((one) => !seen.has(one.id) && seen.add(one.id)),
        notes: all.flatMap((one) => one.notes),
      };
    },
  };
}

/** A repository that the person's configuration forbids to ask. */
function blocked(at: ImageRepository): ImageStore {
  const why = reason('SERVICE_NOT_ASKED', `${at.registry} is blocked by the configuration of registries`);
  const show = (digest: string): string => showReference(at, { digest });
  const no = { kind: 'refused' as const, reason: why };
  return {
    show,
    manifest: async () => no,
    content: async () => no,
    stream: async () => no,
    evidence: async (digest) => ({ evidence: [], notes: [{ from: show(digest), reason: why }] }),
  };
}

function keptBy(endpoint: Endpoint): Parameters<typeof collectEvidence>[0] {
  return {
    show: (name) => showReference(endpoint.at, name),
    manifest: (name) => readManifest(endpoint, name),
    content: (of, maxBytes) => readContent(endpoint, of, maxBytes),
    referrers: (digest) => listReferrers(endpoint, digest),
  };
}

/** The first place that has it; where none has, why one could not say, if so. */
async function first<T>(endpoints: readonly Endpoint[], ask: (endpoint: Endpoint) => Promise<Sought<T>>): Promise<Sought<T>> {
  let failed: Reason | undefined;
  for (const endpoint of endpoints) {
    const found = await ask(endpoint);
    if (found.kind === 'parsed') return found;
    if (found.kind === 'refused') failed = found.reason;
  }
  return failed === undefined ? { kind: 'missing' } : { kind: 'refused', reason: failed };
}

/** Source: distribution-spec, "Pulling manifests". */
async function readManifest(endpoint: Endpoint, name: { readonly tag: string } | { readonly digest: string }): Promise<Sought<Manifest>> {
  const wanted = 'digest' in name ? name.digest : undefined;
  const reply = await endpoint.ask(`manifests/${wanted ?? ('tag' in name ? name.tag : '')}`, {
    headers: { accept: [...indexTypes, ...imageTypes].join(', ') },
    maxBytes: limits.maxManifestBytes,
    redirects: 'anywhere',
  });
  const bytes = bytesOf(reply, endpoint.base.host);
  if (bytes.kind !== 'parsed' || reply.kind !== 'answer') return bytes.kind === 'parsed' ? { kind: 'missing' } : bytes;
  // With a tag the header is a second word of the same service: where the two differ, one of them is wrong.
  const expected = wanted ?? reply.header('docker-content-digest') ?? undefined;
  const like = expected !== undefined && /^sha(?:256|384|512):/.test(expected) ? expected : 'sha256:';
  const digest = digestLike(bytes.value, like);
  if (expected !== undefined && digest !== expected) return mismatch(endpoint, `the manifest of ${expected.slice(0, 140)} has the digest ${digest}`);
  return parseManifest(bytes.value, like, reply.header('content-type') ?? undefined);
}

/** Source: distribution-spec, "Pulling blobs". Blobs are often kept by another host, which is asked without a credential. */
async function readContent(
  endpoint: Endpoint,
  { digest, size }: { readonly digest: string; readonly size: number },
  maxBytes: number,
): Promise<Sought<Uint8Array>> {
  if (size > maxBytes) return refused('SERVICE_TOO_MUCH', `${endpoint.base.host}: a content of ${size} bytes, where ${maxBytes} are read`);
  const reply = await endpoint.ask(`blobs/${digest}`, {
    maxBytes: Math.max(size, limits.maxTokenBytes),
    timeoutMs: limits.contentTimeoutMs,
    redirects: 'anywhere',
  });
  const bytes = bytesOf(reply, endpoint.base.host);
  if (bytes.kind !== 'parsed') return bytes;
  const own = digestLike(bytes.value, digest);
  if (own !== digest || bytes.value.length !== size)
    return mismatch(endpoint, `the content of ${digest} has the digest ${own} and ${bytes.value.length} bytes`);
  return parsed(bytes.value);
}

function mismatch(endpoint: Endpoint, message: string): Parsed<never> {
  return { kind: 'refused', reason: reason('SERVICE_MISMATCH', `${endpoint.base.host}: ${message}`) };
}

import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import type { Asker } from '../asking/index.ts';
import { Endpoint, showReference, storeAt, type ImageRepository, type ImageStore, type RegistryOptions } from '../oci/index.ts';

export interface TargetOptions extends Pick<RegistryOptions, 'credentials' | 'tokenHosts' | 'places'> {
  /** Other repositories of the same registry, whose contents may be taken over without sending them. */
  readonly alsoFrom?: readonly string[];
}

/** One repository of one registry that is written to. */
export interface PushTarget {
  readonly at: ImageRepository;
  readonly asker: Asker;
  readonly endpoint: Endpoint;
  readonly alsoFrom: readonly string[];
  /** How a person names what is in it. */
  readonly show: (name: { readonly tag?: string | undefined; readonly digest?: string | undefined }) => string;
  /** Reads, anew each time, from the very place that is written to. */
  readonly reading: () => ImageStore;
}

/**
 * Opens a repository for writing. It is written to where its name says, never to a mirror: the person's configuration of
 * registries says whether that may be at all, and whether without TLS. Source: containers/image `docs/containers-registries.conf.5.md`.
 */
export function openTarget(asker: Asker, at: ImageRepository, options: TargetOptions = {}): Parsed<PushTarget> {
  // The nearest places are mirrors, the last is the registry itself.
  const own = options.places === undefined ? ({ at, tls: 'required' } as const) : options.places(at)?.at(-1);
  if (own === undefined) return refused('SERVICE_NOT_ASKED', `${at.registry} is blocked by the configuration of registries`);
  const place = { at, tls: own.tls };
  const { credentials, tokenHosts, alsoFrom = [] } = options;
  const given = { ...(credentials === undefined ? {} : { credentials }), ...(tokenHosts === undefined ? {} : { tokenHosts }) };
  const pull = new Endpoint(asker, place, given);
  return parsed({
    at,
    asker,
    alsoFrom,
    endpoint: new Endpoint(asker, place, given, { kind: 'push', alsoFrom }),
    show: (name) => showReference(at, name),
    reading: () => storeAt(pull),
  });
}

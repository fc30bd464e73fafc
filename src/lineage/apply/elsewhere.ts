import { literalOf, show, type Text } from '../../values/index.ts';
import type { Machine } from '../machine.ts';
import type { ImageNode, OpaqueRecord } from '../model.ts';
import { isLocalRepository, parseRef } from '../refs.ts';

/** An output of a job of this run, as it is known where nothing is known of its value. */
const jobOutput = /\/needs\.([\w-]+)\.outputs\.([\w-]+)$/;

/**
 * The image that a called workflow pushes which was not read, as evidence of a later job names it: a registry keeps a
 * signature or an attestation only for a digest that it has, and the digest is an output of that workflow.
 */
export function pushedElsewhere(machine: Machine, name: Text, digest: Text): ImageNode | undefined {
  const by = callOf(machine, digest);
  const { repository } = parseRef(name);
  if (by === undefined || !isImageName(repository) || isLocalRepository(repository)) return undefined;
  const image: ImageNode = {
    id: machine.trace.nextId('i'),
    media: 'image',
    refs: [{ repository, tag: undefined }],
    digests: holesOf(digest),
    provenance: 'unknown',
    sbom: 'unknown',
    platforms: [],
    fresh: false,
    sources: [],
    sameAs: undefined,
    withEvidenceOf: undefined,
    pushed: true,
    byDigestOnly: false,
    files: [],
    origin: by.origin,
    weak: by.weak,
    cannotWork: undefined,
    madeType: undefined,
    local: false,
  };
  machine.trace.addImage(image);
  machine.trace.publishes.push({
    id: machine.trace.nextId('p'),
    sink: { kind: 'registry', image: image.id },
    files: [],
    shown: [show(repository)],
    packages: [],
    auth: 'unknown',
    draft: false,
    replaces: false,
    origin: by.origin,
    weak: by.weak,
    cannotWork: undefined,
    unresolved: undefined,
  });
  machine.trace.edge('source', `image:${image.id}`, 'builds', by.what, by.origin.at);
  machine.trace.edge(`image:${image.id}`, `registry:${image.id}`, 'publishes', show(repository), by.origin.at, by.weak[0]?.how);
  return image;
}

/** The call of a workflow that was not read, with rights in a registry, of which every unknown of the digest is an output. */
function callOf(machine: Machine, digest: Text): OpaqueRecord | undefined {
  const outputs = holesOf(digest).map((id) => (id.startsWith(`${machine.run.record.id}/`) ? jobOutput.exec(id) : null));
  // The digest of one platform or of the base is another image's.
  if (outputs.some((one) => !/^(?:image|container|oci|manifest|index)?[-_]?(?:digest|sha256)$/i.test(one?.[2] ?? ''))) return undefined;
  const jobs = new Set(outputs.map((one) => one?.[1]));
  const [job] = jobs;
  if (jobs.size !== 1 || job === undefined) return undefined;
  return machine.trace.opaque.find(
    (o) => o.scope === 'workflow' && o.origin.run === machine.run.record.id && o.origin.job === job && o.places.includes('registry'),
  );
}

/** A host and a path, or what an output that is called so gives. */
function isImageName(repository: Text): boolean {
  const first = repository[0];
  const whole = literalOf(repository);
  // `dist/lens.tar.gz` could be a file: a host says that it is none.
  if (whole !== undefined) return /^[\w-]+(\.[\w-]+)+(:\d+)?\/./.test(whole);
  if (first?.kind === 'lit') return /^[\w-]+(\.[\w-]+)+(:\d+)?\//.test(first.text);
  return holesOf(repository).every((id) => /image|registry|repo/i.test(jobOutput.exec(id)?.[2] ?? id));
}

function holesOf(text: Text): readonly string[] {
  return text.flatMap((piece) => (piece.kind === 'hole' ? [piece.id] : []));
}

import type { Effect } from '../../catalog/index.ts';
import { basename, keyOf, literalOf, resolvePath, show, type Text } from '../../values/index.ts';
import { pushedNames, underConditions } from '../conditional-tags.ts';
import { findImages } from '../images.ts';
import type { Machine } from '../machine.ts';
import type { FileItem, ImageNode, ImageRef } from '../model.ts';
import { isLocalRepository, parseRef } from '../refs.ts';
import type { ApplyContext } from './context.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

function newImage(machine: Machine, ctx: ApplyContext, fields: Partial<ImageNode> & Pick<ImageNode, 'refs' | 'media'>): ImageNode {
  const image: ImageNode = {
    id: machine.trace.nextId('i'),
    digests: [],
    provenance: 'none',
    sbom: 'none',
    fresh: false,
    platforms: [],
    sources: [],
    sameAs: undefined,
    withEvidenceOf: undefined,
    pushed: true,
    byDigestOnly: false,
    files: [],
    origin: machine.origin(ctx.at),
    weak: machine.weak(ctx.weak),
    cannotWork: ctx.cannotWork,
    madeType: undefined,
    local: fields.refs.length > 0 && fields.refs.every((r) => isLocalRepository(r.repository)),
    ...fields,
  };
  machine.trace.addImage(image);
  return image;
}

function publish(machine: Machine, image: ImageNode, ctx: ApplyContext): void {
  if (!image.pushed || image.local) return;
  machine.trace.publishes.push({
    id: machine.trace.nextId('p'),
    sink: { kind: 'registry', image: image.id },
    files: image.files,
    shown: image.refs.map((r) => show(r.repository)),
    packages: [],
    auth: 'unknown',
    draft: false,
    replaces: false,
    origin: image.origin,
    weak: image.weak,
    cannotWork: image.cannotWork,
    unresolved: undefined,
  });
  machine.trace.edge(
    `image:${image.id}`,
    `registry:${image.id}`,
    'publishes',
    image.refs.map((r) => show(r.repository)).join(', '),
    ctx.at,
    image.weak[0]?.how,
  );
}

function digestHoles(digest: Text | undefined): readonly string[] {
  return digest === undefined ? [] : digest.flatMap((p) => (p.kind === 'hole' ? [p.id] : []));
}

export function applyPushes(machine: Machine, effect: Of<'pushes-image'>, ctx: ApplyContext): void {
  const cannotWork = ctx.cannotWork ?? machine.missing(effect.needs);
  const refs = pushedNames(machine, effect.refs, ctx.weak)
    .map(parseRef)
    .map((r) => ({ repository: r.repository, tag: r.tag }));
  // A plain `docker push` of an image that an earlier command built under this name keeps its attestations.
  const staged =
    effect.provenance === undefined
      ? findImages(machine.trace, effect.refs[0] ?? [], { run: machine.run.record.id, jobKey: machine.jobKey }).find(
          (m) => m.by === 'tag' && !m.image.pushed && m.image.origin.jobKey === machine.jobKey,
        )?.image
      : undefined;
  const built = staged ?? (effect.provenance === undefined ? refs.flatMap((r) => machine.builtImages.get(keyOf(r.repository)) ?? []).at(-1) : undefined);
  const files: FileItem[] = effect.files === undefined ? [] : machine.find(machine.paths(effect.files, ctx.cwd, { glob: ctx.glob }), ctx.at).map((f) => f.item);
  const inside = (effect.packs ?? []).length === 0 ? [] : machine.find(machine.paths(effect.packs!, ctx.cwd, { glob: ctx.glob }), ctx.at).map((f) => f.item);
  const context = effect.context === undefined ? built?.context : resolvePath(ctx.cwd, effect.context);
  let first: ImageNode | undefined;
  for (const group of byRepository(refs)) {
    // A second push of what is on the machine is the same image; what the step itself builds is not.
    const before = effect.provenance === undefined ? pushedBefore(machine, group, built) : undefined;
    const image = newImage(
      machine,
      { ...ctx, cannotWork },
      {
        refs: group,
        sameAs: first?.id ?? (built !== undefined && before?.isSame === true ? before.id : undefined),
        sources: staged?.sources ?? [],
        media: effect.media,
        digests: digestHoles(effect.digest),
        provenance: effect.media === 'image' ? (effect.provenance ?? built?.provenance ?? 'none') : 'none',
        sbom: effect.sbom ?? built?.sbom ?? 'none',
        platforms: effect.platforms ?? [],
        byDigestOnly: effect.byDigest === true,
        files,
        ...(context === undefined ? {} : { context }),
        ...(inside.length === 0 ? {} : { inside }),
        madeType: effect.madeType,
        fresh: effect.provenance !== undefined || (built !== undefined && before?.isSame === false),
      },
    );
    first ??= image;
    for (const r of group) machine.pushedImages.set(refKey(r), { built, id: image.id });
    if (effect.madeType !== undefined) ctx.made?.images.push({ type: effect.madeType, id: effect.id, image: image.id });
    machine.trace.edge('source', `image:${image.id}`, 'builds', effect.refs.map(show).join(', '), ctx.at);
    if (effect.byDigest !== true) publish(machine, image, ctx);
  }
}

/** The image that an earlier push of the job to the same name put there, and whether something was built under the name since then. */
function pushedBefore(machine: Machine, refs: readonly ImageRef[], built: object | undefined): { readonly id: string; readonly isSame: boolean } | undefined {
  const before = refs.map((r) => machine.pushedImages.get(refKey(r))).find((one) => one !== undefined);
  return before === undefined ? undefined : { id: before.id, isSame: before.built === built };
}

function refKey(ref: ImageRef): string {
  return `${keyOf(ref.repository)}\u0006${keyOf(ref.tag ?? [])}`;
}

/** One node per repository: what a registry keeps beside an image is not in another registry. */
function byRepository(refs: readonly ImageRef[]): readonly (readonly ImageRef[])[] {
  const groups = new Map<string, ImageRef[]>();
  for (const ref of refs) {
    const key = keyOf(ref.repository);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [ref]);
    else group.push(ref);
  }
  return [...groups.values()];
}

export function applyBuildsImage(machine: Machine, effect: Of<'builds-image'>, ctx: ApplyContext): void {
  for (const text of effect.refs) {
    const ref = parseRef(text);
    machine.builtImages.set(keyOf(ref.repository), {
      provenance: effect.provenance ?? 'none',
      sbom: effect.sbom ?? 'none',
      ...(effect.context === undefined ? {} : { context: resolvePath(ctx.cwd, effect.context) }),
    });
  }
  machine.trace.notReleasedImages.push({ refs: effect.refs, at: ctx.at, run: machine.run.record.id });
}

export function applyTags(machine: Machine, effect: Of<'tags-image'>, ctx: ApplyContext): void {
  const near = { run: machine.run.record.id, jobKey: machine.jobKey };
  const sources = effect.sources.flatMap((s) => findImages(machine.trace, s, near));
  const refs = pushedNames(machine, effect.refs, ctx.weak)
    .map(parseRef)
    .map((r) => ({ repository: r.repository, tag: r.tag }));
  const one = !effect.newIndex && new Set(sources.map((s) => s.image.id)).size === 1 ? sources[0]?.image : undefined;
  const pulled = effect.local === true && one !== undefined && isPulledInPart(machine, one) ? one : undefined;
  const single = pulled === undefined ? one : undefined;
  // A name given to what this job has built and not pushed is a name of that.
  const built =
    effect.local === true && sources.length === 0
      ? effect.sources.flatMap((s) => machine.builtImages.get(keyOf(parseRef(s).repository)) ?? []).at(-1)
      : undefined;
  const drops = effect.dropsAttestations === true || pulled !== undefined;
  // Without a pull the name is a local one only where the builder and the machine share a store, which keeps all of it.
  const lost = pulled === undefined || isPulled(machine, pulled) ? 'none' : 'unknown';
  const changed =
    pulled !== undefined ? pulled.id : effect.rewrites === true && new Set(sources.map((s) => s.image.id)).size === 1 ? sources[0]?.image.id : undefined;
  let first: ImageNode | undefined;
  for (const group of byRepository(refs)) {
    const image = newImage(machine, ctx, {
      refs: group,
      media: single?.media ?? 'image',
      digests: digestHoles(effect.digest),
      provenance: drops ? lost : (single?.provenance ?? built?.provenance ?? weakest(sources.map((s) => s.image.provenance))),
      sbom: drops ? lost : (single?.sbom ?? built?.sbom ?? (sources.length > 0 && sources.every((s) => s.image.sbom === 'spdx') ? 'spdx' : 'none')),
      pushed: effect.local !== true,
      ...(built?.context === undefined ? {} : { context: built.context }),
      // Another name of one image joins nothing, and neither does a changed copy.
      sources: changed !== undefined ? [] : single === undefined ? sources.map((s) => s.image.id) : single.sources,
      ...(changed === undefined ? {} : { changedFrom: changed }),
      sameAs: sameRepository(single, group)
        ? single?.id
        : (first?.id ??
          sameIndex(
            machine,
            effect,
            sources.map((s) => s.image.id),
          )),
      madeType: effect.madeType,
      fresh: effect.newIndex,
    });
    first ??= image;
    if (effect.madeType !== undefined) ctx.made?.images.push({ type: effect.madeType, id: undefined, image: image.id });
    for (const s of sources)
      machine.trace.edge(
        `image:${s.image.id}`,
        `image:${image.id}`,
        single === undefined ? 'transforms' : 'transports',
        single !== undefined ? 'same digest, another name' : pulled !== undefined ? 'one platform of it' : 'joined into an index',
        ctx.at,
      );
    publish(machine, image, ctx);
  }
}

/**
 * Whether what the machine has under the name of a pushed image is only a part of it: an index of several platforms, or of
 * an image and what BuildKit says of it, comes back from a registry as the one manifest that runs here.
 */
function isPulledInPart(machine: Machine, image: ImageNode): boolean {
  if (!image.pushed || isWhole(image)) return false;
  const ownStore = image.refs.some((ref) => {
    const last = machine.pushedImages.get(refKey(ref));
    return last?.id === image.id && last.built !== undefined;
  });
  return !ownStore;
}

/** Whether a job had to pull an image to have it: it says so, or another job pushed it. */
function isPulled(machine: Machine, image: ImageNode): boolean {
  const root = machine.trace.rootOf(image.id);
  return (
    image.origin.jobKey !== machine.jobKey ||
    machine.trace.uses.some((use) => use.origin.jobKey === machine.jobKey && use.images.some(({ id }) => machine.trace.rootOf(id) === root))
  );
}

/** An index over the same images as an earlier one is the same bytes under another name. */
function sameIndex(machine: Machine, effect: Of<'tags-image'>, sources: readonly string[]): string | undefined {
  if (!effect.newIndex || sources.length === 0) return undefined;
  const roots = (ids: readonly string[]): string => ids.map((id) => machine.trace.rootOf(id)).join(' ');
  const wanted = roots(sources);
  return machine.trace.images.find(
    (i) => i.origin.run === machine.run.record.id && i.sources.length === sources.length && i.pushed && roots(i.sources) === wanted,
  )?.id;
}

function sameRepository(image: ImageNode | undefined, refs: readonly ImageRef[]): boolean {
  return image !== undefined && refs.every((r) => image.refs.some((x) => keyOf(x.repository) === keyOf(r.repository)));
}

function weakest(values: readonly ImageNode['provenance'][]): ImageNode['provenance'] {
  if (values.length === 0) return 'unknown';
  for (const v of ['none', 'unknown', 'default', 'min', 'max'] as const) if (values.includes(v)) return v;
  return 'none';
}

export function applyCopiesImage(machine: Machine, effect: Of<'copies-image'>, ctx: ApplyContext): void {
  const near = { run: machine.run.record.id, jobKey: machine.jobKey };
  const sources = effect.from.flatMap((s) => findImages(machine.trace, s, near));
  const source = sources[0]?.image;
  const refs = effect.to.map(parseRef).map((r) => ({ repository: r.repository, tag: r.tag }));
  const image = newImage(machine, ctx, {
    refs,
    fresh: sources.length === 0 && effect.from.every((from) => isOfOthers(from, refs)),
    media: source?.media ?? 'image',
    // The same bytes: what was stored beside the first copy comes along only where the tool says so.
    sameAs: source?.id,
    withEvidenceOf: effect.evidence ? source?.id : undefined,
    ...(effect.only === undefined ? {} : { withOnly: effect.only }),
    provenance: source?.provenance ?? 'unknown',
    sbom: source?.sbom ?? 'unknown',
    sources: source?.sources ?? [],
  });
  if (source !== undefined) machine.trace.edge(`image:${source.id}`, `image:${image.id}`, 'transports', 'copied', ctx.at);
  publish(machine, image, ctx);
}

/** Whether an image that nothing here pushes has another name in another place: a base image, say, and no mirror of these. */
function isOfOthers(from: Text, refs: readonly ImageRef[]): boolean {
  const own = literalOf(parseRef(from).repository);
  return (
    own !== undefined &&
    refs.every(({ repository }) => {
      const name = literalOf(basename(repository));
      return name !== undefined && !own.endsWith(`/${name}`) && own !== name;
    })
  );
}

export function applyReadsDigest(machine: Machine, effect: Of<'reads-digest'>, ctx: ApplyContext): void {
  void ctx;
  const found = findImages(machine.trace, underConditions(machine, effect.ref, ctx.weak), { run: machine.run.record.id, jobKey: machine.jobKey });
  for (const match of found) {
    if (match.by === 'maybe' || (ofOnePlatform(effect.platform) && !isWhole(match.image))) continue;
    for (const id of digestHoles(effect.value))
      for (const same of machine.trace.family(match.image.id)) machine.trace.mean(id, { kind: 'digest', image: same.id });
  }
}

function ofOnePlatform(platform: Text | undefined): boolean {
  return platform !== undefined && platform.length > 0 && literalOf(platform) !== 'all';
}

/** Whether an image is one manifest and no index: an index joins platforms, or an image and what BuildKit says of it. */
function isWhole(image: ImageNode): boolean {
  return image.sources.length === 0 && image.platforms.length <= 1 && image.provenance === 'none' && image.sbom === 'none';
}

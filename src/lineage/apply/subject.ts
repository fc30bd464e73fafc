import type { Subject } from '../../catalog/index.ts';
import { concat, keyOf, lit, show, type Text } from '../../values/index.ts';
import { findImages } from '../images.ts';
import { hashesIn, leavesOut } from '../lossy.ts';
import type { Machine } from '../machine.ts';
import type { FileItem, ImageNode, Target } from '../model.ts';
import { parseRef } from '../refs.ts';
import type { ApplyContext } from './context.ts';
import { pushedElsewhere } from './elsewhere.ts';

export const noTarget: Target = { files: [], images: [], source: false, packages: [], releaseAssets: undefined, unresolved: undefined };

/** Resolves what an effect is about to artifacts of this run; what cannot be resolved says why. */
export function resolveSubject(machine: Machine, subject: Subject, ctx: ApplyContext): Target {
  switch (subject.kind) {
    case 'files': {
      const paths = machine.paths(subject.paths, ctx.cwd, { glob: ctx.glob, exclude: subject.exclude });
      const found = machine.find(paths, ctx.at, { recursive: subject.recursive === true, each: subject.each === true });
      if (subject.paths.length === 0) return { ...noTarget, unresolved: 'no file is named' };
      return { ...noTarget, files: found.map((f) => f.item) };
    }
    case 'image': {
      const matches = subject.refs.flatMap((ref) => findImages(machine.trace, ref, { run: machine.run.record.id, jobKey: machine.jobKey }));
      const elsewhere = matches.length > 0 ? [] : subject.refs.flatMap((ref) => byDigestElsewhere(machine, ref));
      if (elsewhere.length > 0) return { ...noTarget, images: elsewhere.map((image) => ({ id: image.id, by: 'digest' as const })) };
      if (matches.length === 0) return { ...noTarget, unresolved: `no push of ${subject.refs.map(show).join(', ')} was found` };
      return { ...noTarget, images: matches.map((m) => ({ id: m.image.id, by: m.by })) };
    }
    case 'digest':
      return resolveDigest(machine, subject.name, subject.digest);
    case 'checksums':
      return listedBy(machine, subject, ctx);
    case 'subjects-value': {
      const hashed = hashesIn(machine.trace, subject.value);
      for (const evidence of hashed) evidence.consumed = true;
      const made = machine.trace.meaningsOf(subject.value).flatMap((m): readonly Target[] => {
        if (m.kind !== 'made-list') return [];
        const some = leavesOut(machine.trace, subject.value);
        const target = { ...noTarget, files: m.files, images: m.images.map((id) => ({ id, by: some ? ('maybe' as const) : ('digest' as const) })) };
        return [some ? atMost(target) : target];
      });
      const targets = [...hashed.map((e) => e.target), ...made];
      return targets.length === 0 ? { ...noTarget, unresolved: `the list ${show(subject.value)} was not traced to files` } : mergeTargets(targets);
    }
    case 'subjects-file': {
      const shared = sharedTexts(machine, subject.handle);
      if (shared.length === 0) return { ...noTarget, unresolved: 'the subjects come in a file of another job, which was not traced' };
      return mergeTargets(shared.map((value) => resolveSubject(machine, { kind: 'subjects-value', value }, ctx)));
    }
    case 'made': {
      const made = ctx.made;
      if (made === undefined) return { ...noTarget, unresolved: 'nothing was made by a release tool here' };
      const types = new Set<string>(subject.types);
      const ids = subject.ids;
      const wanted = (e: { type: string; id: string | undefined }): boolean =>
        types.has(e.type) && (ids === undefined || e.type === 'checksum' || e.type === 'source' || (e.id !== undefined && ids.includes(e.id)));
      return {
        ...noTarget,
        files: made.files.filter(wanted).map((f) => f.item),
        images: made.images.filter(wanted).map((i) => ({ id: i.image, by: 'digest' as const })),
      };
    }
    case 'source':
      return { ...noTarget, source: true };
    case 'release-assets':
      return { ...noTarget, releaseAssets: machine.paths(subject.patterns, [], { glob: true }) };
    case 'unknown':
      return { ...noTarget, unresolved: subject.why };
  }
}

function byDigestElsewhere(machine: Machine, text: Text): readonly ImageNode[] {
  const { repository, digest } = parseRef(text);
  const image = digest === undefined ? undefined : pushedElsewhere(machine, repository, digest);
  return image === undefined ? [] : [image];
}

/** The texts of the files that a handle stands for. */
export function sharedTexts(machine: Machine, handle: Text): readonly Text[] {
  return machine.trace.meaningsOf(handle).flatMap((m) => (m.kind === 'file-text' ? [m.text] : []));
}

function resolveDigest(machine: Machine, name: Text, digest: Text): Target {
  const near = { run: machine.run.record.id, jobKey: machine.jobKey };
  const meanings = machine.trace.meaningsOf(digest);
  if (meanings.some((m) => m.kind === 'artifact-digest'))
    return { ...noTarget, unresolved: 'the digest is of the zip that upload-artifact makes, not of a file in it' };
  const hashes = hashesIn(machine.trace, digest);
  if (hashes.length > 0) {
    hashes.forEach((h) => (h.consumed = true));
    return mergeTargets(hashes.map((h) => h.target));
  }
  const matches = findImages(machine.trace, concat(name, lit('@'), digest), near);
  const elsewhere = matches.length === 0 ? pushedElsewhere(machine, name, digest) : undefined;
  if (elsewhere !== undefined) return { ...noTarget, images: [{ id: elsewhere.id, by: 'digest' }] };
  if (matches.length === 0) return { ...noTarget, unresolved: `no push of ${show(name)} with this digest was found` };
  return { ...noTarget, images: matches.map((m) => ({ id: m.image.id, by: m.by })) };
}

function listedBy(machine: Machine, subject: Subject & { kind: 'checksums' }, ctx: ApplyContext): Target {
  const found = machine.find(machine.paths([subject.file], ctx.cwd, { glob: ctx.glob }), ctx.at);
  const listed = found.flatMap((f) =>
    machine.trace.carriedBy(f.item.batch).filter((e) => e.kind === 'hash' && e.cannotWork === undefined && e.spoiled !== 'unnamed'),
  );
  if (listed.length === 0) return { ...noTarget, unresolved: `what ${show(subject.file)} lists was not read` };
  listed.forEach((e) => (e.consumed = true));
  return mergeTargets(listed.map((e) => e.target));
}

/** The same files as an upper bound. */
export function atMost(target: Target): Target {
  return { ...target, files: target.files.map((f): FileItem => ({ ...f, atMost: true })) };
}

/** The same things, none of them for sure. */
export function perhaps(target: Target, why: string): Target {
  return { ...atMost(target), images: target.images.map((image) => ({ ...image, by: 'maybe' as const })), unresolved: why };
}

export function mergeTargets(targets: readonly Target[]): Target {
  const files = new Map<string, FileItem>();
  const images = new Map<string, Target['images'][number]>();
  for (const t of targets) {
    for (const f of t.files) files.set(itemKey(f), f);
    for (const i of t.images) images.set(`${i.id}:${i.by}`, i);
  }
  const unresolved = targets.map((t) => t.unresolved).find((u) => u !== undefined);
  return {
    files: [...files.values()],
    images: [...images.values()],
    source: targets.some((t) => t.source),
    packages: targets.flatMap((t) => t.packages),
    releaseAssets: targets.map((t) => t.releaseAssets).find((r) => r !== undefined),
    unresolved,
  };
}

export function itemKey(item: FileItem): string {
  return `${item.batch}\u0005${item.names.include.map(keyOf).join('\u0002')}\u0003${item.names.exclude.map(keyOf).join('\u0002')}`;
}

import { lit, literalOf, mayIntersect, sameText, textOfEach, type Text } from '../values/index.ts';
import type { ImageNode, ImageRef } from './model.ts';
import { parseRef, sameRef, type ParsedRef } from './refs.ts';
import type { Trace } from './trace-state.ts';

export interface ImageMatch {
  readonly image: ImageNode;
  readonly by: 'digest' | 'tag' | 'maybe';
}

/** Finds the images that a reference stands for, newest first; `near` prefers those of the same run. */
export function findImages(trace: Trace, text: Text, near: { readonly run: string; readonly jobKey: string }): readonly ImageMatch[] {
  const ref = parseRef(text);
  if (ref.digest !== undefined) return byDigest(trace, ref, ref.digest, near);
  return byTag(trace, ref, near);
}

function byDigest(trace: Trace, ref: ParsedRef, digest: Text, near: { readonly run: string; readonly jobKey: string }): readonly ImageMatch[] {
  const meant = new Set<string>();
  for (const meaning of trace.meaningsOf(digest)) {
    if (meaning.kind === 'digest') meant.add(meaning.image);
    if (meaning.kind === 'made-list') meaning.images.forEach((id) => meant.add(id));
  }
  const named = imagesAt(trace, ref.repository, near);
  if (meant.size > 0) {
    const sameBytes = [...meant].flatMap((id) => trace.family(id));
    // One of several digests, and which one is not known: the output of a matrix job is that of the leg that ended last.
    const by = isOneOfSeveral(trace, digest) ? ('maybe' as const) : ('digest' as const);
    const matched = sameBytes.filter((image) => image.refs.some((r) => sameText(r.repository, ref.repository) || mayBeSame(r.repository, ref.repository)));
    if (matched.length > 0) return unique(matched.map((image) => ({ image, by })));
    // One build pushed under several names of the same bytes is one image; a digest of another image is not this one's.
    return unique(sameBytes.filter(() => ref.repository.length === 0).map((image) => ({ image, by })));
  }
  const tagged = named.filter((image) => image.refs.some((r) => r.tag !== undefined && ref.tag !== undefined && sameRef(r, ref)));
  return unique((tagged.length > 0 ? tagged : named).map((image) => ({ image, by: 'maybe' as const })));
}

/** Whether a digest is chosen among some that stand for different images, or for none that is known. */
function isOneOfSeveral(trace: Trace, digest: Text): boolean {
  return digest.some((piece) => {
    if (piece.kind !== 'alt') return false;
    const given = piece.options.filter((option) => option.length > 0);
    const meant = given.map((option) =>
      trace
        .meaningsOf(option)
        .flatMap((m) => (m.kind === 'digest' ? [trace.rootOf(m.image)] : m.kind === 'made-list' ? m.images.map((id) => trace.rootOf(id)) : [])),
    );
    const first = meant[0] ?? [];
    return meant.some((roots) => roots.length === 0 || !roots.some((root) => first.includes(root))) || given.some((option) => isOneOfSeveral(trace, option));
  });
}

/** Whether two repository names that are not structurally equal can still be the same. */
function mayBeSame(a: Text, b: Text): boolean {
  if (literalOf(a) !== undefined && literalOf(b) !== undefined) return false;
  return mayIntersect(textOfEach(a), textOfEach(b));
}

function byTag(trace: Trace, ref: ImageRef, near: { readonly run: string; readonly jobKey: string }): readonly ImageMatch[] {
  const at = imagesAt(trace, ref.repository, near);
  const asked: ImageRef = ref.tag === undefined ? { repository: ref.repository, tag: lit('latest') } : ref;
  const exact = at.filter((image) => image.refs.some((r) => sameRef({ repository: r.repository, tag: r.tag ?? lit('latest') }, asked)));
  if (exact.length > 0) {
    const sameJob = exact.filter((i) => i.origin.jobKey === near.jobKey);
    const pool = sameJob.length > 0 ? sameJob : exact;
    const newest = pool.reduce((a, b) => (a.origin.order > b.origin.order ? a : b));
    return [{ image: newest, by: 'tag' }];
  }
  const possible = at.filter((image) =>
    image.refs.some((r) => r.tag === undefined || asked.tag === undefined || mayIntersect(textOfEach(r.tag), textOfEach(asked.tag))),
  );
  return unique(possible.map((image) => ({ image, by: 'maybe' as const })));
}

function imagesAt(trace: Trace, repository: Text, near: { readonly run: string }): readonly ImageNode[] {
  const all = trace.imagesIn(repository);
  const own = all.filter((image) => image.origin.run === near.run);
  return (own.length > 0 ? own : all).toReversed();
}

function unique(matches: readonly ImageMatch[]): readonly ImageMatch[] {
  const seen = new Set<string>();
  return matches.filter((m) => !seen.has(m.image.id) && seen.add(m.image.id));
}

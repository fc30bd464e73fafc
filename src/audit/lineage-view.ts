import type { FileTree } from '../base/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { LineageCell, LineageEdge, LineageNode, LineageNodeKind, LineageView } from './contract.ts';
import type { Answered } from './branch-pushes.ts';
import type { SurfaceReport } from './report.ts';
import { wordsAt } from './words-at.ts';
import { show } from '../values/index.ts';

interface Grouped {
  readonly surface: SurfaceReport;
  readonly units: readonly Answered[];
}

/**
 * The lineage as it is shown. Internal ids are numbered in tracing order; shown ids are made of what a node is and
 * where it was made, so that an unrelated edit does not rename them.
 */
export function lineageView(traced: Traced, grouped: readonly Grouped[], files: FileTree): LineageView {
  const { trace } = traced;
  const evidence = new Map(trace.evidence.map((e) => [e.id, e]));
  const publishes = new Map<string, (typeof trace.publishes)[number]>();
  for (const p of trace.publishes) for (const key of p.sink.kind === 'registry' ? [p.id, p.sink.image] : [p.id]) if (!publishes.has(key)) publishes.set(key, p);
  const nodes = new Map<string, LineageNode>();
  const ids = new Map<string, string>();
  const taken = new Map<string, number>();
  const add = (internal: string, base: string, label: string, kind: LineageNodeKind, at: LineageNode['at']): string => {
    const known = ids.get(internal);
    if (known !== undefined) return known;
    const n = (taken.get(base) ?? 0) + 1;
    taken.set(base, n);
    const id = n === 1 ? base : `${base}#${n}`;
    ids.set(internal, id);
    nodes.set(id, { id, label, kind, at });
    return id;
  };
  const node = (internal: string): string => {
    const known = ids.get(internal);
    if (known !== undefined) return known;
    const [kind, key] = [internal.slice(0, internal.indexOf(':')), internal.slice(internal.indexOf(':') + 1)];
    if (internal === 'source') return add(internal, 'source', 'source', 'source', null);
    if (kind === 'file') {
      const batch = trace.batches.get(key);
      const label = batch === undefined ? 'file' : batch.by;
      return add(internal, `file:${where(batch?.at)}:${slug(label)}`, label, 'file', batch?.at ?? null);
    }
    if (kind === 'image') {
      const image = trace.image(key);
      const label =
        image === undefined
          ? 'image'
          : image.refs
              .map((r) => `${show(r.repository)}${r.tag === undefined ? '' : `:${show(r.tag)}`}`)
              .slice(0, 3)
              .join(', ');
      return add(internal, `image:${where(image?.origin.at)}:${slug(label)}`, label, 'image', image?.origin.at ?? null);
    }
    if (kind === 'evidence') {
      const record = evidence.get(key);
      const label =
        record === undefined
          ? 'evidence'
          : `${record.kind}${record.predicate === undefined ? '' : ` ${record.predicate}`} (${record.mechanism ?? record.tool})`;
      return add(internal, `evidence:${where(record?.origin.at)}:${record?.kind ?? ''}`, label, 'evidence', record?.origin.at ?? null);
    }
    if (kind === 'artifact') return add(internal, `artifact:${slug(key)}`, `workflow artifact`, 'place', null);
    if (kind === 'sink' || kind === 'registry') {
      const publish = publishes.get(key);
      return add(
        internal,
        `place:${where(publish?.origin.at)}`,
        publish === undefined ? kind : publish.sink.kind === 'registry' ? 'registry' : publish.sink.kind === 'release' ? 'GitHub release' : publish.sink.kind,
        'place',
        publish?.origin.at ?? null,
      );
    }
    return add(internal, slug(internal), internal, 'place', null);
  };

  const edges: LineageEdge[] = [];
  const seen = new Map<string, number>();
  const internalEdges: InternalEdge[] = [];
  for (const e of trace.edges) {
    const from = node(e.from);
    const to = node(e.to);
    const key = `${from}\u0001${to}\u0001${e.effect}\u0001${e.at.file}:${e.at.start}`;
    let index = seen.get(key);
    if (index === undefined) {
      index = edges.length;
      seen.set(key, index);
      edges.push({ from, to, effect: e.effect, label: e.label, at: e.at, weakened: e.weakened ?? null });
    }
    internalEdges.push({ from: e.from, to: e.to, index, order: internalEdges.length });
  }
  const touching = edgesByEnd(internalEdges);
  const cells = new Map<string, LineageCell>();
  for (const { surface, units } of grouped) {
    const roots = new Set<string>();
    for (const { unit } of units) {
      for (const f of unit.files) roots.add(`file:${f.batch}`);
      if (unit.image !== undefined) roots.add(`image:${unit.image.id}`);
      // What a client packs and publishes in one has no artifact in between.
      if (unit.publish !== undefined && unit.image === undefined && unit.files.length === 0) roots.add(`sink:${unit.publish.id}`);
    }
    cells.set(surface.id, cellOf(roots, touching, node));
  }
  return { nodes: [...nodes.values()], edges, cells, wordsAt: (at) => wordsAt(at, traced, files) };
}

interface InternalEdge {
  readonly from: string;
  readonly to: string;
  readonly index: number;
  /** Its place among all effects. */
  readonly order: number;
}

interface EdgesByEnd {
  readonly into: ReadonlyMap<string, readonly InternalEdge[]>;
  readonly outOf: ReadonlyMap<string, readonly InternalEdge[]>;
}

function edgesByEnd(edges: readonly InternalEdge[]): EdgesByEnd {
  const into = new Map<string, InternalEdge[]>();
  const outOf = new Map<string, InternalEdge[]>();
  const append = (lists: Map<string, InternalEdge[]>, key: string, edge: InternalEdge): void => {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [edge]);
    else list.push(edge);
  };
  for (const e of edges) {
    append(into, e.to, e);
    append(outOf, e.from, e);
  }
  return { into, outOf };
}

/** All that a surface's artifacts were made from, and the evidence and places directly on them. */
function cellOf(roots: ReadonlySet<string>, edges: EdgesByEnd, node: (internal: string) => string): LineageCell {
  const members = new Set<string>(roots);
  const used = new Set<number>();
  const queue = [...roots];
  for (let at = queue.pop(); at !== undefined && members.size < 4_000; at = queue.pop()) {
    for (const e of edges.into.get(at) ?? []) {
      used.add(e.index);
      if (!members.has(e.from)) {
        members.add(e.from);
        queue.push(e.from);
      }
    }
  }
  const direct =
    roots.size === 1
      ? (edges.outOf.get([...roots][0]!) ?? [])
      : [...roots].flatMap((root) => edges.outOf.get(root) ?? []).toSorted((a, b) => a.order - b.order);
  for (const e of direct) {
    used.add(e.index);
    members.add(e.to);
  }
  return { nodes: [...new Set([...members].map(node))], edges: [...used].toSorted((a, b) => a - b) };
}

function where(at: LineageNode['at'] | undefined): string {
  return at === null || at === undefined ? '' : at.file.split('/').at(-1)!;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.*_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48);
}

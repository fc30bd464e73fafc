import { showSpan, type Span } from '../../../base/index.ts';
import type { AuditReport, LineageEdge, LineageNode, LineageView, SurfaceReport } from '../../../audit/index.ts';

/** A node as it is drawn: one artifact, or several that nothing tells apart. */
export interface DrawnNode {
  readonly key: string;
  readonly kind: LineageNode['kind'];
  readonly labels: readonly string[];
  readonly at: Span | null;
  /** Positions of the surfaces whose way goes through it. */
  readonly surfaces: ReadonlySet<number>;
  /** How many nodes of the lineage it stands for, those of other scenarios aside. */
  readonly folded: number;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly effects: readonly string[];
  readonly at: readonly Span[];
  readonly weakened: string | null;
  readonly surfaces: ReadonlySet<number>;
}

/** The lineage of all surfaces in one drawing. */
export interface Drawn {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Surfaces that found no room. */
  readonly left: readonly number[];
}

interface OpenNode extends DrawnNode {
  readonly labels: string[];
  readonly surfaces: Set<number>;
  folded: number;
}

interface OpenEdge extends DrawnEdge {
  readonly effects: string[];
  readonly at: Span[];
  readonly surfaces: Set<number>;
  weakened: string | null;
}

interface OpenGraph {
  readonly nodes: Map<string, OpenNode>;
  readonly edges: Map<string, OpenEdge>;
}

/** Nodes past which a drawing is no picture any more. */
const mostNodes = 240;
const mostEdges = 900;
/** Edges of the lineage, those of each surface counted, that are looked at for one drawing. */
const mostToFold = 40_000;
/** Surfaces that found no room, past which no other is tried. */
const mostTries = 20;
const mostLabels = 60;

/**
 * Returns what of the lineage is drawn: the ways that end in a surface, each with the surface at its end. Nodes that
 * differ by the scenario alone are one, and so are those with the same origin and the same use.
 */
export function drawnLineage(report: AuditReport, lineage: LineageView): Drawn {
  const source: Source = { report, lineage, nodes: new Map(lineage.nodes.map((node) => [node.id, node])), keys: keysOf(lineage) };
  const all = report.surfaces.map((_, i) => i);
  const whole = fitting(source, all);
  if (whole !== undefined) return finished(whole, []);
  // Too much for one drawing: surfaces in their order, as long as there is room.
  const kept: number[] = [];
  const left: number[] = [];
  let best: OpenGraph = { nodes: new Map(), edges: new Map() };
  for (const number of all) {
    const tried = left.length < mostTries ? fitting(source, [...kept, number]) : undefined;
    if (tried === undefined) left.push(number);
    else {
      kept.push(number);
      best = tried;
    }
  }
  return finished(best, left);
}

/** The drawing of these surfaces, where it is not too large. */
function fitting(source: Source, wanted: readonly number[]): OpenGraph | undefined {
  const edges = wanted.reduce((sum, number) => sum + (source.lineage.cells.get(source.report.surfaces[number]?.id ?? '')?.edges.length ?? 0), 0);
  if (edges > mostToFold) return undefined;
  const graph = foldAlike(take(source, wanted));
  return graph.nodes.size <= mostNodes && graph.edges.size <= mostEdges ? graph : undefined;
}

interface Source {
  readonly report: AuditReport;
  readonly lineage: LineageView;
  readonly nodes: ReadonlyMap<string, LineageNode>;
  readonly keys: ReadonlyMap<string, string>;
}

function finished(graph: OpenGraph, left: readonly number[]): Drawn {
  return { nodes: [...graph.nodes.values()], edges: [...graph.edges.values()], left };
}

/** Where files were put for other jobs says nothing where they only come back: the same files, on the same way. */
function withoutDeadEnds(graph: OpenGraph): OpenGraph {
  const edges = new Map([...graph.edges].filter(([, edge]) => graph.nodes.get(edge.from)?.kind !== 'place' || !graph.edges.has(keyOf(edge.to, edge.from))));
  const leading = new Set([...edges.values()].map((edge) => edge.from));
  const kept = [...edges].filter(([, edge]) => graph.nodes.get(edge.to)?.kind !== 'place' || graph.nodes.get(edge.to)?.at !== null || leading.has(edge.to));
  const used = new Set(kept.flatMap(([, edge]) => [edge.from, edge.to]));
  return { nodes: new Map([...graph.nodes].filter(([key]) => used.has(key))), edges: new Map(kept) };
}

function keyOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function take({ report, lineage, nodes, keys }: Source, wanted: readonly number[]): OpenGraph {
  const graph: OpenGraph = { nodes: new Map(), edges: new Map() };
  const useNode = (id: string, surface: number): string => {
    const key = keys.get(id) ?? id;
    const node = nodes.get(id);
    let drawn = graph.nodes.get(key);
    if (drawn === undefined) {
      drawn = { key, kind: node?.kind ?? 'place', labels: [], at: node?.at ?? null, surfaces: new Set(), folded: 1 };
      graph.nodes.set(key, drawn);
    }
    const label = node?.label ?? id;
    if (drawn.labels.length < mostLabels && !drawn.labels.includes(label)) drawn.labels.push(label);
    drawn.surfaces.add(surface);
    return key;
  };
  const useEdge = (edge: Omit<LineageEdge, 'label'>, from: string, to: string, surface: number): void => {
    if (from === to) return;
    const key = keyOf(from, to);
    const drawn = graph.edges.get(key) ?? { from, to, effects: [], at: [], weakened: edge.weakened, surfaces: new Set<number>() };
    graph.edges.set(key, drawn);
    if (!drawn.effects.includes(edge.effect)) drawn.effects.push(edge.effect);
    if (drawn.at.length < mostLabels && !drawn.at.some((at) => at.file === edge.at.file && at.line === edge.at.line)) drawn.at.push(edge.at);
    // One way that holds is enough.
    if (edge.weakened === null) drawn.weakened = null;
    drawn.surfaces.add(surface);
  };
  for (const number of wanted) {
    const surface = report.surfaces[number];
    const cell = lineage.cells.get(surface?.id ?? '');
    if (surface === undefined || cell === undefined) continue;
    const end = `surface ${number}`;
    const ends = publishedAt(surface);
    for (const position of cell.edges) {
      const edge = lineage.edges[position];
      if (edge === undefined) continue;
      const to = useNode(edge.to, number);
      useEdge(edge, useNode(edge.from, number), to, number);
      const target = nodes.get(edge.to);
      if (target?.kind !== 'place' || target.at === null || !ends.has(showSpan(target.at))) continue;
      if (!graph.nodes.has(end))
        graph.nodes.set(end, { key: end, kind: 'surface', labels: [surface.name], at: surface.at, surfaces: new Set([number]), folded: 1 });
      useEdge({ from: '', to: '', effect: 'is taken from', at: target.at, weakened: null }, to, end, number);
    }
  }
  return withoutDeadEnds(graph);
}

/** Where a surface is published: its files may lie in other places too, and those are other surfaces. */
function publishedAt(surface: SurfaceReport): ReadonlySet<string> {
  const because = Object.values(surface.controls).flatMap((evidence) => evidence.because.filter((one) => one.role === 'publishes'));
  return new Set([surface.at, ...because.map((one) => one.span)].map(showSpan));
}

/** A key for each node, the same for what differs by the scenario alone. */
function keysOf(lineage: LineageView): ReadonlyMap<string, string> {
  const into = new Map<string, Set<string>>();
  for (const edge of lineage.edges) {
    const list = into.get(edge.to) ?? new Set();
    if (list.size < mostLabels) list.add(`${edge.effect} ${edge.at.file}:${edge.at.start}`);
    into.set(edge.to, list);
  }
  return new Map(
    lineage.nodes.map((node) => {
      if (node.at !== null) return [node.id, JSON.stringify([node.kind, node.at.file, node.at.start, node.kind === 'image' ? '' : node.label])];
      // What has no place of its own is what its makers make it.
      return [node.id, JSON.stringify([node.kind, node.label, [...(into.get(node.id) ?? [])].toSorted()])];
    }),
  );
}

/** Joins nodes of one kind that come from the same and go to the same. */
function foldAlike(graph: OpenGraph): OpenGraph {
  let now = graph;
  for (let round = 0; round < 6; round++) {
    const next = foldOnce(now);
    if (next.nodes.size === now.nodes.size) return now;
    now = next;
  }
  return now;
}

function foldOnce(graph: OpenGraph): OpenGraph {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  for (const { from, to } of graph.edges.values()) {
    (after.get(from) ?? after.set(from, []).get(from))?.push(to);
    (before.get(to) ?? before.set(to, []).get(to))?.push(from);
  }
  const names = new Map<string, string>();
  const nodes = new Map<string, OpenNode>();
  for (const node of graph.nodes.values()) {
    const alone = node.kind === 'surface' || node.kind === 'source';
    const shape = JSON.stringify([node.kind, (before.get(node.key) ?? []).toSorted(), (after.get(node.key) ?? []).toSorted(), alone ? node.key : '']);
    const found = nodes.get(shape);
    if (found === undefined) {
      nodes.set(shape, { ...node, labels: [...node.labels], surfaces: new Set(node.surfaces) });
      names.set(node.key, node.key);
      continue;
    }
    names.set(node.key, found.key);
    found.folded += node.folded;
    for (const label of node.labels) if (found.labels.length < mostLabels && !found.labels.includes(label)) found.labels.push(label);
    for (const surface of node.surfaces) found.surfaces.add(surface);
  }
  const edges = new Map<string, OpenEdge>();
  for (const edge of graph.edges.values()) {
    const from = names.get(edge.from) ?? edge.from;
    const to = names.get(edge.to) ?? edge.to;
    const key = keyOf(from, to);
    const found = edges.get(key);
    if (found === undefined) {
      edges.set(key, { ...edge, from, to, effects: [...edge.effects], at: [...edge.at], surfaces: new Set(edge.surfaces) });
      continue;
    }
    for (const effect of edge.effects) if (!found.effects.includes(effect)) found.effects.push(effect);
    for (const at of edge.at) if (found.at.length < mostLabels) found.at.push(at);
    for (const surface of edge.surfaces) found.surfaces.add(surface);
    if (edge.weakened === null) found.weakened = null;
  }
  return { nodes: new Map([...nodes.values()].map((node) => [node.key, node])), edges };
}

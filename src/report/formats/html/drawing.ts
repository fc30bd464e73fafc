import { graphlib, layout } from '@dagrejs/dagre';
import { showSpan } from '../../../base/index.ts';
import { printable } from '../../escape.ts';
import { shortName } from '../../short-name.ts';
import { cut } from '../../width.ts';
import type { Context } from './context.ts';
import type { Drawn, DrawnEdge, DrawnNode } from './graph.ts';
import { html } from './text.ts';

const size = { width: 214, height: 42 } as const;
const labelColumns = 28;
const subColumns = 33;
const fewTold = 12;

interface Point {
  readonly x: number;
  readonly y: number;
}

const kindWords = { source: 'source', file: 'made by', image: 'image', list: 'list', evidence: 'evidence', place: 'place', surface: 'surface' } as const;

/** The drawing as SVG, laid out from left to right. */
export function drawing(context: Context, drawn: Drawn): string {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 56, edgesep: 8, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  // Names of the repository are no keys of the layout's own objects.
  const names = new Map(drawn.nodes.map((node, i) => [node.key, `n${i}`]));
  for (const node of drawn.nodes) graph.setNode(names.get(node.key) ?? '', { ...size });
  for (const edge of drawn.edges) {
    const [from, to] = [names.get(edge.from), names.get(edge.to)];
    if (from !== undefined && to !== undefined) graph.setEdge(from, to);
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  const edges = drawn.edges.map((edge) => edgePart(context, edge, pointsOf(graph, names.get(edge.from), names.get(edge.to))));
  const nodes = drawn.nodes.map((node) => nodePart(context, node, graph.node(names.get(node.key) ?? '') as Point));
  const box = { width: Math.ceil(width), height: Math.ceil(height) };
  return `<svg id="drawing" role="group" aria-label="The lineage of what is published, from left to right" xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}" viewBox="0 0 ${box.width} ${box.height}">
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
<g class="edges">${edges.join('\n')}</g>
<g class="nodes">${nodes.join('\n')}</g>
</svg>`;
}

function pointsOf(graph: graphlib.Graph, from: string | undefined, to: string | undefined): readonly Point[] {
  if (from === undefined || to === undefined) return [];
  return ((graph.edge(from, to) as { readonly points?: readonly Point[] } | undefined)?.points ?? []).map(({ x, y }) => ({ x: round(x), y: round(y) }));
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

/** Smooth through the middles between the points that the layout gives. */
function curve(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [here, after] = [points[i]!, points[i + 1]!];
    const end = i === points.length - 2 ? after : { x: round((here.x + after.x) / 2), y: round((here.y + after.y) / 2) };
    path += `Q${here.x} ${here.y} ${end.x} ${end.y}`;
  }
  return points.length < 3 ? `${path}L${last.x} ${last.y}` : path;
}

function edgePart(context: Context, edge: DrawnEdge, points: readonly Point[]): string {
  const where = edge.at.slice(0, fewTold).map((at) => showSpan(at));
  const title = `${edge.effects.join(', ')} (${where.join(', ')})${edge.weakened === null ? '' : `, weakened: ${edge.weakened}`}`;
  const places = [...new Set(edge.at.map((at) => context.place(at)))];
  return `<path class="e${edge.weakened === null ? '' : ' weak'}" data-s="${[...edge.surfaces].join(' ')}" data-p="${places.join(' ')}" d="${curve(points)}" marker-end="url(#head)"><title>${html(title)}</title></path>`;
}

function nodePart(context: Context, node: DrawnNode, at: Point): string {
  const left = round(at.x - size.width / 2);
  const top = round(at.y - size.height / 2);
  const places = node.at === null ? '' : String(context.place(node.at));
  const told = node.labels.slice(0, fewTold).map(printable);
  const more = node.labels.length > fewTold ? ` and ${node.labels.length - fewTold} more` : '';
  const title = `${kindWords[node.kind]}: ${told.join(', ')}${more}${node.at === null ? '' : ` (${showSpan(node.at)})`}`;
  const body = `<rect x="${left}" y="${top}" width="${size.width}" height="${size.height}" rx="${node.kind === 'source' || node.kind === 'surface' ? size.height / 2 : 5}"/>
<text x="${left + 12}" y="${top + 17}">${html(labelOf(context, node))}</text>
<text class="sub" x="${left + 12}" y="${top + 33}">${html(subOf(node))}</text><title>${html(title)}</title>`;
  const [surface] = node.surfaces;
  const inner = node.kind === 'surface' && surface !== undefined ? `<a href="#s-${surface}">${body}</a>` : body;
  return `<g class="n ${node.kind}" data-s="${[...node.surfaces].join(' ')}" data-p="${places}">${inner}</g>`;
}

function labelOf(context: Context, node: DrawnNode): string {
  const [number] = node.surfaces;
  const surface = node.kind === 'surface' && number !== undefined ? context.input.report.surfaces[number] : undefined;
  if (surface !== undefined) return surface.kind === 'container-image' ? cutStart(context.title(surface.id)) : cut(context.title(surface.id), labelColumns);
  const first = node.labels[0] ?? '';
  if (node.kind === 'image')
    return cutStart(printable(shortName({ kind: 'container-image', name: first, members: node.labels.flatMap((one) => one.split(', ')) })));
  const others = node.labels.length - 1;
  return others > 0 ? `${cut(printable(first), labelColumns - 5)} +${others}` : cut(printable(first), labelColumns);
}

/** Variants of an image differ at their ends. */
function cutStart(text: string): string {
  return text.length <= labelColumns ? text : `…${text.slice(1 - labelColumns)}`;
}

/** Kind, number and place; a long file name is shortened before its line number is. */
function subOf(node: DrawnNode): string {
  const kind = `${kindWords[node.kind]}${node.folded > 1 ? ` ×${node.folded}` : ''}`;
  if (node.at === null) return kind;
  const line = `:${node.at.line}`;
  const file = printable(node.at.file.split('/').at(-1) ?? '');
  return `${kind} · ${cut(file, subColumns - kind.length - 3 - line.length)}${line}`;
}

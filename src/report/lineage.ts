import { showSpan } from '../base/index.ts';
import type { LineageEdge, LineageNode, LineageView } from '../audit/index.ts';
import { logSafe, printable } from './escape.ts';

export type LineageFormat = 'text' | 'mermaid' | 'dot';

/** Returns the lineage, or the part of it that belongs to one surface, in a form that a person or a drawing tool reads. */
export function renderLineage(lineage: LineageView, surface: string | undefined, format: LineageFormat): string {
  const part = partOf(lineage, surface);
  switch (format) {
    case 'text':
      return asText(part);
    case 'mermaid':
      return asMermaid(part);
    case 'dot':
      return asDot(part);
    default: {
      const never: never = format;
      return never;
    }
  }
}

interface Part {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

function partOf(lineage: LineageView, surface: string | undefined): Part {
  if (surface === undefined) return lineage;
  const cell = lineage.cells.get(surface);
  const wanted = new Set(cell?.nodes ?? []);
  const edges = (cell?.edges ?? []).map((position) => lineage.edges[position]).filter((edge) => edge !== undefined);
  return { nodes: lineage.nodes.filter((node) => wanted.has(node.id)), edges };
}

function edgeLabel(edge: LineageEdge): string {
  const label = edge.label === '' || edge.label === edge.effect ? edge.effect : `${edge.effect}: ${edge.label}`;
  return edge.weakened === null ? label : `${label} (weakened: ${edge.weakened})`;
}

function asText(part: Part): string {
  const nodes = part.nodes.map(
    (node) => `${printable(node.id)}  ${node.kind}  ${printable(node.label)}${node.at === null ? '' : `  ${printable(showSpan(node.at))}`}`,
  );
  const edges = part.edges.map((edge) => `${printable(edge.from)} -> ${printable(edge.to)}  ${printable(edgeLabel(edge))}  ${printable(showSpan(edge.at))}`);
  if (nodes.length === 0 && edges.length === 0) return 'the lineage is empty\n';
  return `${logSafe([...nodes, '', ...edges].join('\n').trimEnd())}\n`;
}

/** Short names for drawing: an id may hold anything, a drawing's own names may not. */
function drawingNames(part: Part): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const id of [...part.nodes.map((node) => node.id), ...part.edges.flatMap((edge) => [edge.from, edge.to])])
    if (!names.has(id)) names.set(id, `n${names.size + 1}`);
  return names;
}

const mermaidShapes: Readonly<Record<LineageNode['kind'], { readonly open: string; readonly close: string }>> = {
  source: { open: '(', close: ')' },
  file: { open: '[', close: ']' },
  image: { open: '[[', close: ']]' },
  list: { open: '[/', close: '/]' },
  evidence: { open: '{{', close: '}}' },
  place: { open: '[(', close: ')]' },
  surface: { open: '([', close: '])' },
};

function asMermaid(part: Part): string {
  const names = drawingNames(part);
  const lines = ['flowchart LR'];
  for (const node of part.nodes)
    lines.push(`  ${names.get(node.id)}${mermaidShapes[node.kind].open}"${mermaidText(node.label)}"${mermaidShapes[node.kind].close}`);
  for (const edge of part.edges)
    lines.push(`  ${names.get(edge.from)} ${edge.weakened === null ? '-->' : '-.->'}|"${mermaidText(edgeLabel(edge))}"| ${names.get(edge.to)}`);
  return `${lines.join('\n')}\n`;
}

/** Everything but letters, digits and a few harmless marks as a numeric entity, Mermaid's own escape. */
function mermaidText(text: string): string {
  const plain = printable(text).replace(/[^\p{L}\p{N} _.,/:*@+=-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
  return plain === '' ? ' ' : plain;
}

const dotShapes: Readonly<Record<LineageNode['kind'], string>> = {
  source: 'oval',
  file: 'box',
  image: 'box3d',
  list: 'note',
  evidence: 'hexagon',
  place: 'cylinder',
  surface: 'doubleoctagon',
};

function asDot(part: Part): string {
  const names = drawingNames(part);
  const lines = ['digraph lineage {', '  rankdir=LR;'];
  for (const node of part.nodes) lines.push(`  ${names.get(node.id)} [label=${dotText(node.label)}, shape=${dotShapes[node.kind]}];`);
  for (const edge of part.edges)
    lines.push(`  ${names.get(edge.from)} -> ${names.get(edge.to)} [label=${dotText(edgeLabel(edge))}${edge.weakened === null ? '' : ', style=dashed'}];`);
  return `${[...lines, '}'].join('\n')}\n`;
}

/** A DOT string: quoted, with `"` and `\` escaped, and `&` so that no HTML entity is read. */
function dotText(text: string): string {
  return `"${printable(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;')}"`;
}

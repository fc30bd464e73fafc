import type { DecidedOn } from '../decisions/index.ts';
import type { LineageEdge, LineageNode, LineageView } from './contract.ts';
import type { AuditReport, FindingReport } from './report.ts';
import { substancesOf } from './substance.ts';

/** The controls whose answers a decision rests on; which documents tell how to check it is none of them. */
const restsOn = ['hashes', 'signature', 'sbom', 'provenance'] as const;

/**
 * The facts that a decision rests on: which findings, how bad each is, what they join and which commands they quote; of their
 * surfaces who publishes them, when, by which path, made how and with what evidence. No line numbers, and no words of a message, so
 * that neither an unrelated edit nor another wording changes them.
 */
export function premiseFacts(on: DecidedOn, report: Pick<AuditReport, 'findings' | 'surfaces' | 'recipes'>, lineage: () => LineageView): readonly string[] {
  const findings = report.findings.filter((one) => on.findings.includes(one.id));
  const ids = new Set([...on.surfaces, ...findings.flatMap((one) => (one.surface === null ? [] : [one.surface]))]);
  const surfaces = report.surfaces.filter((one) => ids.has(one.id));
  const is = findings.length === 0 ? new Map<string, string>() : substancesIn(report);
  const without = findings.filter((one) => one.surface === null);
  return [
    ...findings.map((one) => `finding ${one.id} ${is.get(one.id) ?? ''}`),
    ...findings.flatMap((one) => one.parts.map((part) => `part of ${one.id}: ${part} ${is.get(part) ?? ''}`)),
    ...on.rows.map((row) => `row ${row}`),
    ...surfaces.flatMap((one) => [
      `surface ${one.id} by ${one.publishedBy.workflow} ${one.publishedBy.job} ${one.publishedBy.config}`,
      ...one.scenarios.map((scenario) => `on ${one.id} ${scenario}`),
      ...restsOn.map((control) => `cell ${one.id} ${control} ${one.controls[control].status}`),
    ]),
    ...(surfaces.length === 0
      ? []
      : edgeFacts(
          surfaces.map((one) => one.id),
          lineage(),
        )),
    ...without.flatMap((one) => factsAround(one, lineage()).map((fact) => `around ${one.id} ${fact}`)),
  ];
}

const substances = new WeakMap<readonly FindingReport[], ReadonlyMap<string, string>>();

function substancesIn(report: Pick<AuditReport, 'findings' | 'recipes'>): ReadonlyMap<string, string> {
  const found = substances.get(report.findings) ?? substancesOf(report);
  substances.set(report.findings, found);
  return found;
}

const nodesOf = new WeakMap<LineageView, ReadonlyMap<string, string>>();

/** Of each node what stays of it; a file may have a thousand decisions, each of which asks. */
function nodeFacts(lineage: LineageView): ReadonlyMap<string, string> {
  const found = nodesOf.get(lineage) ?? new Map(lineage.nodes.map((node) => [node.id, nodeFact(node)]));
  nodesOf.set(lineage, found);
  return found;
}

function edgeFacts(surfaces: readonly string[], lineage: LineageView): readonly string[] {
  const nodes = nodeFacts(lineage);
  return surfaces.flatMap((id) =>
    (lineage.cells.get(id)?.edges ?? []).flatMap((i) => {
      const edge = lineage.edges[i];
      return edge === undefined ? [] : [`${id} ${edgeFact(edge, nodes, lineage)}`];
    }),
  );
}

const edgesInto = new WeakMap<LineageView, ReadonlyMap<string, readonly LineageEdge[]>>();

/** What the place of a finding that has no surface takes, and how that was made; where nothing is made or taken there, all of its file. */
function factsAround({ at }: FindingReport, lineage: LineageView): readonly string[] {
  const nodes = nodeFacts(lineage);
  const here = lineage.edges.filter((edge) => edge.at.file === at.file && edge.at.start === at.start);
  const found = new Set(here.length > 0 ? here : lineage.edges.filter((edge) => edge.at.file === at.file));
  const into = edgesInto.get(lineage) ?? Map.groupBy(lineage.edges, (edge) => edge.to);
  edgesInto.set(lineage, into);
  const queue = here.map((edge) => edge.from);
  const seen = new Set(queue);
  for (const edge of lineage.edges) if (seen.has(edge.from)) found.add(edge);
  for (let node = queue.pop(); node !== undefined && seen.size < 4_000; node = queue.pop()) {
    for (const edge of into.get(node) ?? []) {
      found.add(edge);
      if (!seen.has(edge.from)) queue.push(edge.from);
      seen.add(edge.from);
    }
  }
  return [...found].map((edge) => edgeFact(edge, nodes, lineage));
}

const edgesOf = new WeakMap<LineageEdge, string>();

function edgeFact(edge: LineageEdge, nodes: ReadonlyMap<string, string>, lineage: LineageView): string {
  const fact =
    edgesOf.get(edge) ?? `${nodes.get(edge.from) ?? '?'} ${edge.effect} ${nodes.get(edge.to) ?? '?'} ${edge.weakened ?? ''} by ${lineage.wordsAt(edge.at)}`;
  edgesOf.set(edge, fact);
  return fact;
}

/** Shown ids are numbered; what a node is and where it is from stays. */
function nodeFact(node: LineageNode): string {
  return `${node.kind} ${node.label} ${node.at?.file ?? ''}`;
}

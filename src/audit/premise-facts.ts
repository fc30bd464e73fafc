import type { DecidedOn } from '../decisions/index.ts';
import type { LineageEdge, LineageNode, LineageView } from './contract.ts';
import type { AuditReport } from './report.ts';

/** The controls whose answers a decision rests on; which documents tell how to check it is none of them. */
const restsOn = ['hashes', 'signature', 'sbom', 'provenance'] as const;

/**
 * The facts that a decision rests on: which findings, and of their surfaces who publishes them, when, by which path and with what
 * evidence. No line numbers, and no words of a message, so that neither an unrelated edit nor another wording changes them.
 */
export function premiseFacts(on: DecidedOn, report: Pick<AuditReport, 'findings' | 'surfaces'>, lineage: () => LineageView): readonly string[] {
  const findings = report.findings.filter((one) => on.findings.includes(one.id));
  const ids = new Set([...on.surfaces, ...findings.flatMap((one) => (one.surface === null ? [] : [one.surface]))]);
  const surfaces = report.surfaces.filter((one) => ids.has(one.id));
  return [
    ...findings.map((one) => `finding ${one.id}`),
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
  ];
}

const factsOf = new WeakMap<LineageView, ReadonlyMap<string, string>>();

/** Of each node what stays of it; a file may have a thousand decisions, each of which asks. */
function nodeFacts(lineage: LineageView): ReadonlyMap<string, string> {
  const facts = factsOf.get(lineage) ?? new Map(lineage.nodes.map((node) => [node.id, nodeFact(node)]));
  factsOf.set(lineage, facts);
  return facts;
}

function edgeFacts(surfaces: readonly string[], lineage: LineageView): readonly string[] {
  const nodes = nodeFacts(lineage);
  return surfaces.flatMap((id) =>
    (lineage.cells.get(id)?.edges ?? []).flatMap((i) => {
      const edge = lineage.edges[i];
      return edge === undefined ? [] : [`${id} ${edgeFact(edge, nodes)}`];
    }),
  );
}

function edgeFact(edge: LineageEdge, nodes: ReadonlyMap<string, string>): string {
  return `${nodes.get(edge.from) ?? '?'} ${edge.effect} ${nodes.get(edge.to) ?? '?'} ${edge.weakened ?? ''}`;
}

/** Shown ids are numbered; what a node is and where it is from stays. */
function nodeFact(node: LineageNode): string {
  return `${node.kind} ${node.label} ${node.at?.file ?? ''}`;
}

import type { AuditReport } from '../audit/index.ts';
import { printable } from './escape.ts';
import { prose } from './markdown-text.ts';

/** What the service said, one line for each fact, and one for all that is unknown for the same reason; empty where it was not asked. */
export function serviceLines(report: AuditReport): readonly string[] {
  const { api } = report.service;
  if (api === null) return [];
  const { known, open } = sorted(report);
  return [
    `the service says (${printable(api)}):`,
    ...known.map(({ what, answer }) => `${printable(what)}: ${printable(answer)}`),
    ...open.map(({ reason, whats }) => `unknown, ${printable(reason)}: ${whats.map(printable).join(', ')}`),
  ];
}

/** The same as a list of Markdown, with the sentence that leads to it. */
export function serviceMarkdown(report: AuditReport): readonly string[] {
  const { api } = report.service;
  if (api === null) return [];
  const { known, open } = sorted(report);
  return [
    '',
    `What the service says, asked at ${prose(api)} and not scored:`,
    '',
    ...known.map(({ what, answer }) => `- ${prose(what)}: ${prose(answer)}`),
    ...open.map(({ reason, whats }) => `- unknown, ${prose(reason)}: ${whats.map(prose).join(', ')}`),
  ];
}

/** How far the network was used. */
export function networkText({ service }: AuditReport): string {
  return service.api === null
    ? 'nothing of the repository was executed and no network was used. What only the service knows (rulesets, environments, package settings) was not read.'
    : 'nothing of the repository was executed. What only the service knows (rulesets, environments, releases, runs) was asked of it with reading requests alone.';
}

function sorted({ service }: AuditReport): {
  readonly known: readonly { readonly what: string; readonly answer: string }[];
  readonly open: readonly { readonly reason: string; readonly whats: readonly string[] }[];
} {
  const known = service.facts.flatMap(({ what, answer }) => (answer === null ? [] : [{ what, answer }]));
  const unanswered = Map.groupBy(
    service.facts.filter(({ answer }) => answer === null),
    ({ reason }) => reason ?? '',
  );
  return { known, open: [...unanswered].map(([reason, facts]) => ({ reason, whats: facts.map(({ what }) => what) })) };
}

import type { FindingReport, Rule } from '../../audit/index.ts';
import { printable } from '../escape.ts';
import type { ReportingDescriptor, Result } from './sarif-shape.ts';

const levels = { high: 'error', medium: 'warning', low: 'note', info: 'note' } as const;

/** GitHub reads high from 7, medium from 4 and low above 0. */
const scores = { high: '8.0', medium: '5.5', low: '3.0', info: '0.5' } as const;

const precisions = { high: 'very-high', medium: 'high', low: 'medium' } as const;

/** The level that viewers know for a severity. */
export function levelOf(severity: FindingReport['severity']): Result['level'] {
  return levels[severity];
}

/** What a rule says of itself, as viewers show it beside a result. */
export function ruleDescriptor(rule: Rule): ReportingDescriptor {
  const { why, blindSpots, refs, mapping } = rule.about();
  const tags = [
    'security',
    'supply-chain',
    ...(mapping.cwe ?? []).map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
    ...(mapping.osps ?? []).map((id) => `external/osps-baseline/${id.toLowerCase()}`),
    ...(mapping.slsa ?? []).map((level) => `external/slsa/${level.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')}`),
  ];
  const parts = [
    { title: 'Why it matters', body: why },
    { title: 'What to do', body: sentence(rule.remedy) },
    { title: 'What it cannot see', body: blindSpots },
  ];
  const list = refs.map((one) => `- <${one}>`).join('\n');
  return {
    id: rule.id,
    name: rule.id
      .split('-')
      .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
      .join(''),
    shortDescription: { text: sentence(rule.summary) },
    fullDescription: { text: why },
    help: {
      text: [...parts.map(({ title, body }) => `${title}: ${body}`), ...(refs.length === 0 ? [] : [`References: ${refs.join(' ')}`])].join('\n\n'),
      markdown: [...parts.map(({ title, body }) => `**${title}.** ${body}`), ...(list === '' ? [] : [`**References**\n\n${list}`])].join('\n\n'),
    },
    ...(refs[0] === undefined ? {} : { helpUri: refs[0] }),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags,
      precision: precisions[rule.confidence],
      'problem.severity': problemSeverity(rule.severity),
      'security-severity': scores[rule.severity],
    },
  };
}

function problemSeverity(severity: FindingReport['severity']): string {
  return severity === 'high' ? 'error' : severity === 'medium' ? 'warning' : 'recommendation';
}

/** Text as a SARIF message shows it: no link and no placeholder of its own (2.1.0, 3.11.5 and 3.11.6). */
export function messageText(text: string): string {
  return closed(
    printable(text)
      .replace(/\[(?=[^[\]]*\]\()/g, '\\[')
      .replace(/\{(\d+)\}/g, '{{$1}}'),
  );
}

function sentence(text: string): string {
  return closed(text.slice(0, 1).toUpperCase() + text.slice(1));
}

function closed(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

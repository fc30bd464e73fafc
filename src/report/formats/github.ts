import type { FindingReport } from '../../audit/index.ts';
import { chosenFindings } from '../chosen.ts';
import { printable } from '../escape.ts';
import { count } from '../words.ts';
import type { LateInput } from './input.ts';
import { Regions } from './region.ts';

/** GitHub shows ten annotations of each level for a step. */
const shownOfALevel = 10;

const levels = { high: 'error', medium: 'warning', low: 'notice', info: 'notice' } as const;
type Level = (typeof levels)[keyof typeof levels];

/**
 * Returns the findings as workflow commands that annotate lines, worst first and no more than GitHub shows.
 * See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
export function renderGithub(input: LateInput): string {
  const { report } = input;
  const { findings, decided, known, further } = chosenFindings(report, input);
  const regions = new Regions(input.textOf);
  const lines: string[] = [];
  const left = new Map<Level, number>();
  const said = new Set<string>();
  const shown = new Map<Level, number>();
  // What a change brings is what its author can mend now.
  for (const finding of [...findings.filter((one) => one.change === 'new'), ...findings.filter((one) => one.change !== 'new')]) {
    const level = levels[finding.severity];
    const key = JSON.stringify([finding.rule, finding.message, finding.at.file, finding.at.line]);
    // One step that publishes several things is one line to mend.
    if (said.has(key)) continue;
    said.add(key);
    const number = shown.get(level) ?? 0;
    if (number < shownOfALevel) {
      shown.set(level, number + 1);
      lines.push(annotation(level, finding, regions));
    } else left.set(level, (left.get(level) ?? 0) + 1);
  }
  const more = [...left].map(([level, n]) => count(n, `more ${level}`));
  if (more.length > 0) lines.push(`${more.join(', ')}, which GitHub would not show in this step`);
  if (decided > 0) lines.push(`${count(decided, 'finding')} answered by a decision`);
  if (known > 0) lines.push(`${count(known, 'finding')} known to the baseline`);
  if (further > 0) lines.push(`${count(further, 'finding')} for careful readers: add --all`);
  if (lines.length === 0) lines.push(report.surfaces.length === 0 ? 'no release surface was found' : 'no finding');
  return `${lines.join('\n')}\n`;
}

function annotation(level: Level, finding: FindingReport, regions: Regions): string {
  const region = regions.of(finding.at);
  const onOneLine = region.endLine === region.startLine && region.endColumn !== undefined;
  const properties = {
    file: finding.at.file,
    line: region.startLine,
    endLine: region.endLine,
    // Columns mean something on one line alone.
    ...(onOneLine ? { col: region.startColumn, endColumn: region.endColumn } : {}),
    title: `${finding.change === 'new' ? 'new: ' : ''}${printable(finding.rule)}`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${list.join(',')}::${data(`${printable(finding.message)}\n${printable(finding.action)}`)}`;
}

/** A workflow command ends at its line; `%` is its own escape. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

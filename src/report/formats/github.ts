import type { FindingReport } from '../../audit/index.ts';
import { exposedText } from '../against.ts';
import { chosenFindings } from '../chosen.ts';
import { decidedByChange, decidedByChangeText } from '../decided-by-change.ts';
import { whoDecided } from '../decisions.ts';
import { printable } from '../escape.ts';
import { count } from '../words.ts';
import type { LateInput } from './input.ts';
import { titlesOf } from '../titles.ts';
import { unreadWorkflows } from '../unread.ts';
import { Regions } from './region.ts';

/** GitHub shows ten annotations of each level for a step. */
const shownOfALevel = 10;
const fewSurfaces = 3;

const levels = { high: 'error', medium: 'warning', low: 'notice', info: 'notice' } as const;
type Level = (typeof levels)[keyof typeof levels];

/**
 * Returns the findings as workflow commands that annotate lines, worst first and no more than GitHub shows.
 * See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
export function renderGithub(input: LateInput): string {
  const { report } = input;
  const { findings, settled, decided, known, further } = chosenFindings(report, input);
  const regions = new Regions(input.textOf);
  const lines: string[] = [];
  const left = new Map<Level, number>();
  const shown = new Map<Level, number>();
  const titles = titlesOf(report.surfaces);
  for (const { path, line, reason } of unreadWorkflows(report)) {
    const number = shown.get('warning') ?? 0;
    shown.set('warning', number + 1);
    const properties = `file=${property(fileIn(input.target, path))},line=${line},title=workflow not read`;
    if (number < shownOfALevel) lines.push(`::warning ${properties}::${data(`what this workflow publishes is not known: ${printable(reason)}`)}`);
    else left.set('warning', (left.get('warning') ?? 0) + 1);
  }
  // What a change brings is what its author can mend now.
  const ordered = [...findings.filter((one) => one.change === 'new'), ...findings.filter((one) => one.change !== 'new')];
  // One step that publishes several things is one line to mend.
  for (const [finding, ...alike] of Map.groupBy(ordered, (one) => JSON.stringify([one.rule, one.message, one.at.file, one.at.line])).values()) {
    if (finding === undefined) continue;
    const level = levels[finding.severity];
    const number = shown.get(level) ?? 0;
    if (number < shownOfALevel) {
      shown.set(level, number + 1);
      const of = [finding, ...alike].flatMap(({ surface }) => (surface === null ? [] : [titles.get(surface) ?? surface]));
      lines.push(annotation(level, finding, { file: fileIn(input.target, finding.at.file), of: [...new Set(of)], region: regions.of(finding.at) }));
    } else left.set(level, (left.get(level) ?? 0) + 1);
  }
  const more = [...left].map(([level, n]) => count(n, `more ${level}`));
  if (more.length > 0) lines.push(`${more.join(', ')}, which GitHub would not show in this step`);
  for (const one of (report.against?.exposed ?? []).slice(0, shownOfALevel)) lines.push(`newly exposed: ${printable(exposedText(one))}`);
  for (const one of decidedByChange(report).slice(0, shownOfALevel)) lines.push(printable(decidedByChangeText(one, report)));
  const answered = report.findings.filter((one) => one.change === 'new' && settled.get(one.id) === 'decided');
  const own = new Set(report.dispositions.flatMap((one) => (one.change === undefined ? [] : [one.id])));
  for (const one of answered.slice(0, shownOfALevel))
    lines.push(
      `new with this change and answered by a decision${own.has(one.disposition ?? '') ? ' of its own' : ''}: ${one.severity}: ${printable(one.message)} (${printable(one.rule)})`,
    );
  if (decided > 0) lines.push(`${count(decided, 'finding')} answered by a decision${printable(whoDecided(report))}`);
  if (known > 0) lines.push(`${count(known, 'finding')} known to the baseline`);
  if (further > 0) lines.push(`${count(further, 'finding')} for careful readers: add --all`);
  if (lines.length === 0) lines.push(report.surfaces.length === 0 ? 'no release surface was found' : 'no finding');
  return `${lines.join('\n')}\n`;
}

/** A file as the step that runs this would name it: annotations are shown on paths from the folder of the run. */
function fileIn(target: string, file: string): string {
  const folder = target.replace(/^(?:\.\/+)+/, '').replace(/\/+$/, '');
  return folder === '' || folder === '.' ? file : `${folder}/${file}`;
}

interface Shown {
  readonly file: string;
  /** The titles of the surfaces that have it. */
  readonly of: readonly string[];
  readonly region: ReturnType<Regions['of']>;
}

function annotation(level: Level, finding: FindingReport, { file, of, region }: Shown): string {
  const onOneLine = region.endLine === region.startLine && region.endColumn !== undefined;
  const properties = {
    file,
    line: region.startLine,
    endLine: region.endLine,
    // Columns mean something on one line alone.
    ...(onOneLine ? { col: region.startColumn, endColumn: region.endColumn } : {}),
    title: `${finding.change === 'new' ? 'new: ' : ''}${printable(finding.rule)}`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const named =
    of.length === 0 ? [] : [`${printable(of.slice(0, fewSurfaces).join(', '))}${of.length > fewSurfaces ? ` and ${of.length - fewSurfaces} more` : ''}`];
  return `::${level} ${list.join(',')}::${data([printable(finding.message), ...named, printable(finding.action)].join('\n'))}`;
}

/** A workflow command ends at its line; `%` is its own escape. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import { showSpan, type Span } from '../base/index.ts';
import type { AuditReport, FindingReport } from '../audit/index.ts';
import { logSafe, printable } from './escape.ts';
import { exposedText } from './against.ts';
import { decidedByChange, decidedByChangeText } from './decided-by-change.ts';
import { claimLine } from './claims.ts';
import { callName, commandLines } from './call-name.ts';
import { baselineText, decisionsText, settledText } from './decisions.ts';
import { cellToAsk, gapsOf, isFor, type Gap } from './findings.ts';
import { severities } from './settled.ts';
import { matrixLines } from './matrix.ts';
import { serviceLines } from './service.ts';
import { painter, type Paint } from './style.ts';
import { columnsOf, cut, fit, wrap } from './width.ts';
import { titlesOf } from './titles.ts';
import { count, enforcement, shellWord } from './words.ts';
import { groupedUnread } from './unread.ts';

export interface TerminalOptions {
  /** Columns; below 68 it is laid out for 68. */
  readonly width: number;
  readonly colour: boolean;
  /** Show every gap, name and unread place instead of the first few. */
  readonly all: boolean;
  /** The folder as the person typed it. */
  readonly target: string;
  /** Whether edits are known for the rule of one of the findings that are shown. */
  readonly mendable?: boolean;
  /** For whom the findings are that are shown; `everyone` when left out. */
  readonly audience?: FindingReport['audience'];
}

/** Below this the five columns of the matrix do not fit beside a name. */
const leastWidth = 68;
const fewGaps = 6;
const fewUnread = 3;

/** Returns the report for a terminal, ending in a line break: the matrix, then what a maintainer does next. */
export function renderTerminal(report: AuditReport, options: TerminalOptions): string {
  const width = Math.max(leastWidth, options.width);
  const paint = painter(options);
  const blocks: (readonly string[])[] = [heading(report, { ...options, width }, paint)];
  if (report.surfaces.length === 0) blocks.push(indented(`no release surface found: ${whyNone(report)}`, width));
  else blocks.push(matrixLines(report.surfaces, { width, paint, all: options.all }));
  blocks.push(notes(report, options.all, width));
  blocks.push(serviceLines(report).flatMap((line, i) => (i === 0 ? indented(line, width) : indented(line, width - 2).map((one) => `  ${one}`))));
  blocks.push(gapLines(report, { ...options, width }, paint));
  blocks.push(unreadLines(report, options.all, width, paint));
  blocks.push(nextLines(report, options, width));
  const text = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  return `${logSafe(text)}\n`;
}

function heading(report: AuditReport, options: TerminalOptions, paint: Paint): readonly string[] {
  const { repository } = report;
  const left = `sealwright audit ${printable(shellWord(options.target))}`;
  const commit = repository.commit === null ? '' : ` @ ${printable(repository.commit.slice(0, 7))}`;
  const right = `${printable(repository.name)}${commit}   ${count(repository.workflows, 'workflow')}, ${repository.releaseWorkflows} release`;
  const room = options.width - columnsOf(left) - columnsOf(right);
  if (room < 2) return [paint('bold', cut(left, options.width)), ...wrap(right, options.width)];
  return [`${paint('bold', left)}${' '.repeat(room)}${right}`];
}

function whyNone(report: AuditReport): string {
  if (report.repository.workflows === 0)
    return report.unread.length === 0 ? 'there is no workflow here that could publish something' : 'no workflow could be read; see what was not analysed';
  const read = count(report.repository.workflows, 'workflow');
  return report.unread.length === 0 ? `nothing in ${read} publishes` : `nothing that was read in ${read} publishes; see what was not analysed`;
}

function notes(report: AuditReport, all: boolean, width: number): readonly string[] {
  const lines: string[] = [];
  if (report.against !== undefined) {
    const { ref, gone, exposed, cured } = report.against;
    lines.push(
      ...indented(
        `compared with ${printable(ref)}: ${gone.length === 0 ? 'no surface is gone' : `gone: ${some(gone.map(printable), all ? Infinity : 6)}`}`,
        width,
      ),
    );
    for (const one of all ? exposed : exposed.slice(0, fewGaps)) lines.push(...indented(printable(exposedText(one)), width));
    const fresh = report.findings.filter((one) => one.change === 'new').length;
    for (const one of decidedByChange(report)) lines.push(...indented(printable(decidedByChangeText(one, report)), width));
    if (fresh + cured.length > 0) lines.push(...indented(`findings: ${fresh} new, ${cured.length} gone`, width));
  }
  const notReleased = report.inventory.filter((entry) => entry.kind === 'not-released').map((entry) => printable(entry.what));
  if (notReleased.length > 0) lines.push(...indented(`not released: ${some(notReleased, all ? Infinity : 6)}`, width));
  const promised = report.inventory.flatMap((entry) => (entry.kind === 'promise' ? [`${printable(entry.what)} (${printable(entry.at.file)})`] : []));
  if (promised.length > 0) lines.push(...indented(`promised and not made: ${some(promised, all ? Infinity : 4)}`, width));
  const claimed = claimLine(report.claims);
  if (claimed !== undefined) lines.push(...indented(claimed, width));
  const unsigned = report.inventory.flatMap((entry) =>
    entry.kind === 'evidence-file' && entry.signed === 'no' ? [`${printable(entry.what)} (${entry.is})`] : [],
  );
  if (unsigned.length > 0) lines.push(...indented(`evidence that nothing signs: ${some(unsigned, all ? Infinity : 4)}`, width));
  for (const entry of report.inventory) {
    if (entry.kind === 'posture')
      lines.push(...indented(`posture: ${printable(entry.what)}${entry.detail === '' ? '' : ` (${printable(entry.detail)})`}`, width));
    if (entry.kind === 'policy')
      lines.push(
        ...indented(
          `policy: ${printable(entry.what)}, ${entry.enforcedBy === null ? 'enforced by nothing' : `${enforcement[entry.strength]} ${printable(entry.enforcedBy)}`}`,
          width,
        ),
      );
  }
  const own = report.configuration;
  if (own !== undefined) {
    for (const one of own.told) lines.push(...indented(`taken on trust: ${printable(one)}`, width));
    if (own.ignored.length > 0)
      lines.push(
        ...indented(
          `left out of ${printable(own.files[0] ?? '')}, since the catalog knows it: ${some(own.ignored.map(printable), all ? Infinity : 4)} [CONFIG_ROW_IGNORED]`,
          width,
        ),
      );
  }
  const stuck = report.scenarios.filter((scenario) => scenario.doubt !== null);
  for (const [doubt, alike] of Map.groupBy(stuck, (scenario) => scenario.doubt ?? '')) {
    const events = alike.map((scenario) => printable(scenario.id)).join(', ');
    lines.push(...indented(`${alike.length === 1 ? 'event' : 'events'} ${events}: ${printable(doubt)}`, width));
  }
  return lines;
}

/** What a busy reader must see, and no more of that than can be read. */
function shownOf(gaps: readonly Gap[], { all, audience = 'everyone' }: Pick<TerminalOptions, 'all' | 'audience'>): readonly Gap[] {
  return all ? gaps : gaps.filter((gap) => isFor(gap, audience)).slice(0, audience === 'everyone' ? fewGaps : Infinity);
}

function gapLines(report: AuditReport, { all, width, audience = 'everyone' }: TerminalOptions, paint: Paint): readonly string[] {
  const gaps = gapsOf(report);
  const shown = shownOf(gaps, { all, audience });
  const titles = titlesOf(report.surfaces);
  const lines = shown.flatMap((gap) => gapBlock(gap, settledText(report, gap), titles, width, paint));
  const rest = gaps.filter((gap) => gap.settled === null && !shown.includes(gap));
  if (rest.length > 0) {
    const counts = severities.map((severity) => ({ severity, n: rest.filter((gap) => gap.first.severity === severity).length })).filter(({ n }) => n > 0);
    lines.push(`  and ${counts.map(({ severity, n }) => `${n} ${severity}`).join(', ')}: add --all`);
  }
  const decisions = decisionsText(report);
  const isUnsound = report.dispositions.some((one) => one.standing !== 'current');
  if (decisions !== null) lines.push(...indented(`decisions: ${decisions}${isUnsound ? ' (sealwright disposition review)' : ''}`, width));
  const baseline = baselineText(report);
  if (baseline !== null) lines.push(...indented(`baseline ${printable(baseline)}`, width));
  return lines;
}

const severityColumns = 8;

function gapBlock(gap: Gap, settled: string, titles: ReadonlyMap<string, string>, width: number, paint: Paint): readonly string[] {
  const severity = gap.first.severity;
  const style = severity === 'high' ? 'alarm' : severity === 'medium' ? 'yellow' : 'dim';
  const room = width - 2 - severityColumns;
  const isNew = gap.places.some((one) => one.change === 'new');
  const cause = fit(`${isNew ? 'new: ' : ''}${settled}${printable(gap.message)}`, '', room, 3);
  const names = some(
    gap.surfaces.map((id) => titles.get(id) ?? printable(id)),
    2,
  );
  const more = gap.places.length > 1 ? ` and ${count(gap.places.length - 1, 'other place')}` : '';
  const place = `${printable(placeOf(gap.first.at))}${more}`;
  const second = `${printable(gap.first.rule)}  ${names === '' ? place : `${place}: ${names}`}`;
  const shift = ' '.repeat(2 + severityColumns);
  return [
    `  ${paint(style, severity)}${' '.repeat(severityColumns - severity.length)}${cause[0] ?? ''}`,
    ...cause.slice(1).map((text) => shift + text),
    shift + paint('dim', cut(second, room)),
  ];
}

/** `file:line`; a workflow's folder goes without saying. */
function placeOf(span: Span): string {
  return showSpan(span).replace(/^\.github\/workflows\//, '');
}

function unreadLines(report: AuditReport, all: boolean, width: number, paint: Paint): readonly string[] {
  if (report.unread.length === 0) return [];
  const groups = groupedUnread(report.unread);
  const shown = all ? groups : groups.slice(0, fewUnread);
  const lines = [`  not analysed: ${count(report.unread.length, 'place')}`];
  for (const { reason, places } of shown) {
    const first = places[0]!;
    const place = printable(first.line === null ? first.path : `${first.path}:${first.line}`);
    const others = places.length === 1 ? '' : ` and ${count(places.length - 1, 'other place')}`;
    const text = fit(`${place}${others}: ${printable(reason)}`, '', width - 4, 2);
    lines.push(...text.map((one, i) => (i === 0 ? `    ${one}` : `      ${cut(one, width - 6)}`)));
  }
  const rest = groups.slice(shown.length).reduce((sum, group) => sum + group.places.length, 0);
  if (rest > 0) lines.push(paint('dim', `    and ${rest} more: add --all`));
  return lines;
}

function nextLines(report: AuditReport, options: TerminalOptions, width: number): readonly string[] {
  const asked = cellToAsk(report, shownOf(gapsOf(report), options));
  const elsewhere = options.target !== '.';
  const fix = ['sealwright', 'fix', ...(elsewhere ? [options.target] : [])].map(printable);
  const lines = options.mendable === true ? commandLines('which of these an edit mends', fix, { width, indent: '  ' }) : [];
  if (asked === undefined) return lines;
  const words = ['sealwright', 'explain', callName(report, asked.surface), asked.control, ...(elsewhere ? ['--dir', options.target] : [])].map(printable);
  return [...commandLines('why a cell says so', words, { width, indent: '  ' }), ...lines];
}

function some(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

function indented(text: string, width: number): readonly string[] {
  return wrap(text, width - 4).map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`));
}

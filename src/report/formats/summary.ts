import type { AuditReport, FindingReport, ProposedFix } from '../../audit/index.ts';
import { wholeFile, type Span } from '../../base/index.ts';
import { exposedText } from '../against.ts';
import { callName } from '../call-name.ts';
import { chosenFindings, type Chosen } from '../chosen.ts';
import { decidedByChange, decidedByChangeText } from '../decided-by-change.ts';
import { whoDecided } from '../decisions.ts';
import { cellToAsk, gapsOf, type Gap } from '../findings.ts';
import { foldSurfaces } from '../fold.ts';
import { serviceMarkdown } from '../service.ts';
import { severities } from '../settled.ts';
import { block, code, Links, prose, table } from '../markdown-text.ts';
import { titlesOf } from '../titles.ts';
import { unreadWorkflows } from '../unread.ts';
import { cut } from '../width.ts';
import { columns, count, shellWord } from '../words.ts';
import type { LateInput } from './input.ts';

/** What a comment on a pull request may hold, less what a line about the rest takes. */
const maxLength = 65_536 - 400;
const fewRows = 30;
const fewNames = 4;
const fewSurfaces = 3;

type Titles = ReturnType<typeof titlesOf>;

const nameColumns = 120;
const fewGaps = 8;
const moreGaps = 40;
const fewExposed = 10;

/** Returns the report as Markdown of one screen, for a comment on a pull request or the summary of a job. */
export function renderSummary(input: LateInput): string {
  const { report } = input;
  const links = new Links(report);
  const chosen = chosenFindings(report, input);
  const { findings } = chosen;
  const gaps = gapsOf({ ...report, findings });
  const gapsWhere = (isWanted: (one: FindingReport) => boolean): readonly Gap[] => gapsOf({ ...report, findings: findings.filter(isWanted) });
  const titles = titlesOf(report.surfaces);
  const parts = [
    head(input, gaps, chosen),
    blind(input, links),
    ...against(input),
    matrix(input),
    ...(report.against === undefined
      ? section('', gaps, links, titles)
      : [
          ...section(
            'New with this change',
            gapsWhere((one) => one.change === 'new'),
            links,
            titles,
          ),
          ...section('New with this change, and answered by a decision', gapsOf({ ...report, findings: answered(input, chosen) }), links, titles),
          ...section(
            'Here before',
            gapsWhere((one) => one.change !== 'new'),
            links,
            titles,
          ),
        ]),
    notes(input, chosen),
    service(input),
    next(
      input,
      gaps,
      findings.flatMap((one) => input.fixes.get(one.id) ?? []),
    ),
  ].filter((part) => part !== '');
  return bounded(parts);
}

/** What only the service knows, folded: it is not scored. */
function service({ report }: LateInput): string {
  const lines = serviceMarkdown(report);
  return lines.length === 0 ? '' : `<details><summary>what only the service knows</summary>\n${lines.join('\n')}\n\n</details>`;
}

/** What somebody may have decided on so that nobody sees it. */
function answered({ report }: LateInput, { settled }: Chosen): readonly FindingReport[] {
  return report.findings.filter((one) => one.change === 'new' && settled.get(one.id) === 'decided');
}

function head({ report }: LateInput, gaps: readonly Gap[], chosen: Chosen): string {
  const { name, commit } = report.repository;
  const at = commit === null ? '' : ` @ ${prose(commit.slice(0, 7))}`;
  return [`## Release trust: ${verdict(report, gaps, chosen)}`, '', `${prose(name)}${at}, ${count(report.surfaces.length, 'release surface')}.`].join('\n');
}

/** Workflows of which nothing is known, which no verdict counts. */
function blind({ report }: LateInput, links: Links): string {
  return unreadWorkflows(report)
    .slice(0, fewRows)
    .map((one) => `- **not read** ${links.short(startOf(one.path, one.line))}: ${prose(one.reason)}. What this workflow publishes is not known.`)
    .join('\n');
}

function startOf(file: string, at: number): Span {
  return { ...wholeFile(file), line: at, endLine: at };
}

function verdict({ surfaces, repository }: AuditReport, gaps: readonly Gap[], { decided, known, further }: Chosen): string {
  const unread = repository.unreadWorkflows?.length ?? 0;
  if (gaps.length === 0 && unread > 0) return `not decided, ${count(unread, 'workflow')} could not be read`;
  if (surfaces.length === 0 && gaps.length + decided + known + further === 0) return 'nothing that is published was found';
  const parts = severities.flatMap((severity) => {
    const n = gaps.filter((one) => one.first.severity === severity).length;
    return n === 0 ? [] : [`${n} ${severity}`];
  });
  if (parts.length > 0) return parts.join(', ');
  if (further > 0) return 'findings for careful readers alone';
  return decided + known > 0 ? 'no open finding' : 'no finding';
}

function against({ report }: LateInput): readonly string[] {
  if (report.against === undefined) return [];
  const { ref, gone, exposed, cured } = report.against;
  const fresh = report.findings.filter((one) => one.change === 'new').length;
  const cells = report.surfaces.flatMap((surface) => Object.values(surface.change ?? {}));
  const moved = (['better', 'worse', 'changed'] as const).flatMap((kind) => {
    const n = cells.filter((one) => one === kind).length;
    return n === 0 ? [] : [`${count(n, 'cell')} ${kind}`];
  });
  const facts = [
    `${count(fresh, 'new finding')}, ${cured.length} gone`,
    ...moved,
    ...(gone.length === 0 ? [] : [`gone: ${gone.slice(0, fewNames).map(code).join(', ')}${rest(gone.length, fewNames)}`]),
  ];
  return [
    `Compared with ${code(ref)}: ${facts.join('; ')}.`,
    exposed
      .slice(0, fewExposed)
      .map((one) => `- **Newly exposed:** ${prose(exposedText(one))}.`)
      .join('\n'),
    decidedByChange(report)
      .slice(0, fewExposed)
      .map((one) => `- **Decided by this change:** ${prose(decidedByChangeText(one, report))}.`)
      .join('\n'),
  ];
}

function rest(all: number, shown: number): string {
  return all > shown ? ` and ${all - shown} more` : '';
}

function matrix({ report }: LateInput): string {
  if (report.surfaces.length === 0) return '';
  const rows = foldSurfaces(report.surfaces);
  const lines = rows.slice(0, fewRows).map((row) => [
    `${row.variant ? '&nbsp;&nbsp;' : ''}${row.names
      .slice(0, fewNames)
      .map((name) => code(cut(name, nameColumns)))
      .join(', ')}${rest(row.names.length, fewNames)}`,
    ...row.cells.map((cell, i) => {
      const change = row.surfaces[0]?.change?.[columns[i]?.id ?? ''];
      return `${prose(cell.words)}${cell.mark === '' ? '' : ` ${cell.mark}`}${change === undefined ? '' : ` **[${change}]**`}`;
    }),
  ]);
  const more = rows.length > fewRows ? `\n\nand ${count(rows.length - fewRows, 'more row')}.` : '';
  return `${table(['Surface', ...columns.map((column) => column.title)], lines).join('\n')}${more}`;
}

/** The worst in sight, the others folded. */
function section(title: string, gaps: readonly Gap[], links: Links, titles: Titles): readonly string[] {
  if (gaps.length === 0) return [];
  const first = gaps.slice(0, fewGaps).map((gap) => line(gap, links, titles));
  const others = gaps.slice(fewGaps, fewGaps + moreGaps).map((gap) => line(gap, links, titles));
  const left = gaps.length - first.length - others.length;
  return [
    `${title === '' ? '' : `### ${title}\n\n`}${first.join('\n')}`,
    others.length === 0
      ? ''
      : `<details><summary>and ${gaps.length - first.length} more</summary>\n\n${others.join('\n')}${left > 0 ? `\n- and ${left} more` : ''}\n\n</details>`,
  ];
}

function line(gap: Gap, links: Links, titles: Titles): string {
  const of = gap.surfaces.slice(0, fewSurfaces).map((id) => code(cut(titles.get(id) ?? id, nameColumns)));
  const named = of.length === 0 ? '' : `${of.join(', ')}${rest(gap.surfaces.length, fewSurfaces)}: `;
  const places = [...new Set(gap.places.map((one) => links.short(one.at)))];
  return `- **${gap.first.severity}** ${named}${prose(gap.message)} (${places.slice(0, 2).join(', ')}${rest(places.length, 2)}). ${capital(prose(gap.first.action))}. ${code(gap.first.rule)}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function notes({ report }: LateInput, { decided, known, further }: Chosen): string {
  const unread = report.unread.length;
  const parts = [
    ...(unread > 0 ? [`${count(unread, 'place')} could not be analysed, and ${unread === 1 ? 'counts' : 'count'} for nothing.`] : []),
    ...(decided > 0 ? [`${count(decided, 'finding')} ${decided === 1 ? 'is' : 'are'} answered by a decision${prose(whoDecided(report))}.`] : []),
    ...(known > 0 ? [`${count(known, 'finding')} ${known === 1 ? 'is' : 'are'} known to the baseline.`] : []),
    ...(further > 0 ? [`${count(further, 'finding')} for careful readers: add ${code('--all')}.`] : []),
  ];
  return parts.join(' ');
}

function next({ report, target }: LateInput, gaps: readonly Gap[], fixes: readonly ProposedFix[]): string {
  const folder = target === '.' ? [] : [target];
  const asked = cellToAsk(report, gaps);
  const lines = [
    ...(asked === undefined ? [] : [['sealwright', 'explain', callName(report, asked.surface), asked.control, ...(target === '.' ? [] : ['--dir', target])]]),
    ...(fixes.length === 0 ? [] : [['sealwright', 'fix', ...(fixes.some((one) => one.kind === 'safe') ? [] : ['--review']), ...folder]]),
  ];
  if (lines.length === 0) return '';
  const about = [
    ...(asked === undefined ? [] : ['why a cell says so']),
    ...(fixes.length === 0 ? [] : [`what can be mended (edits for ${count(fixes.length, 'finding')}, each tried first)`]),
  ];
  return `To see ${about.join(', and ')}:\n\n${block(
    lines.map((words) => words.map(shellWord).join(' ')),
    'sh',
  )}`;
}

/** Joins parts as long as they fit; a part that does not is left out whole, and that is said. */
function bounded(parts: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  let left = 0;
  for (const part of parts) {
    if (length + part.length + 2 > maxLength) left++;
    else {
      kept.push(part);
      length += part.length + 2;
    }
  }
  if (left > 0) kept.push('The rest is too long for a comment: see the whole report.');
  return `${kept.join('\n\n')}\n`;
}

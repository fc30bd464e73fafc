import { showSpan } from '../base/index.ts';
import type { AuditReport, DispositionReport } from '../audit/index.ts';
import { callName } from './call-name.ts';
import { decisionsText, standingText, subjectText } from './decisions.ts';
import { printable } from './escape.ts';
import { canonicalJson } from './json.ts';
import { painter } from './style.ts';
import { wrap } from './width.ts';
import { shellWord } from './words.ts';

export interface DecisionListOptions {
  readonly width: number;
  readonly colour: boolean;
  /** The folder as the person typed it. */
  readonly target: string;
}

const none = 'no decision is recorded here: sealwright disposition add records one\n';

/** Returns every decision and how it stands, for a terminal. */
export function renderDispositions(report: AuditReport, options: DecisionListOptions): string {
  const text = decisionsText(report);
  if (text === null) return none;
  const blocks = report.dispositions.map((one) => blockOf(one, report, { ...options, most: Infinity }, [['stands', standingText(one)]]));
  return `${blocks.join('\n')}\n${text}\n`;
}

/** Returns what has to be looked at again, with what to do about it. `premises` are those of today, by the decision's id. */
export function renderReview(report: AuditReport, premises: ReadonlyMap<string, string>, options: DecisionListOptions): string {
  if (report.dispositions.length === 0) return none;
  const unsound = report.dispositions.filter((one) => one.standing !== 'current');
  if (unsound.length === 0)
    return `nothing to review: ${report.dispositions.length === 1 ? 'the one decision stands' : `all ${report.dispositions.length} decisions stand`}\n`;
  const blocks = unsound.map((one) =>
    blockOf(one, report, { ...options, most: 1 }, [['now', standingText(one)], ['do', whatToDo(one, premises.get(one.id))], ...lookAt(one, report, options)]),
  );
  return `${blocks.join('\n')}\n${decisionsText(report) ?? ''}\n`;
}

/** Returns the decisions as JSON: `dispositions` of the report. */
export function renderDispositionsJson(report: AuditReport): string {
  return `${canonicalJson({ schemaVersion: report.schemaVersion, dispositions: report.dispositions }, { indent: 2 })}\n`;
}

type Line = readonly [label: string, text: string];

function blockOf(
  one: DispositionReport,
  report: AuditReport,
  { width, colour, most }: DecisionListOptions & { readonly most: number },
  further: readonly Line[],
): string {
  const paint = painter({ colour });
  const room = Math.max(60, width);
  const byId = new Map(report.findings.map((finding) => [finding.id, finding]));
  const found = one.findings.flatMap((id) => byId.get(id) ?? []);
  const who = [one.by, one.date].filter((part) => part !== null).join(', ');
  const ends = [...(one.reviewBy === null ? [] : [`by ${one.reviewBy}`]), ...(one.revisit === null ? [] : [one.revisit])].join(', or ');
  const lines: readonly Line[] = [
    ['why', one.reason],
    ...(who === '' ? [] : [['decided', who] as const]),
    ...(ends === '' ? [] : [['again', ends] as const]),
    ...(one.record === null ? [] : [['record', one.record] as const]),
    ...one.rows.map((row) => ['on', row] as const),
    ...found.slice(0, most).map((each, i) => {
      const more = found.length - most;
      return ['on', `${each.message} (${showSpan(each.at)})${i === most - 1 && more > 0 ? `, and ${more} more` : ''}`] as const;
    }),
    ...further,
  ];
  return [
    ...wrap(`${one.disposition}  ${printable(subjectText(one, report))}  ${printable(showSpan(one.at))}`, room).map((line, i) =>
      i === 0 ? paint('bold', line) : `  ${line}`,
    ),
    ...lines.flatMap(([label, text]) =>
      wrap(printable(text), room - labelColumns - 2).map((line, i) => `  ${(i === 0 ? label : '').padEnd(labelColumns)}${line}`),
    ),
    '',
  ].join('\n');
}

const labelColumns = 9;

function whatToDo(one: DispositionReport, premise: string | undefined): string {
  const at = showSpan(one.at);
  switch (one.standing) {
    case 'current':
      return '';
    case 'due':
      return `give ${at} a later reviewBy or another condition, decide otherwise there, or remove it and fix what is found`;
    case 'stale':
      return `remove the entry at ${at}, or name what it is on now`;
    case 'not-fixed':
      return `fix what is found, or decide otherwise at ${at}`;
    case 'premise-changed':
      return `if it still holds, set premise: ${premise ?? ''} at ${at}; if not, decide otherwise there`;
    default: {
      const never: never = one.standing;
      return never;
    }
  }
}

/** The command that shows what a decision is on, as it is now. */
function lookAt(one: DispositionReport, report: AuditReport, { target }: DecisionListOptions): readonly Line[] {
  const id = report.findings.find((finding) => one.findings.includes(finding.id) && finding.surface !== null)?.surface;
  const surface = report.surfaces.find((each) => each.id === id);
  if (surface === undefined) return [];
  const words = ['sealwright', 'explain', callName(report, surface), ...(target === '.' ? [] : ['--dir', target])];
  return [['look', words.map(shellWord).join(' ')]];
}

import type { AuditReport, DispositionReport } from '../audit/index.ts';
import type { Gap } from './findings.ts';
import { code, prose, type Links } from './markdown-text.ts';
import { settledIn } from './settled.ts';
import { titlesOf } from './titles.ts';
import { count } from './words.ts';

/** What a decision that does not stand is called. */
const standings: Readonly<Record<DispositionReport['standing'], string>> = {
  current: 'current',
  due: 'due for review',
  stale: 'stale',
  'premise-changed': 'of another premise',
  'not-fixed': 'not fixed',
};

/** What was decided, in a line: `8 recorded, 1 due for review; 12 findings are decided`. Null without decisions. */
export function decisionsText(report: AuditReport): string | null {
  const { dispositions } = report;
  if (dispositions.length === 0) return null;
  const unsound = Object.entries(standings).flatMap(([standing, words]) => {
    const n = dispositions.filter((one) => one.standing === standing).length;
    return standing === 'current' || n === 0 ? [] : [`${n} ${words}`];
  });
  const decided = [...settledIn(report).values()].filter((one) => one === 'decided').length;
  return `${[`${dispositions.length} recorded`, ...unsound].join(', ')}; ${decided === 1 ? 'one finding is decided' : `${decided} findings are decided`}`;
}

/** Whose word the decisions are, behind what they answer: `, as sealwright.yaml of this checkout says`. Nothing where a person named the file. */
export function whoDecided({ configuration, dispositions }: AuditReport): string {
  const file = dispositions.length === 0 ? undefined : configuration?.files[0];
  return file === undefined ? '' : `, as ${file} of this checkout says`;
}

/** What a baseline does, in a line. Null without one. */
export function baselineText(report: AuditReport): string | null {
  if (report.baseline === undefined) return null;
  const { file, gone } = report.baseline;
  const known = report.findings.filter((one) => one.baseline !== undefined).length;
  const shrink =
    gone.length === 0 ? '' : `; ${gone.length === 1 ? 'one of it is' : `${gone.length} of it are`} found no more: write it anew with --write-baseline`;
  return `${file}: ${known === 1 ? 'one finding is' : `${known} findings are`} known${shrink}`;
}

/** What a decision is on, in words: `tag-unsigned of git tag v*`. */
export function subjectText({ finding, rule, surface }: Pick<DispositionReport, 'finding' | 'rule' | 'surface'>, report: AuditReport): string {
  if (finding !== null) return finding;
  const named = surface === null ? null : (titlesOf(report.surfaces).get(surface) ?? surface);
  if (rule === null) return named ?? '';
  return named === null ? rule : `${rule} of ${named}`;
}

/** How a decision stands, in words; its cause where it does not. */
export function standingText({ standing, why }: Pick<DispositionReport, 'standing' | 'why'>): string {
  return why === null ? standings[standing] : `${standings[standing]}: ${why}`;
}

/** Whose a decision is, where the change has made it or made it another. */
export function byChange({ change }: Pick<DispositionReport, 'change'>): string {
  if (change === undefined) return '';
  return change === 'new' ? 'by this change alone' : 'as only this change has it';
}

/** The disposition of a gap as Markdown: `open`, or what was decided and whether that stands. */
export function gapDisposition(report: AuditReport, { first, settled }: Gap): string {
  const known = first.baseline === undefined ? '' : ', known to the baseline';
  const decision = report.dispositions.find((one) => one.id === first.disposition);
  if (decision === undefined) return `open${known}`;
  const by = decision.change === undefined ? '' : ` ${byChange(decision)}`;
  if (decision.standing === 'current') {
    const isLeftOpen = settled !== 'decided' && decision.disposition !== 'open';
    return `${isLeftOpen ? 'open, and ' : ''}${decision.disposition}${by}${known}, ${prose(decision.reason)}`;
  }
  return `open again${known}; ${decision.disposition} before, ${prose(standingText(decision))}`;
}

/** The section of a Markdown report on what was decided; nothing without decisions. */
export function decisionSection(report: AuditReport, links: Links): readonly string[] {
  const text = decisionsText(report);
  const baseline = baselineText(report);
  if (text === null) return baseline === null ? [] : ['## Decisions', '', `- Baseline: ${prose(baseline)}.`];
  const lines = ['## Decisions', '', `${prose(text)}.`, ''];
  if (baseline !== null) lines.push(`- Baseline: ${prose(baseline)}.`);
  const byId = new Map(report.findings.map((one) => [one.id, one]));
  for (const one of report.dispositions) {
    const who = [one.by === null ? '' : `by ${prose(one.by)}`, one.date === null ? '' : `on ${one.date}`].filter((part) => part !== '').join(' ');
    const ends = [
      ...(one.reviewBy === null ? [] : [`Review by: ${one.reviewBy}`]),
      ...(one.revisit === null ? [] : [`Revisit: ${prose(one.revisit)}`]),
      ...(one.record === null ? [] : [`Record: ${code(one.record)}`]),
    ];
    const places = [...new Set(one.findings.flatMap((id) => byId.get(id)?.at ?? []).map((at) => links.to(at)))];
    const on = [
      ...one.rows.map((row) => prose(row)),
      ...(places.length === 0
        ? []
        : [`${count(one.findings.length, 'finding')}, ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more` : ''}`]),
    ];
    lines.push(
      `- **${one.disposition}**, ${code(subjectText(one, report))} (${links.to(one.at)}): ${prose(one.reason)}`,
      ...[
        who === '' ? '' : `Decided ${who}`,
        ...ends,
        `On: ${on.length === 0 ? 'nothing that is found' : on.join('; ')}`,
        `Standing: ${prose(standingText(one))}${one.change === undefined ? '' : `; ${one.disposition} ${byChange(one)}`}`,
      ]
        .filter((part) => part !== '')
        .map((part) => `  - ${part}`),
    );
  }
  return lines;
}

/** A line of a terminal report on the decision on a gap; nothing where there is none that settles it. */
export function settledText(report: AuditReport, gap: Gap): string {
  if (gap.settled === null) return '';
  if (gap.settled === 'known') return 'known: ';
  const decision = report.dispositions.find((one) => one.id === gap.first.disposition);
  if (decision === undefined) return 'decided: ';
  return `${decision.disposition}${decision.change === undefined ? '' : ` ${byChange(decision)}`}: `;
}

/** What is not open of the findings, behind the number of gaps that are: `; 12 findings are decided, 3 are known to the baseline`. */
export function settledNote(report: AuditReport): string {
  const settled = [...settledIn(report).values()];
  const [decided, known] = [settled.filter((one) => one === 'decided').length, settled.filter((one) => one === 'known').length];
  const are = (n: number): string => (n === 1 ? '1 finding is' : `${n} findings are`);
  return `${decided === 0 ? '' : `; ${are(decided)} decided`}${known === 0 ? '' : `; ${are(known)} known to the baseline`}`;
}

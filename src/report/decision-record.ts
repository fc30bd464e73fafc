import type { AuditReport, DispositionReport, FindingReport } from '../audit/index.ts';
import { standingText, subjectText } from './decisions.ts';
import { gapsOf, isFor, isForEveryone, tally, type Gap } from './findings.ts';
import { code, Links, prose, table } from './markdown-text.ts';
import { settledIn } from './settled.ts';
import { titlesOf } from './titles.ts';
import { cellText, columns, count } from './words.ts';

export interface DecisionRecordOptions {
  /** The day of the record, as YYYY-MM-DD. */
  readonly day: string;
  /** The number of the record, as the person gave it; null for none. */
  readonly number: string | null;
  /** What each rule complains of, by its name. */
  readonly summaries: ReadonlyMap<string, string>;
}

/** A row of the record: what was decided on, or what nobody decided on yet. */
interface Entry {
  readonly title: string;
  readonly decision: DispositionReport | null;
  readonly findings: readonly FindingReport[];
}

const fewPlaces = 6;

/** Returns the decision record of an audit as Markdown: context, the gaps with what was decided on each, consequences, alternatives, references. */
export function renderDecisionRecord(report: AuditReport, options: DecisionRecordOptions): string {
  const links = new Links(report);
  const entries = entriesOf(report, options);
  const sections = [
    title(report, entries, options),
    context(report, links),
    verdicts(report, entries, links),
    consequences(report, entries),
    alternatives(report, entries),
    references(report, links),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/**
 * What was decided on and what is open and for everyone, in the order of the report, so that a decision moves no other gap; then what
 * only careful readers ask for, and what is no finding.
 */
function entriesOf(report: AuditReport, { summaries }: DecisionRecordOptions): readonly Entry[] {
  const byId = new Map(report.findings.map((one) => [one.id, one]));
  const decided = report.dispositions.map((one): Entry => {
    const findings = one.findings.flatMap((id) => byId.get(id) ?? []);
    const rule = one.rule ?? one.finding?.split(' > ')[0];
    const said = new Set(findings.map((finding) => finding.message));
    const summary = summaries.get(rule ?? '') ?? subjectText(one, report);
    const [first] = said;
    return { title: rowTitle(one, report) ?? (said.size === 1 && first !== undefined ? first : summary), decision: one, findings };
  });
  const open = undecided(report)
    .filter(isForEveryone)
    .map((gap): Entry => ({ title: gap.message, decision: null, findings: gap.places }));
  const places = new Map(report.findings.map((one, i) => [one.id, i]));
  const rank = ({ findings }: Entry): number => (findings.length === 0 ? 2 : findings.some((one) => one.audience === 'everyone') ? 0 : 1);
  const place = ({ findings }: Entry): number => Math.min(...findings.map((one) => places.get(one.id) ?? 0));
  return [...decided, ...open].toSorted((a, b) => rank(a) - rank(b) || (rank(a) === 2 ? 0 : place(a) - place(b)));
}

/** Gaps that are open and no decision is on. */
function undecided(report: AuditReport): readonly Gap[] {
  const taken = new Set(report.dispositions.flatMap((one) => one.findings));
  return gapsOf(report).filter((gap) => isFor(gap, 'auditor') && !taken.has(gap.first.id) && !isAboutDecision(gap.first, report));
}

/** Open gaps that have no entry, since only careful readers and auditors ask for them; empty where there are none. */
function furtherText(report: AuditReport): string {
  const n = undecided(report).filter((gap) => !isForEveryone(gap)).length;
  if (n === 0) return '';
  return `${count(n, 'further gap')} ${n === 1 ? 'is' : 'are'} open and not listed here, since only careful readers and auditors ask for ${n === 1 ? 'it' : 'them'}: \`sealwright audit --all\` lists ${n === 1 ? 'it' : 'them'}.`;
}

function rowTitle({ rows: [row] }: DispositionReport, { inventory }: AuditReport): string | undefined {
  const entry = inventory.find((one) => (one.kind === 'not-released' || one.kind === 'policy') && one.what === row);
  if (entry === undefined) return row;
  return entry.kind === 'policy' ? `the policy: ${row}` : `${row?.replace(/ \(.*\)$/, '')} is not released`;
}

/** That a decision does not stand is told with the decision. */
function isAboutDecision(finding: FindingReport, report: AuditReport): boolean {
  return report.dispositions.some((one) => one.at.file === finding.at.file && one.at.start === finding.at.start);
}

/** What was decided, in the words of a heading; an entry that does not stand decides nothing today. */
function verdict({ decision }: Entry): string {
  if (decision === null) return 'OPEN';
  const word = decision.disposition.replaceAll('-', ' ').toUpperCase();
  return decision.standing === 'current' ? word : `${word}, NOT CURRENT`;
}

function title(report: AuditReport, entries: readonly Entry[], { day, number }: DecisionRecordOptions): readonly string[] {
  const { repository, tool } = report;
  const who = [...new Set(report.dispositions.flatMap((one) => one.by ?? []))];
  const further = undecided(report).filter((gap) => !isForEveryone(gap)).length;
  const open = entries.filter((one) => one.decision === null || one.decision.standing !== 'current' || one.decision.disposition === 'open').length;
  return [
    `# ${number === null ? '' : `ADR-${prose(number)}: `}Release-trust audit of ${prose(repository.name)}`,
    '',
    `- Status: ${open === 0 ? 'decided' : `${open} of ${entries.length} gaps undecided`}${further === 0 ? '' : `, and ${further} further not listed`}`,
    `- Date: ${day}`,
    ...(who.length === 0 ? [] : [`- Deciders: ${who.map(prose).join(', ')}`]),
    `- Commit: ${repository.commit === null ? 'unknown' : code(repository.commit)}`,
    `- Trigger: \`sealwright audit\` ${prose(tool.version)}`,
  ];
}

function context(report: AuditReport, links: Links): readonly string[] {
  const counts = tally(report.surfaces);
  const titles = titlesOf(report.surfaces);
  const rows = report.surfaces.map((surface) => [
    `${code(titles.get(surface.id) ?? surface.id)} (${links.to(surface.at)})`,
    ...columns.map((column) => prose(cellText(surface.controls[column.id]))),
  ]);
  const lines = [
    '## Context',
    '',
    `Strangers take ${count(report.surfaces.length, 'thing')} from this repository. An audit of its files asked of each whether it is hashed, signed, described by an SBOM and attested, and whether a document tells how to check that. Of ${counts.cells - counts.notApplicable} answers that apply, ${counts.present} are present, ${counts.partial} partial, ${counts.absent} absent and ${counts.unknown} unknown. Nothing was executed, and no registry was asked.`,
  ];
  if (rows.length > 0) lines.push('', ...table(['Surface', ...columns.map((column) => column.title)], rows));
  if (report.unread.length > 0)
    lines.push(
      '',
      `${count(report.unread.length, 'place')} could not be analysed, and ${report.unread.length === 1 ? 'is' : 'are'} no part of what is decided here.`,
    );
  return lines;
}

function verdicts(report: AuditReport, entries: readonly Entry[], links: Links): readonly string[] {
  const further = furtherText(report);
  if (entries.length === 0)
    return [
      '## Decision',
      '',
      further === '' ? 'No gap was found in what was read, and nothing had to be decided.' : `No gap for everyone was found in what was read. ${further}`,
    ];
  const rows = entries.map((entry, i) => [
    `G${i + 1}`,
    prose(entry.title),
    entry.findings[0]?.severity ?? '',
    entry.findings.length === 0 ? '' : String(entry.findings.length),
    verdict(entry),
  ]);
  const lines = ['## Decision', '', ...table(['Gap', 'What', 'Severity', 'Findings', 'Disposition'], rows)];
  if (further !== '') lines.push('', further);
  entries.forEach((entry, i) => lines.push('', `### G${i + 1}. ${prose(entry.title)} (${verdict(entry)})`, '', ...entryLines(entry, report, links)));
  return lines;
}

function entryLines({ decision: one, findings }: Entry, report: AuditReport, links: Links): readonly string[] {
  const places = [...new Set(findings.map((finding) => links.to(finding.at)))];
  const where =
    places.length === 0
      ? []
      : [`- Where: ${places.slice(0, fewPlaces).join(', ')}${places.length > fewPlaces ? ` and ${places.length - fewPlaces} more` : ''}`];
  const rules = [...new Set(findings.map((finding) => finding.rule))].map(code).join(', ');
  const titles = titlesOf(report.surfaces);
  const ids = [...new Set(findings.flatMap((finding) => finding.surface ?? []))];
  const surfaces = ids.length === 0 ? [] : [`- Surfaces: ${ids.map((id) => code(titles.get(id) ?? id)).join(', ')}`];
  if (one === null) return [...surfaces, ...where, `- Rule: ${rules}`, `- Action: ${prose(findings[0]?.action ?? '')}.`];
  const ends = [...(one.reviewBy === null ? [] : [`by ${one.reviewBy}`]), ...(one.revisit === null ? [] : [prose(one.revisit)])];
  const who = [...(one.by === null ? [] : [`by ${prose(one.by)}`]), ...(one.date === null ? [] : [`on ${one.date}`])];
  return [
    prose(one.reason),
    '',
    ...surfaces,
    ...where,
    ...one.rows.map((row) => `- On: ${prose(row)}`),
    ...(rules === '' ? [] : [`- Rule: ${rules}`]),
    ...(findings.length > 0 || one.rows.length > 0 ? [] : [`- On: ${code(subjectText(one, report))}, of which nothing is found`]),
    ...(who.length === 0 ? [] : [`- Decided ${who.join(' ')}`]),
    ...(ends.length === 0 ? [] : [`- To be looked at again: ${ends.join(', or ')}`]),
    ...(one.standing === 'current' ? [] : [`- Standing: ${prose(standingText(one))}`]),
  ];
}

/** What is lost where a column says no. */
const lost: Readonly<Record<(typeof columns)[number]['id'], string>> = {
  hashes: 'a published digest',
  signature: 'a signature',
  sbom: 'an SBOM',
  provenance: 'provenance',
  verifyRecipe: 'a documented command that verifies it',
};

function consequences(report: AuditReport, entries: readonly Entry[]): readonly string[] {
  const standing = (disposition: DispositionReport['disposition']) => (entry: Entry) =>
    entry.decision?.standing === 'current' && entry.decision.disposition === disposition;
  const groups: readonly (readonly [of: (entry: Entry) => boolean, text: string])[] = [
    [standing('fixed'), 'fixed. An audit that finds it again fails.'],
    [standing('deferred'), 'put off. An audit says so when the day or the condition comes; until then what is missing is missing.'],
    [standing('accepted'), 'accepted. What is missing stays missing, and strangers have to be told.'],
    [standing('out-of-scope'), 'out of scope. It takes a decision of its own.'],
    [
      ({ decision: one }) => one === null || (one.disposition === 'open' && one.standing === 'current'),
      'open. Until somebody fixes it or decides on it, an audit fails.',
    ],
    [
      ({ decision: one }) => one !== null && one.standing !== 'current',
      'decided in a way that does not stand any more. It has to be looked at again, and counts as open.',
    ],
  ];
  const lines = groups.flatMap(([of, text]) => {
    const names = numbersOf(entries, of);
    return names === '' ? [] : [`- ${names}: ${text}`];
  });
  const settled = settledIn(report);
  const titles = titlesOf(report.surfaces);
  for (const surface of report.surfaces) {
    const missing = columns.flatMap(({ id }) => (surface.controls[id].status === 'absent' ? [lost[id]] : []));
    const isDecided = report.findings.some((one) => one.surface === surface.id && settled.get(one.id) === 'decided');
    if (isDecided && missing.length > 0) lines.push(`- ${code(titles.get(surface.id) ?? surface.id)} goes out without ${missing.join(', ')}.`);
  }
  return ['## Consequences', '', ...(lines.length === 0 ? ['None.'] : lines)];
}

/** The numbers of some entries: `G1, G4 to G9`. */
function numbersOf(entries: readonly Entry[], of: (entry: Entry) => boolean): string {
  const numbers = entries.flatMap((entry, i) => (of(entry) ? [i + 1] : []));
  const runs: { readonly first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.last === number - 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs.map(({ first, last }) => (first === last ? `G${first}` : `G${first}${last === first + 1 ? ',' : ' to'} G${last}`)).join(', ');
}

/** What could have been done instead. */
function alternatives(report: AuditReport, entries: readonly Entry[]): readonly string[] {
  const policies = new Set(report.inventory.flatMap((one) => (one.kind === 'policy' ? [one.what] : [])));
  const lines = entries.flatMap(({ decision: one, findings }, i): readonly string[] => {
    if (one === null || one.standing !== 'current' || one.disposition === 'open' || one.disposition === 'fixed') return [];
    const [first] = findings;
    const row = one.rows[0] ?? '';
    const other =
      first !== undefined
        ? `to mend it now: ${prose(first.action)}`
        : policies.has(row)
          ? 'to keep the policy by a check'
          : 'to publish it now, with the evidence that the others have';
    return [`- G${i + 1}, ${other}. Not taken: ${prose(one.reason)}`];
  });
  const fixed = numbersOf(entries, ({ decision: one }) => one?.disposition === 'fixed' && one.standing === 'current');
  return [
    '## Alternatives considered',
    '',
    ...lines,
    ...(fixed === '' ? [] : [`- ${fixed}, to leave as it was. Not taken: the gap would be open.`]),
    '- To accept all that is found at once, in a baseline. Not taken: it gives no reason for any of it, and has no end.',
  ];
}

function references(report: AuditReport, links: Links): readonly string[] {
  const records = [...new Set(report.dispositions.flatMap((one) => one.record ?? []))];
  const files = [...new Set([...report.dispositions.map((one) => one.at.file), ...report.findings.map((one) => one.at.file)])].toSorted();
  const lines = [...records.map((record) => `- Decision record: ${code(record)}`), ...files.map((file) => `- ${links.file(file)}`)];
  return ['## References', '', ...(lines.length === 0 ? ['None.'] : lines)];
}

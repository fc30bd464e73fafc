import { showSpan, type Span } from '../base/index.ts';
import type { AuditReport, LineageView, SurfaceReport } from '../audit/index.ts';
import type { Because, ControlId, Evidence } from '../controls/index.ts';
import { callName, commandLines } from './call-name.ts';
import { logSafe, printable } from './escape.ts';
import { painter, paintTone, type Paint } from './style.ts';
import { cut, wrap } from './width.ts';
import { cellText, cellWords, columns, surfaceTitle } from './words.ts';

export interface ExplainOptions {
  readonly width: number;
  readonly colour: boolean;
  /** The text of a span's first line, or null where the file cannot be read. */
  readonly lineOf: (span: Span) => string | null;
  /** The folder as the person typed it; left out for the one they are in. */
  readonly target?: string;
}

/** How many places of one kind are shown, so that an explanation stays readable aloud. */
const fewPlaces = 4;

/**
 * Opens the cells of one surface: what is published, what its evidence rests on place by place with the text there,
 * what lowers the answer and what would raise it. Without a control each cell gets a short answer.
 */
export function renderExplain(
  report: AuditReport,
  lineage: LineageView,
  subject: { readonly surface: string; readonly control: ControlId | undefined },
  options: ExplainOptions,
): string {
  const surface = report.surfaces.find((one) => one.id === subject.surface);
  if (surface === undefined) return 'there is no such surface in this report\n';
  const paint = painter(options);
  const width = Math.max(60, options.width);
  const lines = [...head(surface, subject.control, lineage, width, paint)];
  if (subject.control === undefined) for (const column of columns) lines.push('', ...short(surface, column.id, options, width, paint));
  else lines.push(...full(surface.controls[subject.control], options, width, paint));
  lines.push('', ...next(report, surface, subject.control, options));
  return `${logSafe(lines.join('\n'))}\n`;
}

function head(surface: SurfaceReport, control: ControlId | undefined, lineage: LineageView, width: number, paint: Paint): readonly string[] {
  const question = columns.find((column) => column.id === control);
  const title = `${surfaceTitle(surface)}${question === undefined ? '' : `: ${question.question}?`}`;
  const { workflow, job, step, config } = surface.publishedBy;
  const by = [workflow, job, step, config].filter((part) => part !== '').map(printable);
  return [
    ...wrap(title, width).map((line) => paint('bold', line)),
    '',
    ...field('published', by.join(', ') || 'by hand', width),
    ...field('', printable(showSpan(surface.at)), width),
    ...field('the set', publishedSet(surface, lineage), width),
    ...surface.notes.slice(0, 2).flatMap((note) => field('', printable(note), width)),
  ];
}

/** What is in the surface: its members, else what the lineage publishes to it. */
function publishedSet(surface: SurfaceReport, lineage: LineageView): string {
  const labels = new Map(lineage.nodes.map((node) => [node.id, node]));
  const reached = (lineage.cells.get(surface.id)?.edges ?? [])
    .map((position) => lineage.edges[position])
    .filter((edge) => edge !== undefined && labels.get(edge.to)?.kind === 'surface')
    .map((edge) => labels.get(edge?.from ?? '')?.label ?? '');
  const names = surface.members.length > 0 ? surface.members : [...new Set(reached)].filter((name) => name !== '');
  if (names.length === 0) return surfaceTitle(surface);
  const shown = names.slice(0, 12).map(printable).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

function full(evidence: Evidence, options: ExplainOptions, width: number, paint: Paint): readonly string[] {
  const lines = ['', ...answer(evidence, width, paint)];
  const kinds: readonly { readonly title: string; readonly roles: readonly Because['role'][] }[] = [
    { title: 'published', roles: ['publishes'] },
    { title: evidence.status === 'absent' ? 'tried at' : 'rests on', roles: ['covers', 'transports'] },
    { title: 'left out', roles: ['misses'] },
    { title: 'lowered by', roles: ['lowers'] },
    { title: 'taken as', roles: ['assumes'] },
  ];
  for (const kind of kinds)
    lines.push(
      ...places(
        kind.title,
        evidence.because.filter((one) => kind.roles.includes(one.role)),
        options,
        width,
        paint,
      ),
    );
  for (const assumption of evidence.assumes.slice(0, 3)) lines.push(...field('assumes', printable(assumption), width));
  if (evidence.assumes.length > 3)
    lines.push(...field('', `and ${evidence.assumes.length - 3} more assumptions: see the methodology of the Markdown report`, width));
  if (evidence.raise !== null) lines.push(...field('to raise it', printable(evidence.raise), width));
  return lines;
}

function answer(evidence: Evidence, width: number, paint: Paint): readonly string[] {
  // `absent` and best effort are in the words already.
  const strength =
    evidence.status === 'absent' || evidence.strength === null || evidence.strength === 'best-effort' ? '' : evidence.strength.replaceAll('-', ' ');
  const facts = [
    strength,
    evidence.binds === null ? '' : `bound to the ${evidence.binds}`,
    evidence.attachedTo === null ? '' : `attached: ${printable(evidence.attachedTo)}`,
  ].filter((fact) => fact !== '');
  const status = evidence.status.replaceAll('-', ' ');
  const words = cellText(evidence);
  const detail = [words === status ? '' : words, ...facts].filter((fact) => fact !== '').join('; ');
  const first = field('answer', detail === '' ? status : `${status}: ${detail}`, width);
  const lines = first.map((line) => paintTone(paint, cellWords(evidence).tone, line));
  if (evidence.how !== '' && evidence.status === 'absent') lines.push(...field('attempted', printable(evidence.how), width));
  if (evidence.reason !== null) lines.push(...field('because', printable(evidence.reason), width));
  return lines;
}

function places(title: string, all: readonly Because[], options: ExplainOptions, width: number, paint: Paint): readonly string[] {
  // One place may say the same under several events; once is enough.
  const seen = new Set<string>();
  const because = all.filter((one) => !seen.has(showSpan(one.span)) && seen.add(showSpan(one.span)));
  const lines: string[] = [];
  because.slice(0, fewPlaces).forEach((one, i) => {
    lines.push(...field(i === 0 ? title : '', `${printable(showSpan(one.span))}: ${printable(one.what)}`, width));
    const text = options.lineOf(one.span)?.trim();
    if (text !== undefined && text !== '') lines.push(paint('dim', `${' '.repeat(labelColumns + 2)}| ${cut(printable(text), width - labelColumns - 4)}`));
  });
  if (because.length > fewPlaces) lines.push(...field('', `and ${because.length - fewPlaces} more`, width));
  return lines;
}

function short(surface: SurfaceReport, control: ControlId, options: ExplainOptions, width: number, paint: Paint): readonly string[] {
  const evidence = surface.controls[control];
  const title = columns.find((column) => column.id === control)?.title ?? control;
  const { tone } = cellWords(evidence);
  const lines = field(title.toLowerCase(), cellText(evidence), width).map((line) => paintTone(paint, tone, line));
  if (evidence.reason !== null) lines.push(...field('', printable(evidence.reason), width).slice(0, 2));
  const first = evidence.because.find((one) => one.role === 'covers') ?? evidence.because[0];
  if (first === undefined) return lines;
  lines.push(...field('', `${printable(showSpan(first.span))}: ${printable(first.what)}`, width).slice(0, 1));
  const text = options.lineOf(first.span)?.trim();
  if (text !== undefined && text !== '') lines.push(paint('dim', `${' '.repeat(labelColumns + 2)}| ${cut(printable(text), width - labelColumns - 4)}`));
  return lines;
}

function next(report: AuditReport, surface: SurfaceReport, control: ControlId | undefined, options: ExplainOptions): readonly string[] {
  const { target = '.', width } = options;
  const name = callName(report, surface);
  const words = [...(control === undefined ? ['explain', name, 'signature'] : ['lineage', name]), ...(target === '.' ? [] : ['--dir', target])];
  return commandLines(control === undefined ? 'one cell in full' : 'the whole way', ['sealwright', ...words].map(printable), { width, indent: '' });
}

const labelColumns = 12;

function field(label: string, text: string, width: number): readonly string[] {
  return wrap(text, width - labelColumns - 2).map((line, i) => `${(i === 0 ? label : '').padEnd(labelColumns)}  ${line}`.trimEnd());
}

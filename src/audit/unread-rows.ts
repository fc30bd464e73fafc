import type { FileTree } from '../base/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { GuardedTree } from './guarded-tree.ts';
import { otherPipelines } from './other-ci.ts';
import type { AuditReport } from './report.ts';

interface Row {
  readonly path: string;
  readonly line: number | null;
  readonly reason: string;
}

/**
 * What was not analysed. Commands that the catalog does not know matter where something is published or evidence is
 * made; those of a file that does neither, and those that only workflows run which do neither, are counted in one row.
 */
export function unreadRows(traced: Traced, files: GuardedTree, cut: AuditReport['unread']): AuditReport['unread'] {
  const { trace } = traced;
  // What a build tool packs into its files unasked says nothing of what a workflow is for.
  const asked = trace.evidence.filter((e) => e.kind !== 'sbom' || e.attachedTo !== 'embedded');
  const matters = new Set([...trace.publishes, ...asked].flatMap((x) => [x.origin.workflow, x.origin.entry, x.origin.at.file]));
  const quietFiles = new Map<string, number>();
  const quietRuns = new Map<string, Set<number>>();
  const rows: Row[] = [];
  for (const u of trace.unread) {
    const { file, line } = u.at;
    if (u.reason.endsWith(unknownCommand) && !matters.has(file)) quietFiles.set(file, (quietFiles.get(file) ?? 0) + 1);
    else if (u.reason.endsWith(unknownCommand) && u.by.size > 0 && [...u.by].every((entry) => !matters.has(entry)))
      quietRuns.set(file, (quietRuns.get(file) ?? new Set()).add(line));
    else rows.push({ path: file, line: u.at.start === 0 && u.at.end === 0 ? null : line, reason: u.reason });
  }
  for (const [path, count] of quietFiles) rows.push({ path, line: null, reason: `${unknownOnes(count)}; nothing else here publishes or signs` });
  for (const [path, { size }] of quietRuns)
    rows.push({ path, line: null, reason: `${unknownOnes(size)}; no workflow that runs ${size === 1 ? 'it' : 'them'} publishes or signs` });
  rows.push(...otherPipelines(files), ...cut, ...files.unread());
  const reason = whyNoWorkflow(files);
  if (reason !== undefined) rows.push({ path: workflowFolder, line: null, reason });
  for (const r of files.refused()) rows.push({ path: r.path, line: null, reason: r.reason });
  return onceEach(rows).toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : (a.line ?? 0) - (b.line ?? 0) || (a.reason < b.reason ? -1 : 1)));
}

function unknownOnes(count: number): string {
  return `${count === 1 ? 'one command is' : `${count} commands are`} not in the catalog`;
}

/** One row for each doubt of a place: matrix legs, scenarios and makefile targets meet the same command again with other words. */
function onceEach(rows: readonly Row[]): readonly Row[] {
  const first = new Map<string, { readonly row: Row; readonly reasons: Set<string> }>();
  for (const row of rows) {
    const key = `${row.path}:${row.line ?? 0}:${row.line === null ? row.reason : doubtOf(row.reason)}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, { row, reasons: new Set([row.reason]) });
    else known.reasons.add(row.reason);
  }
  return [...first.values()].map(({ row, reasons }) => {
    const more = reasons.size - 1;
    if (more === 0 || !row.reason.includes(notDecided)) return row;
    return { ...row, reason: `${row.reason} (and ${more === 1 ? 'one other question' : `${more} other questions`} of this place)` };
  });
}

/** A doubt without the words that differ from one call of the place to the next. */
function doubtOf(reason: string): string {
  const cut = reason.indexOf(notDecided);
  if (cut !== -1) return reason.slice(0, cut + notDecided.length);
  return [unknownCommand, ...otherDoubts].find((doubt) => reason.endsWith(doubt)) ?? reason;
}

const unknownCommand = 'a command that is not in the catalog';
const notDecided = ': not decided: ';
const otherDoubts = ['is a program, which is not followed', 'there is no makefile in the checkout for it'];

const workflowFolder = '.github/workflows';
const isWorkflow = /^\.github\/workflows\/[^/]+\.ya?ml$/i;

/** The files of workflows that could not be read at all. One that holds nothing but comments is known to publish nothing. */
export function unreadWorkflows(traced: Traced, files: FileTree): Pick<AuditReport['repository'], 'unreadWorkflows'> {
  const there = [...files.folder(workflowFolder).map((name) => `${workflowFolder}/${name}`), ...files.refused().map((one) => one.path)];
  const unread = [...new Set(there)].filter((path) => isWorkflow.test(path) && !traced.workflows.has(path) && !holdsNothing(files, path)).toSorted();
  return unread.length === 0 ? {} : { unreadWorkflows: unread };
}

function holdsNothing(files: FileTree, path: string): boolean {
  const read = files.read(path);
  return read.kind === 'text' && read.text.split('\n').every((line) => /^\uFEFF?\s*(?:#.*)?$|^---\s*$/.test(line));
}

/** Why there is nothing to trace: a folder that holds no workflow may be another folder than the one that was meant. */
function whyNoWorkflow(files: FileTree): string | undefined {
  if (files.folder(workflowFolder).some((name) => /\.ya?ml$/i.test(name))) return undefined;
  return files.hasFolder(workflowFolder) ? 'it holds no workflow' : 'there is no such folder, so no workflow was analysed';
}

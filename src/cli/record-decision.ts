import { SealwrightError, showSpan } from '../base/index.ts';
import type { AuditReport, AuditResult, DispositionReport } from '../audit/index.ts';
import {
  configName,
  decidedOn,
  ruleOf,
  subjectId,
  surfacesNamed,
  undecidedWith,
  withEntry,
  type DecidedOn,
  type Disposition,
  type Scene,
} from '../decisions/index.ts';
import { printable } from '../report/index.ts';
import { openCheckout, type ReadingOptions } from './checkout.ts';
import type { NewDecision } from './decision-options.ts';
import type { Outcome } from './exit.ts';
import type { Machine } from './machine.ts';
import { nearest } from './nearest.ts';
import { overlay } from './overlay.ts';
import { findSurface } from './surface-name.ts';

type Subjects = Pick<Scene, 'findings' | 'surfaces' | 'rows' | 'rules' | 'asking'>;
type Subject = Pick<Disposition, 'finding' | 'rule' | 'surface'>;

interface Place {
  readonly result: AuditResult;
  readonly options: ReadingOptions & { readonly folder: string };
  readonly machine: Machine;
}

/** Writes a decision into the configuration file. Throws FINDING_UNKNOWN, DISPOSITION_REFUSED or CONFIG_UNWRITABLE, and then nothing is written. */
export async function recordDecision({ entry }: NewDecision, { result, options, machine }: Place): Promise<Outcome> {
  const { premiseFor, subjectsOf } = await import('../audit/index.ts');
  const { report } = result;
  const subjects = subjectsOf(report);
  const subject = subjectOf(entry, subjects, report);
  const on = decidedOn(subject, subjects);
  const file = fileOf(options, machine);
  const isFixed = entry.disposition === 'fixed';
  const rule = ruleOf(subject) ?? '';
  const isNothing = on.findings.length + on.rows.length === 0;
  if (!isFixed && isNothing && !subjects.asking.has(rule)) throw unknownFinding(subject, subjects);
  if (isFixed && rule !== '' && !subjects.rules.has(rule)) throw unknownFinding(subject, subjects);
  const there = report.dispositions.find((one) => one.id === subjectId(subject) && one.at.file === file.shown);
  if (there !== undefined) throw refused(`this is decided already, at ${showSpan(there.at)}`, 'edit that entry');
  const written = withEntry(file.shown, file.text, {
    ...entry,
    finding: subject.finding ?? undefined,
    surface: subject.surface ?? undefined,
    date: entry.date ?? options.now ?? machine.today(),
    premise: isNothing ? undefined : premiseFor(result, on),
  });
  const line = await tryOut(written, subjectId(subject), { file, report, options, machine });
  machine.writeFile(file.path, written);
  machine.stderr.write(`${printable(file.shown)}:${line}: ${entry.disposition}, on ${countOf(on)}\n`);
  const missing = [
    ...(entry.by === undefined ? ['who decided (--by)'] : []),
    ...(entry.reviewBy === undefined && entry.revisit === undefined && !isFixed ? ['what ends it (--review-by or --revisit)'] : []),
  ];
  if (missing.length > 0) machine.stderr.write(`note: the entry does not say ${missing.join(', nor ')}\n`);
  return { kind: 'shown' };
}

interface ConfigFile {
  /** For writing, and as the person knows it. */
  readonly path: string;
  readonly shown: string;
  readonly folder: string;
  readonly name: string;
  readonly text: string | undefined;
}

function fileOf({ config, folder }: Place['options'], machine: Machine): ConfigFile {
  const at =
    config.kind === 'named'
      ? { path: config.path, ...machine.splitPath(config.path) }
      : { path: machine.joinPath(folder, configName), folder, name: configName };
  const read = machine.openTree(at.folder).read(at.name);
  const shown = config.kind === 'named' ? config.path : at.name;
  const cannot = (message: string, hint: string): SealwrightError => new SealwrightError('CONFIG_UNWRITABLE', { at: shown, message, hint });
  if (read.kind === 'refused') throw cannot(`it cannot be read: ${read.reason}`, 'make it a plain file of the checkout');
  if (read.kind === 'text' && read.notes[0] !== undefined)
    throw cannot(`it cannot be kept byte by byte: ${read.notes[0]}`, 'save it as UTF-8 without a byte-order mark');
  return { ...at, shown, text: read.kind === 'text' ? read.text : undefined };
}

/** Audits once more with the text as it would be, and returns the line of the entry; throws where that would change anything else, or the decision would not stand. */
async function tryOut(
  text: string,
  id: string,
  { file, report, options, machine }: Omit<Place, 'result'> & { readonly file: ConfigFile; readonly report: AuditReport },
): Promise<number> {
  const trial: Machine = {
    ...machine,
    openTree: (folder) => (folder === file.folder ? overlay(machine.openTree(folder), file.name, text) : machine.openTree(folder)),
  };
  const checkout = await openCheckout(trial, options.folder, options);
  const after = checkout.audit(checkout.files).report;
  const one = after.dispositions.find((each) => each.id === id);
  if (one === undefined || sameBesides(after, id) !== sameBesides(report, id))
    throw new SealwrightError('CONFIG_UNWRITABLE', { at: file.shown, message: 'the entry would change what else the file says', hint: 'add it by hand' });
  if (one.standing !== 'current') throw refused(`the decision would not stand: ${one.why ?? one.standing}`, hints[one.standing]);
  return one.at.line;
}

const hints: Readonly<Record<DispositionReport['standing'], string>> = {
  current: '',
  due: 'give a later --review-by, or a condition that is not met yet',
  stale: 'name what is found now',
  'premise-changed': 'try again: the checkout changed meanwhile',
  'not-fixed': 'fix it first, or decide otherwise: --as deferred',
};

/** What a decision must not change: the answers, and what else was decided. */
function sameBesides({ surfaces, dispositions, unread }: AuditReport, id: string): string {
  const others = dispositions
    .filter((one) => one.id !== id)
    .map((one) => [one.id, one.disposition, one.reason, one.by, one.date, one.reviewBy, one.revisit, one.record]);
  return JSON.stringify([surfaces.map((one) => [one.id, one.controls]), others, unread]);
}

function subjectOf({ finding, rule, surface }: NewDecision['entry'], subjects: Subjects, report: AuditReport): Subject {
  if (finding !== undefined) return { finding, rule: null, surface: null };
  if (surface === undefined) return { finding: null, rule: rule ?? null, surface: null };
  const isKnown =
    (surfacesNamed(surface, subjects.surfaces).length > 0 && undecidedWith(surface, subjects.surfaces) === undefined) ||
    (rule === undefined && subjects.rows.some((row) => row === surface || row.startsWith(`${surface} (`)));
  // A part of a name is enough for a person; in the file it would come to mean more with time.
  return { finding: null, rule: rule ?? null, surface: isKnown ? surface : surfaceOrRow(surface, subjects, report) };
}

function surfaceOrRow(text: string, { rows }: Subjects, report: AuditReport): string {
  const alike = rows.filter((row) => row.toLowerCase().includes(text.trim().toLowerCase()));
  if (alike.length === 1 && alike[0] !== undefined) return alike[0];
  const { id, name, members } = findSurface(report, text);
  // A name outlives an id, which is made of all that a surface holds.
  const isOwn = (one: string): boolean =>
    surfacesNamed(one, report.surfaces).every((surface) => surface.id === id) && undecidedWith(one, report.surfaces) === undefined;
  return [name, ...members].find(isOwn) ?? id;
}

function unknownFinding({ finding, rule, surface }: Subject, { findings, rules }: Subjects): SealwrightError {
  const unknown = (message: string, choices: readonly string[], otherwise: string): SealwrightError =>
    new SealwrightError('FINDING_UNKNOWN', {
      message,
      hint: choices.length === 0 ? otherwise : `give one of: ${choices.map((one) => `"${printable(one)}"`).join(', ')}`,
    });
  if (finding !== null) {
    const ofRule = findings.filter((one) => one.rule === finding).map((one) => one.id);
    const near =
      ofRule.length > 0
        ? ofRule.slice(0, few)
        : nearest(
            finding,
            findings.map((one) => one.id),
            few,
          );
    return unknown(`no finding has the fingerprint ${JSON.stringify(finding.slice(0, 300))}`, near, 'sealwright audit --format json lists them under findings');
  }
  if (rule !== null && !rules.has(rule))
    return unknown(`there is no rule ${JSON.stringify(rule.slice(0, 100))}`, nearest(rule, [...rules], few), 'sealwright help docs/rules lists them');
  const found = [
    ...new Set(
      findings
        .filter((one) => surface === null || rule === null || one.rule === rule)
        .map((one) => (surface === null || rule === null ? one.rule : (one.surface ?? ''))),
    ),
  ];
  const near = rule === null ? [] : surface === null ? nearest(rule, found, few) : found.filter((one) => one !== '').slice(0, few);
  return unknown(
    `${rule ?? 'no rule'} finds nothing${surface === null ? '' : ` of ${JSON.stringify(surface.slice(0, 200))}`}`,
    near,
    'sealwright audit --all lists what is found',
  );
}

const few = 5;

function countOf({ findings, rows }: DecidedOn): string {
  if (findings.length > 0) return findings.length === 1 ? 'one finding' : `${findings.length} findings`;
  return rows.length === 0 ? 'what is not found here' : printable(rows.join(', '));
}

function refused(message: string, hint: string): SealwrightError {
  return new SealwrightError('DISPOSITION_REFUSED', { message, hint });
}

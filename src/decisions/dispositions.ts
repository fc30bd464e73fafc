import { SealwrightError } from '../base/index.ts';
import type { DispositionEntry } from './disposition-schema.ts';
import { throwMistakes, type PlainYaml } from '../settings/index.ts';
import type { Disposition, Revisit } from './model.ts';
import { subjectId } from './subject-id.ts';

/** Reads the decisions of one file. Throws CONFIG_MALFORMED where two decide on the same thing. */
export function readDispositions(entries: readonly DispositionEntry[], plain: PlainYaml): readonly Disposition[] {
  const read = entries.map((entry, i) => dispositionOf(entry, plain, i));
  const mistakes = read.flatMap((one, i) => {
    const first = read.findIndex((other) => other.id === one.id);
    return first === i ? [] : [twice(one, plain.placeOf(['dispositions', first]), plain.placeOf(['dispositions', i]))];
  });
  if (mistakes.length > 0) throwMistakes(mistakes);
  return read;
}

function dispositionOf(entry: DispositionEntry, plain: PlainYaml, i: number): Disposition {
  const subject = { finding: entry.finding ?? null, rule: entry.rule ?? null, surface: entry.surface ?? null };
  return {
    id: subjectId(subject),
    disposition: entry.disposition,
    ...subject,
    reason: oneLine(entry.reason),
    by: entry.by ?? null,
    date: entry.date ?? null,
    reviewBy: entry.reviewBy ?? null,
    revisit: revisitOf(entry.revisit),
    record: entry.record ?? null,
    premise: entry.premise ?? null,
    isShared: false,
    at: plain.spanOf(['dispositions', i]),
  };
}

function revisitOf(revisit: DispositionEntry['revisit']): Revisit | null {
  if (revisit === undefined) return null;
  if (typeof revisit === 'string') return { kind: 'words', text: oneLine(revisit) };
  if ('file' in revisit) return { kind: 'file', path: revisit.file };
  if ('action' in revisit) return { kind: 'action', action: revisit.action, version: String(revisit.version) };
  return { kind: 'surface', surface: revisit.surface };
}

/** Reports have a line for it, however it is written. */
function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ');
}

function twice(one: Disposition, first: string, at: string): SealwrightError {
  return new SealwrightError('CONFIG_MALFORMED', {
    at,
    message: `${JSON.stringify(one.id.length > 100 ? `${one.id.slice(0, 100)}…` : one.id)} is decided on twice`,
    hint: `keep one of the two entries; the first is at ${first}`,
  });
}

import { limits } from '../../base/index.ts';
import type { JsonValue } from '../json/index.ts';
import { parsed, quoted, refused, type Parsed } from '../reason/index.ts';
import { parseStatement, type StatementSubject } from '../statement/index.ts';

/** What is said of which artifacts. */
export interface StatementParts {
  readonly subjects: readonly StatementSubject[];
  /** Images and their platforms, all of which have the name of the repository. */
  readonly images?: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: JsonValue;
}

/**
 * Writes a statement of version 1 as the bytes that are signed. Refused where there is no subject, where one name stands for
 * two artifacts, where a subject has no SHA-256, by which everybody looks for it, and where our own reader would not take
 * it; what is given twice stands once. Source: in-toto/attestation `spec/v1/statement.md`.
 */
export function writeStatement({ subjects, images = [], predicateType, predicate }: StatementParts): Parsed<Uint8Array> {
  const twice = sharedName(subjects);
  if (twice !== undefined)
    return refused('SUBJECT_MALFORMED', `${quoted(twice)} stands for two artifacts`, { hint: 'give each a name of its own, or attest them one by one' });
  const once = new Map<string, StatementSubject>();
  for (const subject of [...subjects, ...images]) {
    const { name } = subject;
    if (subject.digest['sha256'] === undefined) return refused('SUBJECT_MALFORMED', `${quoted(name ?? 'a subject')} has no SHA-256`);
    if (name !== undefined && (name === '' || !name.isWellFormed())) return refused('SUBJECT_MALFORMED', `${quoted(name)} is no name of a subject`);
    const key = JSON.stringify([name, subject.digest['sha256']]);
    once.set(key, { ...subject, digest: { ...once.get(key)?.digest, ...subject.digest } });
  }
  if (once.size > limits.maxStatementSubjects)
    return refused('SUBJECT_MALFORMED', `${once.size} subjects are more than the ${limits.maxStatementSubjects} that one statement may have`, {
      hint: 'attest them in several statements',
    });
  const payload = new TextEncoder().encode(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject: [...once.values()], predicateType, predicate }));
  const read = parseStatement(payload);
  return read.kind === 'refused' ? read : parsed(payload);
}

/** A name that stands for artifacts of different digests: who verifies by name could not tell which was meant. */
function sharedName(subjects: readonly StatementSubject[]): string | undefined {
  const digests = new Map<string, string | undefined>();
  for (const { name, digest } of subjects) {
    if (name === undefined) continue;
    if (digests.has(name) && digests.get(name) !== digest['sha256']) return name;
    digests.set(name, digest['sha256']);
  }
  return undefined;
}

import { parsed, quoted, refused, type Parsed } from '../trust/reason/index.ts';
import type { StatementSubject } from '../trust/statement/index.ts';
import { parseChecksums } from './checksums.ts';

/**
 * The artifacts of a list of checksums, each with all its digests, by the names that the list has. Refused where a name has
 * no SHA-256 of its own: it would be left out, and nobody would see it.
 */
export function listedSubjects(bytes: Uint8Array): Parsed<readonly StatementSubject[]> {
  const list = parseChecksums(bytes);
  if (list.kind === 'refused') return list;
  const digests = new Map<string, Record<string, string>>();
  for (const { name, algorithm, digest } of list.value.entries) digests.set(name, { ...digests.get(name), [algorithm]: digest });
  const without = [...list.value.weak, ...digests.keys()].find((name) => digests.get(name)?.['sha256'] === undefined);
  if (without !== undefined) return refused('CHECKSUMS_MALFORMED', `the list of checksums has no SHA-256 of ${quoted(without)}`);
  return parsed([...digests].map(([name, digest]) => ({ name, digest })));
}

/** The same of a list in base64, as callers of the SLSA generators hand it over; it may be set out over lines. */
export function listedInBase64(text: string): Parsed<readonly StatementSubject[]> {
  const plain = text.replaceAll(/\s/g, '');
  const bytes = Buffer.from(plain, 'base64');
  if (plain === '' || bytes.toString('base64') !== plain) return refused('CHECKSUMS_MALFORMED', 'the list is not base64');
  return listedSubjects(bytes);
}

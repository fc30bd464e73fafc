import { printable } from '../../report/index.ts';
import type { SbomDocument } from '../../sbom/index.ts';
import type { Machine } from '../machine.ts';

const maxNotesTold = 10;

/** What a document holds, and what it does not, is told to whoever waits for it; by its name, where that is one of many. */
export function tell(
  { subject, packages, problems, notes }: SbomDocument,
  machine: Pick<Machine, 'stderr'>,
  name: string | undefined = subject.platform,
): void {
  const write = (text: string): void => machine.stderr.write(`${printable(text)}\n`);
  for (const problem of problems) write(`sealwright: ${problemWords(problem)} [${problem.code}]`);
  const of = name === undefined ? '' : `${name}: `;
  write(`sealwright: ${of}${packages.length} ${packages.length === 1 ? 'package' : 'packages'}${problems.length > 0 ? '; some may be missing' : ''}`);
  for (const note of notes.slice(0, maxNotesTold)) write(`  not looked at: ${note}`);
  if (notes.length > maxNotesTold) write(`  not looked at: ${notes.length - maxNotesTold} more, which the document names`);
  if (packages.length === 0 && problems.length === 0)
    write(
      '  no lock file, package database or program of a kind that is read names one; what was looked for stands in the document, and in: sealwright help sbom',
    );
}

/** A problem with its place, for a person. */
export function problemWords({ path, reason }: SbomDocument['problems'][number]): string {
  return path === '' ? reason : `${path}: ${reason}`;
}

import { SealwrightError, version } from '../../base/index.ts';
import { catalogers, describe, writeCycloneDx, writeSpdx, type SbomDocument } from '../../sbom/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { printable } from '../../report/index.ts';
import { createdAt } from './created.ts';
import { openSubject } from './open.ts';
import type { SbomOptions } from './options.ts';

const writers = { 'spdx-json': writeSpdx, 'cyclonedx-json': writeCycloneDx } as const;

/** Describes the subject and writes the document. Throws SBOM_UNREADABLE where nothing was found and something could not be read. */
export async function run(options: SbomOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const created = createdAt(machine, ports.clock);
  const opened = openSubject(options, machine);
  const document = describe({ ...opened, catalogers, exclude: options.exclude });
  refuseEmpty(document);
  const text = writers[options.format](document, { created, version });
  if (options.output === undefined) machine.stdout.write(text);
  else machine.writeFile(options.output, text);
  tell(document, machine);
  return { kind: 'described', isWhole: document.problems.length === 0 };
}

/** A document without packages says that there are none, which nobody knows of what could not be read. */
function refuseEmpty({ packages, problems, subject }: SbomDocument): void {
  const [first] = problems;
  if (packages.length > 0 || first === undefined) return;
  throw new SealwrightError('SBOM_UNREADABLE', {
    message: `${subject.name} cannot be described: ${problemWords(first)}`,
    hint: 'mend or leave out (--exclude) what cannot be read; nothing was written, and it is safe to run again',
    lines: problems.slice(1, 20).map(problemWords),
  });
}

/** What is not in the document is told to whoever waits for it. */
function tell({ packages, problems, notes }: SbomDocument, machine: Machine): void {
  const write = (text: string): void => machine.stderr.write(`${printable(text)}\n`);
  for (const problem of problems) write(`sealwright: ${problemWords(problem)} [${problem.code}]`);
  for (const note of notes) write(`  not looked at: ${note}`);
  write(`sealwright: ${packages.length} ${packages.length === 1 ? 'package' : 'packages'}${problems.length > 0 ? '; some may be missing' : ''}`);
}

function problemWords({ path, reason }: SbomDocument['problems'][number]): string {
  return path === '' ? reason : `${path}: ${reason}`;
}

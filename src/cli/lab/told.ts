import type { WholeLabService } from '../../lab/index.ts';

/** A lab that is up, as it is told. */
export interface LabTold {
  readonly environment: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<WholeLabService, string>>;
  /** Paths by the name of the file. */
  readonly files: Readonly<Record<string, string>>;
  readonly state: string | undefined;
}

/** For programs. `docs/guides/lab.md` says what each field is. */
export function labAsJson({ environment, services, files, state }: LabTold): string {
  return `${JSON.stringify({ schemaVersion: 1, kind: 'lab', environment, services, files, state: state ?? null }, null, 2)}\n`;
}

/** Lines for a shell of POSIX. */
export function labAsShell({ environment }: Pick<LabTold, 'environment'>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${shellWord(value)}\n`)
    .join('');
}

function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

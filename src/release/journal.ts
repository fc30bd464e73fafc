import { createHash } from 'node:crypto';
import { limits, SealwrightError } from '../base/index.ts';
import type { ReleaseState } from './model.ts';

/** A line of the journal. `begun` stands before a step that strangers can see, `done` after any. */
export type Entry =
  | {
      readonly kind: 'planned';
      readonly name: string;
      readonly plan: string;
      /** What its patterns found. */ readonly paths: readonly string[];
      readonly charts?: readonly KnownChart[];
    }
  | { readonly kind: 'begun'; readonly step: string }
  | { readonly kind: 'done'; readonly step: string; readonly facts: Facts };

/** A chart that was planned, whose layout is kept. */
export interface KnownChart {
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

/** What a step left behind, as later steps and later runs need it. */
export interface Facts {
  /** Kept files, by name, with their SHA-256 in hexadecimal: a later run holds them against it. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Which of them may be run, as they were built. */
  readonly executables?: readonly string[];
  /** Digests of images, with the algorithm: of the layouts that were frozen, or of what was pushed and all under it. */
  readonly digests?: readonly string[];
  /** Those of them that hold files, where something was pushed. */
  readonly images?: readonly string[];
  /** Of a tag of git that was there: who releases has not signed it, and tells nobody to ask for that. */
  readonly tag?: 'by-others';
  /** The draft release, and whether it waited there already. */
  readonly draft?: number;
  readonly draftWas?: 'there' | 'made';
}

/** The journal's file: lines are added at its end, and are on the disk when `append` returns. */
export interface JournalFile {
  readonly read: () => Uint8Array | undefined;
  /** Throws STATE_UNWRITABLE. */
  readonly append: (line: string) => void;
  /** Cuts off what a run that was killed did not write to its end. Throws STATE_UNWRITABLE. */
  readonly truncate: (bytes: number) => void;
}

/**
 * What was done of a release. Each line has a sum over itself and the line before it: a line that was cut off in writing is
 * dropped, any other damage stops the release.
 */
export class Journal {
  readonly #file: JournalFile;
  readonly #entries: Entry[];
  #sum: string;

  private constructor(file: JournalFile, entries: Entry[], sum: string) {
    this.#file = file;
    this.#entries = entries;
    this.#sum = sum;
  }

  /** Reads what earlier runs wrote. Throws JOURNAL_DAMAGED. */
  static open(file: JournalFile, path: string): Journal {
    const bytes = file.read() ?? new Uint8Array();
    const text = Buffer.from(bytes).toString('utf8');
    const whole = text.lastIndexOf('\n') + 1;
    const entries: Entry[] = [];
    let sum = '';
    for (const [i, line] of text.slice(0, whole).split('\n').slice(0, -1).entries()) {
      const read = readLine(line, sum);
      if (read === undefined || i >= limits.maxJournalLines)
        throw new SealwrightError('JOURNAL_DAMAGED', {
          at: `${path}:${i + 1}`,
          message: 'the line is not what was written',
          hint: 'put the file back from a copy; if nothing of this release is public, remove the folder and release again',
        });
      entries.push(read.entry);
      sum = read.sum;
    }
    const kept = Buffer.byteLength(text.slice(0, whole));
    if (kept < bytes.length) file.truncate(kept);
    return new Journal(file, entries, sum);
  }

  /** What a release was planned with, by the text of its journal, which is not checked here; nothing where there is none. */
  static plannedIn(text: string): { readonly paths: readonly string[]; readonly charts: readonly KnownChart[] } {
    const line = text.split('\n').find((one) => one.includes('"kind":"planned"'));
    try {
      const entry = JSON.parse((line ?? '').slice(65)) as Partial<Extract<Entry, { kind: 'planned' }>>;
      return {
        paths: (entry.paths ?? []).filter((one) => typeof one === 'string'),
        charts: (entry.charts ?? []).filter((one) => [one?.path, one?.name, one?.version].every((field) => typeof field === 'string')),
      };
    } catch {
      return { paths: [], charts: [] };
    }
  }

  get plan(): string | undefined {
    return this.#entries.findLast((one) => one.kind === 'planned')?.plan;
  }

  /** True where there is nothing to go on with. */
  get isNew(): boolean {
    return this.#entries.length === 0;
  }

  /** What a step left, or undefined where it was not done. */
  done(step: string): Facts | undefined {
    return this.#entries.findLast((one): one is Extract<Entry, { kind: 'done' }> => one.kind === 'done' && one.step === step)?.facts;
  }

  /** Whether this release ever made a file of these bytes, in a run that was begun anew too. */
  hasMade(name: string, sha256: string): boolean {
    return this.#entries.some((one) => one.kind === 'done' && one.facts.outputs?.[name] === sha256);
  }

  /** Whether anything that strangers can see was begun, whatever is declared now. */
  get isPublic(): boolean {
    return this.#entries.some((one) => one.kind === 'begun');
  }

  hasBegun(step: string): boolean {
    return this.#entries.some((one) => one.kind === 'begun' && one.step === step);
  }

  /** Writes an entry. It is on the disk when this returns. */
  write(entry: Entry): void {
    const body = JSON.stringify(entry);
    const sum = sumOf(this.#sum, body);
    this.#file.append(`${sum} ${body}\n`);
    this.#entries.push(entry);
    this.#sum = sum;
  }

  /** Where the release stands, by the steps of its plan. */
  state(steps: readonly { readonly id: string; readonly phase: string }[]): ReleaseState {
    const publishing = steps.filter(({ phase }) => phase === 'publish' || phase === 'final');
    const done = publishing.filter(({ id }) => this.done(id) !== undefined);
    if (done.length === publishing.length && this.done('verify') !== undefined) return 'published';
    if (publishing.some(({ id }) => this.hasBegun(id))) return 'partly-published';
    if (this.done('verify') !== undefined) return 'verified';
    const before = steps.filter(({ phase }) => phase === 'prepare' || phase === 'stage');
    if (before.every(({ id }) => this.done(id) !== undefined)) return 'staged';
    return this.done('freeze') === undefined ? 'planned' : 'frozen';
  }
}

function readLine(line: string, before: string): { readonly entry: Entry; readonly sum: string } | undefined {
  const [, sum, body] = /^([0-9a-f]{64}) (\{.*\})$/.exec(line) ?? [];
  if (sum === undefined || body === undefined || sumOf(before, body) !== sum) return undefined;
  // The sum holds: we wrote it.
  return { entry: JSON.parse(body) as Entry, sum };
}

function sumOf(before: string, body: string): string {
  return createHash('sha256').update(`${before}\n${body}`).digest('hex');
}

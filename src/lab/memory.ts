import type { Clock } from '../base/index.ts';

/** What outlives a lab, so that the next start is the same lab: small texts by name, and what each service was told. */
export interface LabMemory {
  /** The text of a name; undefined where nothing was kept. Some are secret: keys, and the seed that keys follow from. */
  readonly read: (name: string) => string | undefined;
  readonly keep: (name: string, text: string) => void;
  readonly diary: (service: string) => Diary;
}

/** The requests that changed what a service holds, oldest first. */
export interface Diary {
  readonly pages: () => Iterable<DiaryPage>;
  /** Returns once the page is kept. Throws where it cannot be, and the service then fails the request. */
  readonly write: (page: DiaryPage) => void;
}

export interface DiaryPage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Those alone that services read, and none that shows who asks. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The text of a name, made now where none was kept. */
export function once(memory: LabMemory | undefined, name: string, make: () => string): string {
  const kept = memory?.read(name);
  if (kept !== undefined) return kept;
  const text = make();
  memory?.keep(name, text);
  return text;
}

/** The time of day, or that of a page while it is told again: what was promised then has to be the same now. */
export interface LabClock extends Clock {
  readonly at: <T>(time: number, run: () => Promise<T>) => Promise<T>;
}

export function labClock(clock: Clock): LabClock {
  const told: { at: number | undefined } = { at: undefined };
  return {
    now: () => told.at ?? clock.now(),
    at: async (time, run) => {
      told.at = time;
      try {
        return await run();
      } finally {
        told.at = undefined;
      }
    },
  };
}

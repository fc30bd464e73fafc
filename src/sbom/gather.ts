import type { Found } from './cataloger.ts';
import type { Problem } from './problem.ts';

/** Puts together what several files gave. */
export function gather(parts: readonly Found[]): Found {
  return {
    packages: parts.flatMap((one) => one.packages),
    problems: parts.flatMap((one) => one.problems),
    notes: parts.flatMap((one) => one.notes ?? []),
  };
}

/** What a file gave that is not what its name says. */
export function malformed(path: string, reason: string): Found {
  return failed({ code: 'MANIFEST_MALFORMED', path, reason });
}

/** What a file gave whose form is known to exist and is not read. */
export function unsupported(path: string, reason: string): Found {
  return failed({ code: 'MANIFEST_UNSUPPORTED', path, reason });
}

/** A problem and no package. */
export function failed(problem: Problem): Found {
  return { packages: [], problems: [problem] };
}

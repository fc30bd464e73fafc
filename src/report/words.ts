import type { ControlId, Evidence } from '../controls/index.ts';
import type { SurfaceKind } from '../surfaces/index.ts';
import { printable } from './escape.ts';
import { shortName } from './short-name.ts';

/** The columns of the matrix, in order. */
export const columns: readonly { readonly id: ControlId; readonly title: string; readonly question: string }[] = [
  { id: 'hashes', title: 'Hashes', question: 'can a download be checked against a published digest' },
  { id: 'signature', title: 'Signed', question: 'is what is published signed' },
  { id: 'sbom', title: 'SBOM', question: 'is there a bill of materials for what is published' },
  { id: 'provenance', title: 'Provenance', question: 'is there a signed statement of how it was built' },
  { id: 'verifyRecipe', title: 'Recipe', question: 'do the documents give a command that checks it' },
];

export type Tone = 'good' | 'weak' | 'bad' | 'alarm' | 'unknown' | 'none';

/** A cell in words. `mark` qualifies the words and is never cut off. */
export interface CellWords {
  readonly words: string;
  readonly mark: string;
  readonly tone: Tone;
}

/** Returns the words for a control's answer; `(!)` warns where the text looks better than it is. */
export function cellWords(evidence: Evidence): CellWords {
  const how = printable(evidence.how);
  const soft = evidence.strength === 'best-effort';
  switch (evidence.status) {
    case 'present':
      return { words: how === '' ? 'yes' : how, mark: soft ? '(best effort)' : '', tone: soft ? 'weak' : 'good' };
    case 'partial':
      return { words: how === '' ? 'some' : how, mark: soft ? '(partly, best effort)' : '(partly)', tone: 'weak' };
    case 'absent':
      if (evidence.strength === 'cannot-work') return { words: 'cannot work', mark: '(!)', tone: 'alarm' };
      if (evidence.strength === 'declared') return { words: 'claimed only', mark: '(!)', tone: 'alarm' };
      return { words: 'no', mark: '', tone: 'bad' };
    case 'unknown':
      return { words: 'unknown', mark: '', tone: 'unknown' };
    case 'not-applicable':
      return { words: '–', mark: '', tone: 'none' };
    default: {
      const never: never = evidence.status;
      return never;
    }
  }
}

/** The cell's words and mark as one string. */
export function cellText(evidence: Evidence): string {
  const { words, mark } = cellWords(evidence);
  return mark === '' ? words : `${words} ${mark}`;
}

const kindWords: Readonly<Record<SurfaceKind, string>> = {
  'release-asset': 'release file',
  'container-image': 'image',
  'python-dist': 'Python',
  'npm-package': 'npm',
  crate: 'crate',
  maven: 'Maven',
  'helm-chart': 'chart',
  'git-tag': 'git tag',
  gem: 'gem',
  'os-package': 'OS package',
  action: 'action',
  site: 'site',
  other: 'other',
};

/** Returns a surface's name, with its kind where the name alone does not say it. */
export function surfaceTitle(surface: { readonly name: string; readonly kind: SurfaceKind; readonly members: readonly string[] }): string {
  const name = printable(shortName(surface));
  if (surface.kind === 'release-asset' || surface.kind === 'container-image') return name;
  const kind = kindWords[surface.kind];
  // `lens (Homebrew)` says where it is found.
  if (surface.kind === 'os-package' && name.endsWith(')')) return name;
  // A word of its own says it: `git tag v*` does, a gem named `lensgems` does not.
  const says = new RegExp(`(?:^|[^a-z])${kind}(?:[^a-z]|$)`, 'i').test(name);
  return says ? name : `${name} (${kind})`;
}

/** How a policy is kept, before the name of what keeps it. */
export const enforcement = { enforced: 'enforced by', declared: 'declared by', unknown: 'perhaps enforced by' } as const;

/** Returns `1 workflow`, `2 workflows`. */
export function count(n: number, noun: string): string {
  if (n === 1) return `1 ${noun}`;
  return `${n} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** Quotes a word for a POSIX shell where it needs it. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_.,:/@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const events: Readonly<Record<string, string>> = {
  'push:tag': 'a tag push',
  'push:branch': 'a branch push',
  release: 'a release event',
  'workflow_dispatch:branch': 'a dispatch from a branch',
  'workflow_dispatch:tag': 'a dispatch from a tag',
  schedule: 'a schedule',
};

/** A scenario's id in words. */
export function eventWords(scenario: string): string {
  return events[scenario] ?? scenario;
}

import type { Unit } from '../../surfaces/index.ts';
import type { JudgedSurface } from './input.ts';

/** Pages to read: a site, or a bucket or folder of one that is called after them. Nobody verifies those. */
export function isToRead({ info, units }: JudgedSurface): boolean {
  if (info.kind === 'site') return true;
  return units.length > 0 && units.every((unit) => unit.place === 'bucket' && unit.names.every((name) => pages.test(name) || pageFolder.test(name)));
}

const pages = /^(?:\w+:\/\/)?(?:[\w-]+\.)?(?:docs?|www|web|site|website|api-?docs?|apiref|storybook)(?:[.\-/{]|\s|$)/i;
const pageFolder = /\s(?:\.\/)?(?:[\w.-]+\/)*(?:docs?|_?site|website|html|storybook-static)\/[^/]*$/i;

/** What a program publishes of which not one name was read: nothing can be said of it, and nobody could act on it. */
export function isNameless({ units }: JudgedSurface): boolean {
  return units.length > 0 && units.every((unit) => unit.names.length > 0 && unit.names.every((name) => /\{(?:item|value)[_-]?\d+\}/.test(name)));
}

/** Indexes that keep a statement of where a package is from. */
const keepProvenance: ReadonlySet<Unit['index']> = new Set(['pypi', 'testpypi', 'npm', 'rubygems', 'jsr', 'maven-central', 'maven', 'gradle-plugin-portal']);
/** Indexes that take a signature of the publisher. */
const keepSignatures: ReadonlySet<Unit['index']> = new Set([...keepProvenance, 'nuget', 'terraform']);

/** Who could keep evidence of a thing beside it: the project, wherever it likes; the index; or nobody, where the index has no place for it. */
export type Keeper = 'project' | 'store' | 'nobody';

/** Who could keep it. A package repository or store signs what it holds by itself, with keys that no file of the project tells. */
export function keeperOf({ units, info }: JudgedSurface, what: 'provenance' | 'signature'): Keeper {
  if (info.kind === 'crate') return 'nobody';
  if (units.length === 0) return 'project';
  if (units.every((unit) => unit.place === 'channel')) return 'store';
  const takes = what === 'provenance' ? keepProvenance : keepSignatures;
  return units.every((unit) => unit.place === 'index' && !takes.has(unit.index)) ? 'nobody' : 'project';
}

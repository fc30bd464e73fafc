import type { Trace } from '../../lineage/index.ts';
import type { Unit } from '../../surfaces/index.ts';
import { show } from '../../values/index.ts';
import { shellName } from './shell-name.ts';

/** What a stranger has in hand, as a command names it. */
export interface Subject {
  /** The variable that holds it: `FILE`, `IMAGE`. */
  readonly variable: 'FILE' | 'IMAGE' | 'PACKAGE';
  /** The name that the recipe shows as an example; undefined where only a pattern is known. */
  readonly example: string | undefined;
  /** Lines that set the variable, those before it included. */
  readonly settings: (variables: Iterable<string>) => readonly string[];
  /** Where its release's files are, ending in a slash; undefined for what is not on a release of this repository. */
  readonly downloads: string | undefined;
}

const fewNames = 6;

/** Returns the subject of a unit's recipes, or why none can be named in a command. */
export function subjectOf(trace: Trace, unit: Unit, settings: (variables: Iterable<string>) => readonly string[]): Subject | { readonly why: string } {
  const names = unit.image === undefined ? fileNames(unit) : imageNames(unit);
  const usable = names.flatMap((name) => {
    const written = shellName(name);
    return written === undefined ? [] : [{ name, ...written }];
  });
  const variable = unit.image !== undefined ? 'IMAGE' : unit.place === 'index' ? 'PACKAGE' : 'FILE';
  const [first] = usable;
  if (first === undefined) {
    const patterns = names.filter((name) => /^[\w.*+@/-]+$/.test(name)).slice(0, fewNames);
    if (variable !== 'FILE' || patterns.length === 0) return { why: 'its name is not known well enough to be put in a command' };
    return {
      variable,
      example: undefined,
      settings: (variables) => [...settings(variables), `FILE="<file>" # one of ${patterns.join(', ')}`],
      downloads: downloadsOf(trace, unit),
    };
  }
  const others = names.length > 1 && variable === 'FILE' ? ' # or another of its files' : variable === 'IMAGE' ? ' # or its digest, as you run it' : '';
  return {
    variable,
    example: first.name,
    settings: (variables) => [...settings([...variables, ...first.variables]), `${variable}="${first.word}"${others}`],
    downloads: downloadsOf(trace, unit),
  };
}

/** Names as they are published; a row's name can list several. */
function fileNames(unit: Unit): readonly string[] {
  return [...new Set(unit.names.flatMap((name) => name.split(', ')))];
}

/** Names with the version first: what `latest` is today is something else tomorrow. */
function imageNames(unit: Unit): readonly string[] {
  // Helm alone takes a name with its scheme, and gh is given that by who writes for it.
  return unit.names.map((name) => name.replace(/^oci:\/\//, '')).toSorted((a, b) => Number(isMoving(a)) - Number(isMoving(b)));
}

function isMoving(name: string): boolean {
  return /:(?:latest|edge|nightly|stable|main|master)(?:-|$)/.test(name);
}

function downloadsOf(trace: Trace, unit: Unit): string | undefined {
  const { git, deployment } = trace.input;
  const sink = unit.publish?.sink;
  if (sink?.kind !== 'release' || git.owner === null || git.repo === null) return undefined;
  const own = `${git.owner}/${git.repo}`;
  if (sink.repository !== undefined && show(sink.repository).toLowerCase() !== own.toLowerCase()) return undefined;
  return `https://${deployment.host}/${own}/releases/download/\${TAG}/`;
}

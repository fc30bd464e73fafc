import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackageURL } from 'packageurl-js';

/** A tree of packages, and what its own ecosystem says is in it. */
export interface Prepared {
  readonly tree: string;
  /** One line a package, in words that `key` makes of a package URL. */
  readonly own: ReadonlySet<string>;
}

/** What is compared: made when it is asked for, by the ecosystem's own tools. */
export interface Comparison {
  readonly name: string;
  /** It is not asked for: it may fall short. */
  readonly beyond?: true;
  /** Who lists what is there. */
  readonly lister: string;
  /** The type of package URLs that count. */
  readonly type: string;
  readonly key: (purl: PackageURL) => string;
  /** Makes the tree in a folder of its own; a text says why it cannot be made here. */
  readonly prepare: (folder: string) => Prepared | string;
}

/** How far a list of packages is from the ecosystem's own. */
export interface Against {
  readonly found: number;
  readonly recall: number;
  readonly precision: number;
  readonly missed: readonly string[];
  readonly extra: readonly string[];
}

export interface Compared {
  readonly own: number;
  readonly ours: Against;
  /** Undefined where syft is not installed. */
  readonly syft: Against | undefined;
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Describes a tree with sealwright and with syft, and holds both against the ecosystem's own list. Throws where one of them fails. */
export function compare({ type, key }: Comparison, { tree, own }: Prepared, more: { readonly syft: string | undefined; readonly folder: string }): Compared {
  const file = join(more.folder, 'ours.cdx.json');
  run(process.execPath, [join(root, 'bin', 'sealwright.js'), 'sbom', tree, '--format', 'cyclonedx-json', '--output', file]);
  const ours = keysIn(readFileSync(file, 'utf8'), type, key);
  const syft = more.syft === undefined ? undefined : keysIn(run(more.syft, ['scan', '--quiet', '--output', 'cyclonedx-json', `dir:${tree}`]), type, key);
  return { own: own.size, ours: against(ours, own), syft: syft === undefined ? undefined : against(syft, own) };
}

function against(found: ReadonlySet<string>, own: ReadonlySet<string>): Against {
  const both = [...found].filter((one) => own.has(one)).length;
  return {
    found: found.size,
    recall: own.size === 0 ? 1 : both / own.size,
    precision: found.size === 0 ? 1 : both / found.size,
    missed: [...own].filter((one) => !found.has(one)).toSorted(),
    extra: [...found].filter((one) => !own.has(one)).toSorted(),
  };
}

function keysIn(text: string, type: string, key: Comparison['key']): ReadonlySet<string> {
  const { components = [] } = JSON.parse(text) as { readonly components?: readonly { readonly purl?: string }[] };
  const purls = components.flatMap(({ purl }) => (purl === undefined ? [] : [PackageURL.fromString(purl)]));
  return new Set(purls.filter((one) => one.type === type).map(key));
}

/** Runs a program and gives what it wrote. Throws with its last words where it fails. */
export function run(program: string, words: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}): string {
  const { status, error, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 512 * 1024 * 1024, ...options });
  if (error !== undefined) throw new Error(`${program} is not installed`);
  if (status !== 0) throw new Error(`${program} failed: ${stderr.trim().split('\n').slice(-3).join(' | ')}`);
  return stdout;
}

/** Whether a program is installed. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

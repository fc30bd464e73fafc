import { elements, field } from './fields.ts';
import { readJson, readText } from './text.ts';
import type { ByteTree } from './tree/byte-tree.ts';

/** What a lock file says of a folder below it: by the text of the lock, the folder's path from there, and the folder's own name. */
type Names = (lock: string, member: { readonly path: string; readonly name: string | undefined }) => boolean;

const asObject: Names = (lock, { path }) => [': {', ':{'].some((opening) => lock.includes(`${JSON.stringify(path)}${opening}`));

/**
 * How the lock file of a workspace names its members; of others a lock file is for its own folder alone. Source: npm,
 * "package-lock.json", `packages`; pnpm, "Lockfile", `importers`; Yarn, "Lockfiles"; Cargo, "Cargo.toml vs Cargo.lock"; uv,
 * "Workspaces".
 */
const naming: Readonly<Record<string, Names>> = {
  'package-lock.json': asObject,
  'npm-shrinkwrap.json': asObject,
  'bun.lock': asObject,
  'pnpm-lock.yaml': (lock, { path }) => ['', "'", '"'].some((quote) => lock.includes(`\n  ${quote}${path}${quote}:`)),
  'yarn.lock': (lock, { path }) => ['"', ',', '@'].some((end) => lock.includes(`@workspace:${path}${end}`)),
  'Cargo.lock': (lock, { name }) => name !== undefined && lock.includes(`\nname = ${JSON.stringify(name)}\n`),
  'uv.lock': (lock, { path }) => lock.includes(` = ${JSON.stringify(path)} }`),
};

/** Yarn's first form, and Bun's binary one, say nothing of members: the manifest beside them does. */
const byManifest = new Set(['yarn.lock', 'bun.lockb']);

/** Says which folders lock files speak of that lie above them; reads each lock file once. */
export class WorkspaceMembers {
  readonly #tree: ByteTree;
  readonly #texts = new Map<string, string>();
  readonly #patterns = new Map<string, readonly RegExp[]>();

  constructor(tree: ByteTree) {
    this.#tree = tree;
  }

  /** Whether a lock file, given by its folder (empty, or with a final slash) and name, is for a manifest in a folder below as well. */
  has({ folder, lock }: { readonly folder: string; readonly lock: string }, manifest: string): boolean {
    const path = manifest.slice(folder.length, manifest.lastIndexOf('/'));
    const names = naming[lock];
    if (names?.(this.#text(`${folder}${lock}`), { path, name: lock === 'Cargo.lock' ? this.#crate(manifest) : undefined }) === true) return true;
    return byManifest.has(lock) && this.#workspaces(folder).some((pattern) => pattern.test(path));
  }

  #text(path: string): string {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const read = readText(this.#tree, path);
    const text = read.kind === 'read' ? read.value.replaceAll('\r\n', '\n') : '';
    this.#texts.set(path, text);
    return text;
  }

  #crate(manifest: string): string | undefined {
    const read = readText(this.#tree, manifest);
    return read.kind === 'read' ? /^\[package\][^[]*?^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(read.value)?.[1] : undefined;
  }

  #workspaces(folder: string): readonly RegExp[] {
    const known = this.#patterns.get(folder);
    if (known !== undefined) return known;
    const read = readJson(this.#tree, `${folder}package.json`);
    const declared = read.kind === 'read' ? field(read.value, 'workspaces') : undefined;
    const globs = [...elements(declared), ...elements(field(declared, 'packages'))]
      .filter((one): one is string => typeof one === 'string' && one.length <= maxPattern && (one.match(/\*+/g) ?? []).length <= maxWilds)
      .slice(0, maxPatterns);
    const patterns = globs.map(
      (glob) =>
        new RegExp(
          `^${glob
            .replace(/^\.\//, '')
            .replace(/\/+$/, '')
            .split(/(\*+)/)
            .map((part) => (part === '*' ? '[^/]*' : /^\*+$/.test(part) ? '.*' : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
            .join('')}$`,
        ),
    );
    this.#patterns.set(folder, patterns);
    return patterns;
  }
}

// What people write has one or two; many would be tried in every order.
const [maxPatterns, maxPattern, maxWilds] = [100, 500, 3];

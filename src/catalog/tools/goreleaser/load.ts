import type { FileTree } from '../../../base/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { readConfig } from '../support/config.ts';
import type { ConfigFile } from '../support/config.ts';
import { get, isSet, maps, text } from '../support/node.ts';
import { resolveFile } from '../support/path.ts';
import type { Run } from '../support/run.ts';

/** Where GoReleaser looks for its configuration, in this order (cmd/config.go of v2.18; `.config/` since v2). */
export const configNames = ['.config/goreleaser.yml', '.config/goreleaser.yaml', '.goreleaser.yml', '.goreleaser.yaml', 'goreleaser.yml', 'goreleaser.yaml'];

const maxIncludes = 20;

/** The configuration with what it includes, and whether all of it could be read. */
export interface Loaded {
  readonly path: string | undefined;
  readonly root: Node | undefined;
  readonly whole: boolean;
}

/** Finds and reads the configuration; `named` is the value of `--config`. */
export function loadConfig(run: Run, named: string | undefined): Loaded {
  const { files, cwd, span } = run.input;
  const candidates = named === undefined ? configNames : [named];
  for (const name of candidates) {
    const path = resolveFile(cwd, name);
    const config = path === undefined ? undefined : readConfig(files, path);
    if (config === undefined) continue;
    run.problems(config);
    if (config.node !== undefined && config.node.kind !== 'map') {
      run.doubt(config.node.span, 'the configuration is not a map');
      return { path: config.path, root: undefined, whole: false };
    }
    const seen = new Set([config.path]);
    const parts = included(run, files, config, seen);
    return {
      path: config.path,
      root: mergeAll([config.node, ...parts.nodes]),
      whole: parts.whole && (config.node !== undefined || config.problems.length === 0),
    };
  }
  if (named !== undefined) run.doubt(span, `the configuration ${named} is not in the repository`);
  return { path: undefined, root: undefined, whole: named === undefined };
}

/** Configurations taken in by `includes` (paid edition), files of the repository only, each once. */
function included(run: Run, files: FileTree, config: ConfigFile, seen: Set<string>): { readonly nodes: readonly Node[]; readonly whole: boolean } {
  const nodes: Node[] = [];
  let whole = true;
  for (const entry of maps(get(config.node, 'includes'))) {
    const name = text(entry, 'from_file', 'path');
    if (name === undefined) {
      run.doubt(entry.span, 'a configuration included from elsewhere was not read');
      whole = false;
      continue;
    }
    const path = resolveFile(run.input.cwd, name);
    if (path !== undefined && seen.has(path)) {
      run.doubt(entry.span, `${name} is included more than once`);
      continue;
    }
    const found = path === undefined || seen.size > maxIncludes ? undefined : readConfig(files, path);
    if (found?.node?.kind !== 'map') {
      run.doubt(entry.span, `the included configuration ${name} was not read`);
      run.problems(found);
      whole = false;
      continue;
    }
    seen.add(found.path);
    const inner = included(run, files, found, seen);
    nodes.push(found.node, ...inner.nodes);
    whole &&= inner.whole;
  }
  return { nodes, whole };
}

/** Joins configurations: lists are put together, maps merged, for anything else the first one that says something wins. */
function mergeAll(nodes: readonly (Node | undefined)[]): Node | undefined {
  return nodes.filter(isSet).reduce<Node | undefined>((whole, node) => (whole === undefined ? node : merge(whole, node, 0)), undefined);
}

function merge(a: Node, b: Node, depth: number): Node {
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', items: [...a.items, ...b.items], span: a.span };
  if (a.kind !== 'map' || b.kind !== 'map' || depth > 20) return a;
  const theirs = new Map(b.entries.map((entry) => [entry.key.value, entry]));
  const own = a.entries.map((entry) => {
    const other = theirs.get(entry.key.value);
    theirs.delete(entry.key.value);
    return other === undefined ? entry : { key: entry.key, value: isSet(entry.value) ? merge(entry.value, other.value, depth + 1) : other.value };
  });
  return { kind: 'map', entries: [...own, ...theirs.values()], span: a.span };
}

import type { Node } from '../../../workflow/index.ts';
import { readConfig } from '../support/config.ts';
import { get, isSet, text, texts } from '../support/node.ts';
import { joinPath, resolveFile } from '../support/path.ts';
import type { Run } from '../support/run.ts';

/** Where the configuration is looked for after `build` of package.json, in this order (app-builder-lib, util/config/load.ts). */
export const configNames = ['yml', 'yaml', 'json', 'json5', 'toml', 'js', 'cjs', 'ts'].map((ending) => `electron-builder.${ending}`);

const maxParents = 10;

/** The configurations to ask in order: the one given first, then what it extends. `unread` says what is code or elsewhere. */
export interface BuilderConfig {
  readonly path: string | undefined;
  readonly nodes: readonly Node[];
  readonly manifest: Node | undefined;
  readonly unread: string | undefined;
}

/** Finds the configuration of the project in `folder`; `named` is the value of `--config`. */
export function loadBuilderConfig(run: Run, folder: string, named: string | undefined): BuilderConfig {
  const { files } = run.input;
  const manifestPath = joinPath(folder, 'package.json');
  const manifestFile = readConfig(files, manifestPath);
  run.problems(manifestFile);
  const manifest = manifestFile?.node;
  const inline = get(manifest, 'build');
  if (named === undefined && isSet(inline)) return withParents(run, folder, manifestPath, inline, manifest);
  for (const name of named === undefined ? configNames : [named]) {
    const path = resolveFile(folder, name);
    const config = path === undefined ? undefined : readConfig(files, path);
    if (config === undefined) continue;
    if (/\.[cm]?[jt]s$/.test(name)) return { path: config.path, nodes: [], manifest, unread: `the configuration ${name} is code` };
    run.problems(config);
    if (config.node === undefined) return { path: config.path, nodes: [], manifest, unread: `the configuration ${name} could not be read` };
    return withParents(run, folder, config.path, config.node, manifest);
  }
  return { path: undefined, nodes: [], manifest, unread: named === undefined ? undefined : `the configuration ${named} is not in the repository` };
}

function withParents(run: Run, folder: string, path: string, node: Node, manifest: Node | undefined): BuilderConfig {
  const nodes: Node[] = [node];
  const seen = new Set([path]);
  let unread: string | undefined;
  for (let i = 0; i < nodes.length && i < maxParents; i++) {
    for (const parent of texts(get(nodes[i], 'extends'))) {
      const found = resolveFile(folder, parent.replace(/^file:/, ''));
      const config = found === undefined || seen.has(found) || /\.[cm]?[jt]s$/.test(found) ? undefined : readConfig(run.input.files, found);
      if (config?.node === undefined || found === undefined) {
        unread = `the configuration extends ${parent}, which was not read`;
        run.doubt(get(nodes[i], 'extends')?.span ?? node.span, unread);
        continue;
      }
      seen.add(found);
      nodes.push(config.node);
    }
  }
  return { path, nodes, manifest, unread };
}

/** The value under a key path in the first configuration that sets it. */
export function setting(config: BuilderConfig, ...keys: readonly string[]): Node | undefined {
  for (const node of config.nodes) {
    const found = get(node, ...keys);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function settingText(config: BuilderConfig, ...keys: readonly string[]): string | undefined {
  for (const node of config.nodes) {
    const found = text(node, ...keys);
    if (found !== undefined) return found;
  }
  return undefined;
}

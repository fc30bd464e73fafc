import { concatAll, hole, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { isOn, parseArgs } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import { get, isSet, items, keysOf, maps, scalarOf, spanOf, text } from '../support/node.ts';
import { joinPath } from '../support/path.ts';
import { Run } from '../support/run.ts';

const defaultTag = '${ pkg.pkg }-v${ pkgFile.version }';

/**
 * Reads covector: the commands that `.changes/config.json` gives for publishing each package, in the package's folder,
 * a package's own before its manager's; with `--create-release` (an input of its action) a release with a tag through
 * the API, and the files that `assets` names. Read in jbolda/covector (packages/assemble, packages/action) at commit
 * 12f80dab on 2026-11-23.
 */
export function readCovector(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: ['cwd', 'directory'], aliases: { d: 'directory' } });
  if (isOn(args, 'dry-run')) return run.result(undefined);
  const config = readConfig(input.files, joinPath(input.cwd, '.changes/config.json'));
  if (config?.node === undefined) {
    run.unclear(input.span, 'covector publishes as its configuration says, and .changes/config.json is not there');
    return run.result(undefined);
  }
  run.problems(config);
  const packages = get(config.node, 'packages');
  const managers = get(config.node, 'pkgManagers');
  for (const phase of ['prepublish', 'publish', 'postpublish']) {
    for (const name of keysOf(packages)) {
      const one = get(packages, name);
      const own = (key: string): Node | undefined => settingOf(one, managers, key);
      if (!isGiven(own('publish'))) continue;
      runCommands(run, own(phase), text(one, 'path') ?? '', name);
      if (phase === 'publish' && isOn(args, 'create-release')) release(run, own, name, config.path, isOn(args, 'draft'));
    }
  }
  return run.result(config.path);
}

/** A package's own setting, else its manager's. */
function settingOf(one: Node | undefined, managers: Node | undefined, key: string): Node | undefined {
  const own = get(one, key);
  return isSet(own) ? own : get(managers, text(one, 'manager') ?? '', key);
}

/** An empty list is given: it runs nothing, and still makes a release. */
function isGiven(node: Node | undefined): boolean {
  return isSet(node) && scalarOf(node) !== 'false';
}

function runCommands(run: Run, node: Node | undefined, folder: string, name: string): void {
  for (const one of items(node)) {
    const command = one.kind === 'map' ? text(one, 'command') : scalarOf(one);
    if (command === undefined || command === 'true' || command === 'false') continue;
    const there = text(one, 'runFromRoot') === 'true' || folder === '' ? [] : lit(`cd '${folder.replaceAll("'", '')}' && `);
    run.add({ kind: 'runs-script', script: concatAll([there, fill(command, name, run.input.idPrefix)]), shell: 'bash' }, spanOf(one, run.input.span));
  }
}

function release(run: Run, own: (key: string) => Node | undefined, name: string, config: string, draft: boolean): void {
  const written = own('releaseTag');
  if (scalarOf(written) === 'false') return;
  const prefix = run.input.idPrefix;
  const tag = fill(scalarOf(written) ?? defaultTag, name, prefix);
  const at = spanOf(written, run.input.span);
  run.add({ kind: 'creates-release', tag, draft, createsTag: !draft, by: 'covector' }, at);
  const assets = maps(own('assets'));
  const paths = assets.flatMap((asset) => text(asset, 'path') ?? []).map((path) => fill(path, name, prefix));
  if (paths.length > 0)
    run.add({ kind: 'publishes', sink: { kind: 'release', tag }, subject: { kind: 'files', paths }, draft, config }, spanOf(own('assets'), at));
}

/** `${ … }` is code: the package's name is known, the rest is not. */
function fill(template: string, name: string, prefix: string): Text {
  const parts: Text[] = [];
  let at = 0;
  for (const match of template.matchAll(/\$\{([^}]*)\}/g)) {
    const code = (match[1] ?? '').trim();
    parts.push(
      lit(template.slice(at, match.index)),
      code === 'pkg.pkg' ? lit(name) : hole(`${prefix}.${code}`, { label: code.endsWith('version') ? 'version' : code }),
    );
    at = match.index + match[0].length;
  }
  return concatAll([...parts, lit(template.slice(at))]);
}

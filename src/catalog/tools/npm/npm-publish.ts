import type { FileTree } from '../../../base/index.ts';
import { concat, expand, hole, lit, literalOf, resolvePath, show, textOfEach } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { isOn, parseArgs, variants } from '../support/args.ts';
import type { Args } from '../support/args.ts';
import { pathFits } from '../support/glob.ts';
import { text } from '../support/node.ts';
import { Run, when } from '../support/run.ts';
import { readManifest, selectPackages, workspacePackages, workspacePatterns, npmrc } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { publishPackages } from './publish.ts';
import type { Package } from './publish.ts';

/** A flag that no client has: the catalog says by it why the client that is called makes no provenance. */
export const refusedFlag = 'no-provenance-because';

const valueFlags = [
  refusedFlag,
  'tag',
  'access',
  'registry',
  'otp',
  'workspace',
  'filter',
  'prefix',
  'dir',
  'userconfig',
  'provenance-file',
  'npmrc-auth-file',
  'reporter',
  'loglevel',
  'publish-branch',
  'auth-type',
  'tolerate-republish',
  'include',
  'exclude',
];
const aliases = { w: 'workspace', F: 'filter', C: 'dir', cwd: 'dir', ws: 'workspaces', r: 'recursive', A: 'all' };

/** Words of the package managers' own command lines that stand before what is published. */
const verbs = new Set(['publish', 'npm', 'stage', 'workspaces', 'foreach', 'workspace', 'exec', 'run']);

/**
 * Reads `npm publish`, `pnpm publish`, `yarn npm publish` and `bun publish`: which packages go out, and with what
 * provenance. A folder that the command line names (`--prefix`, `-C`) is `cwd` already. Facts from npm's documentation
 * and npm/cli (lib/commands/publish.js), read 2026-11-23.
 */
export function readNpmPublish(input: ToolInput): ToolResult {
  const run = new Run(input);
  const lines = variants(input.args) ?? [input.args];
  const byYarn = lines.every(isYarns);
  const parsed = lines.map((line) => parseArgs(byYarn ? line : withSwitches(line), { values: valueFlags, aliases }));
  const args = parsed[0] ?? parseArgs([], { values: [] });
  const dry = parsed.filter((one) => isOn(one, 'dry-run')).length;
  if (dry === parsed.length && dry > 0) return run.result(undefined);
  const unread = parsed.some((one) => one.unread.some((word) => !looksLikePath(word)));
  const flags = parsed.map(flagOf);
  const flag = flags.every((one) => one === flags[0]) ? flags[0] : 'unknown';
  const chosen = choose(run, args, input.cwd);
  if (chosen === undefined) return run.result(undefined);
  publishPackages(run, {
    packages: chosen.packages,
    ...(chosen.path === undefined ? {} : { subject: { kind: 'files', paths: [chosen.path] } as const }),
    provenance: flag === undefined && unread ? 'unknown' : flag,
    registry: args.flags.get('registry')?.at(-1),
    access: args.flags.get('access')?.at(-1),
    byYarn,
    ignoresScripts: parsed.every((one) => isOn(one, 'ignore-scripts')) || npmrc(input.files, [input.cwd, ''], 'ignore-scripts') === 'true',
    ...(args.flags.has(refusedFlag) ? { noProvenance: show(args.flags.get(refusedFlag)?.at(-1) ?? []) } : {}),
    holds: dry > 0 ? when('unknown', `${input.idPrefix}: --dry-run`) : when(true, ''),
  });
  return run.result(chosen.packages.find((one) => one.manifest !== undefined)?.manifest?.path);
}

/** Whether a line is of Yarn's second generation, which publishes with `yarn npm publish`. */
function isYarns(line: readonly Text[]): boolean {
  const at = line.findIndex((word) => literalOf(word) === 'npm');
  return at !== -1 && literalOf(line[at + 1] ?? []) === 'publish';
}

/** npm and pnpm take `true` or `false` behind a switch for its value (npm/nopt, read 2026-11-23). */
function withSwitches(line: readonly Text[]): readonly Text[] {
  return line.flatMap((word, i): readonly Text[] => {
    const value = (at: number): string => (literalOf(line[at - 1] ?? []) === '--provenance' ? (literalOf(line[at] ?? []) ?? '') : '');
    if (/^(?:true|false)$/.test(value(i))) return [];
    return /^(?:true|false)$/.test(value(i + 1)) ? [concat(word, lit('='), line[i + 1]!)] : [word];
  });
}

function flagOf(args: Args): boolean | undefined {
  if (args.flags.has('no-provenance')) return false;
  if (args.flags.has('provenance')) return isOn(args, 'provenance');
  return args.flags.has('provenance-file') ? true : undefined;
}

/** A word that begins with an unknown and names a folder or tarball by the look of it. */
function looksLikePath(word: Text): boolean {
  return (
    word.some((piece) => piece.kind === 'lit' && /[/]|\.t(ar\.)?gz/.test(piece.text)) ||
    (word.length === 1 && word[0]?.kind === 'hole' && word[0].each !== undefined)
  );
}

interface Chosen {
  readonly packages: readonly Package[];
  /** A tarball given by name. */
  readonly path: Text | undefined;
}

function choose(run: Run, args: Args, cwd: string): Chosen | undefined {
  const { files, span } = run.input;
  const root = readManifest(files, cwd);
  const wanted = [...(args.flags.get('workspace') ?? []), ...(args.flags.get('filter') ?? [])];
  if (wanted.length > 0 || isOn(args, 'workspaces') || isOn(args, 'recursive') || args.words.some((word) => literalOf(word) === 'foreach')) {
    const members = workspacePackages(files, cwd, (reason) => run.bound(span, reason));
    const all = [...(root === undefined || isOn(args, 'workspaces') ? [] : [root]), ...members];
    const names = wanted.map(literalOf);
    const kept = names.includes(undefined)
      ? all
      : selectPackages(
          names.filter((name) => name !== undefined),
          all,
        );
    const published = kept.filter((manifest) => !manifest.isPrivate);
    if (published.length === 0) return idle(run, 'every package that it selects is private');
    if (names.includes(undefined)) run.doubt(span, 'which package of the workspace is published is not known');
    return { packages: published.map(packageOf), path: undefined };
  }
  const target = args.words.find((word) => !verbs.has(literalOf(word) ?? '')) ?? args.unread.find(looksLikePath) ?? args.unread[0];
  if (target === undefined) {
    if (root === undefined) return { packages: [{ name: nameAbove(files, cwd) ?? unknownName(run, cwd), manifest: undefined }], path: undefined };
    if (root.isPrivate) return idle(run, `${root.path} is private`);
    return { packages: [packageOf(root)], path: undefined };
  }
  const inner = manifestsAt(files, cwd, target);
  if (inner.length > 0) {
    // npm refuses what is private; a command that names the folder of such a manifest counts on another one being written there.
    const hidden = inner.filter((manifest) => manifest.isPrivate);
    if (hidden.length > 0) run.doubt(span, `${hidden[0]!.path} is private: it is published if an earlier step rewrites it`);
    return {
      packages: inner.map((manifest) => (manifest.isPrivate ? { name: packageOf(manifest).name, manifest: undefined } : packageOf(manifest))),
      path: undefined,
    };
  }
  const tarball = target.some((piece) => piece.kind === 'lit' && /\.t(ar\.)?gz/.test(piece.text));
  return { packages: namesOfBuilt(run, cwd, target).map((name) => ({ name, manifest: undefined })), path: tarball ? target : undefined };
}

/**
 * The manifest inside a tarball or a built folder is not read: its name is that of the package that it lies in. What is
 * made below the root of a workspace is none of the root's, nor is each of several folders: they are told by where they are.
 */
function namesOfBuilt(run: Run, cwd: string, target: Text): readonly Text[] {
  const { files } = run.input;
  const paths = textOfEach(target).include.map((one) => show(resolvePath(lit(cwd), one)).replace(/\/+$/, ''));
  const isOne = paths.length === 1 && !/[*?]/.test(paths[0]!);
  const path = paths.join(', ');
  const byPlace = paths.every((one) => /^[\w.@/*-]+$/.test(one)) ? paths.map((one) => lit(`package in ${one}`)) : [unknownName(run, path)];
  for (let at = isOne ? path : cwd; ; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const above = readManifest(files, at);
    if (above?.name !== undefined) {
      const isRoots = workspacePatterns(files, at).length > 0 && (at === '' ? path : path.slice(at.length + 1)).includes('/');
      if (isRoots) return byPlace;
      return above.isPrivate ? [unknownName(run, path)] : isOne ? [lit(above.name)] : byPlace;
    }
    if (at === '' || at === cwd) return [unknownName(run, path)];
  }
}

/** The manifests in the folders that a word stands for: one, or each of a loop's; folders made later are not there. */
function manifestsAt(files: FileTree, cwd: string, target: Text): readonly Manifest[] {
  const patterns = textOfEach(target).include.flatMap((one) => expand(one)?.map((way) => way.text) ?? [one]);
  const folders = patterns.flatMap((pattern) => {
    const at = resolvePath(lit(cwd), pattern);
    const known = literalOf(at);
    if (known !== undefined) return [known.replace(/\/+$/, '').replace(/^\.$/, '')];
    if (at.some((piece) => piece.kind !== 'lit' && piece.kind !== 'wild')) return [];
    const from = show(at).replace(/\/+$/, '');
    return files
      .list()
      .flatMap((file) =>
        file.endsWith('/package.json') && pathFits(from, file.slice(0, -'/package.json'.length)) ? [file.slice(0, -'/package.json'.length)] : [],
      );
  });
  return [...new Set(folders)].slice(0, maxFolders).flatMap((folder) => readManifest(files, folder) ?? []);
}

const maxFolders = 200;

function idle(run: Run, reason: string): undefined {
  run.idle({ at: run.input.span, what: 'publishes', section: 'npm publish', reason });
  return undefined;
}

/** The name of the package that a folder is in: a build writes what it publishes below its own manifest. */
function nameAbove(files: FileTree, cwd: string): Text | undefined {
  for (let at = cwd; at !== '';) {
    at = at.slice(0, Math.max(at.lastIndexOf('/'), 0));
    const manifest = readManifest(files, at);
    if (manifest !== undefined) return manifest.isPrivate || manifest.name === undefined ? undefined : lit(manifest.name);
  }
  return undefined;
}

function unknownName(run: Run, what: string): Text {
  return hole(`${run.input.idPrefix}.package`, { label: what === '' ? 'package' : what });
}

/** A package under the name that it is published by: pnpm takes that of `publishConfig` first (releasing/exportable-manifest), npm takes no such field. */
export function packageOf(manifest: Manifest): Package {
  return { name: lit(text(manifest.node, 'publishConfig', 'name') ?? manifest.name ?? text(manifest.node, 'name') ?? manifest.folder), manifest };
}

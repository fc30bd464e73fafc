import { concat, hole, lit, literalOf } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { isGiven } from '../../wildcard.ts';
import { flagText, isOn, parseArgs } from '../support/args.ts';
import type { Args } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import { get, maps, scalarOf, spanOf, text, truth } from '../support/node.ts';
import { folderOf, joinPath, resolveFile } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { readWorkspace } from './crates.ts';
import type { Crate, Workspace } from './crates.ts';

const valueFlags = [
  'package',
  'exclude',
  'manifest-path',
  'registry',
  'index',
  'token',
  'target',
  'features',
  'config',
  'jobs',
  'color',
  'target-dir',
  'git-token',
  'repo-url',
  'forge',
  'tag-prefix',
  'tag-name',
];
const aliases = { p: 'package', j: 'jobs', F: 'features', n: 'dry-run', x: 'execute', m: 'message', all: 'workspace' };

/**
 * Reads `cargo publish`: the package of the folder, the ones named, or the workspace, less those with `publish = false`.
 * crates.io keeps a checksum of each crate and no signature. Facts from the Cargo book, read 2026-11-23.
 */
export function readCargoPublish(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: valueFlags, aliases });
  if (isOn(args, 'dry-run')) return run.result(undefined);
  const workspace = readWorkspace(input.files, rootOf(input, args));
  publish(run, args, workspace, chosen(args, workspace));
  return run.result(workspace.crates[0]?.path);
}

/** The folder of `--manifest-path`, or the working directory. */
function rootOf(input: ToolInput, args: Args): string {
  const manifest = flagText(args, 'manifest-path');
  return manifest === undefined ? input.cwd : folderOf(resolveFile(input.cwd, manifest) ?? joinPath(input.cwd, 'Cargo.toml'));
}

interface Chosen {
  readonly crates: readonly Crate[];
  /** Packages given by a name that is not known, or that no manifest has. */
  readonly others: readonly Text[];
}

function chosen(args: Args, workspace: Workspace): Chosen {
  const named = args.flags.get('package') ?? [];
  const excluded = (args.flags.get('exclude') ?? []).map(literalOf);
  if (named.length > 0) {
    const crates = named.flatMap((name) => workspace.crates.find((crate) => crate.name === literalOf(name)?.split('@')[0]) ?? []);
    return { crates, others: named.filter((name) => !workspace.crates.some((crate) => crate.name === literalOf(name)?.split('@')[0])) };
  }
  const all = isOn(args, 'workspace') || workspace.own === undefined ? workspace.crates : [workspace.own];
  return { crates: all.filter((crate) => !excluded.includes(crate.name)), others: [] };
}

function publish(run: Run, args: Args, workspace: Workspace, what: Chosen): void {
  const { input } = run;
  const going = what.crates.filter((crate) => crate.publishable);
  const elsewhere = flagText(args, 'registry') ?? flagText(args, 'index') ?? going.find((crate) => crate.registry !== undefined)?.registry;
  const names = [...going.map((crate) => lit(crate.name)), ...what.others];
  if (names.length === 0) {
    if (workspace.crates.length > 0) {
      run.idle({ at: input.span, what: 'publishes', section: 'cargo publish', reason: 'every package that it selects has publish = false' });
      return;
    }
    names.push(hole(`${input.idPrefix}.crate`, { label: 'crate' }));
  }
  const sink =
    elsewhere === undefined || elsewhere === 'crates-io'
      ? ({ kind: 'index', index: 'crates' } as const)
      : ({ kind: 'index', index: 'private', url: lit(elsewhere) } as const);
  const config = going[0]?.path;
  run.add(
    { kind: 'publishes', sink, subject: { kind: 'files', paths: [] }, names, auth: authOf(input, args), ...(config === undefined ? {} : { config }) },
    input.span,
  );
}

/** A token that an earlier step gave out was exchanged for an identity token; one of the repository's secrets was not. */
function authOf(input: ToolInput, args: Args): 'trusted-publishing' | 'token' | 'unknown' {
  const token = args.flags.get('token')?.at(-1) ?? input.env('CARGO_REGISTRY_TOKEN') ?? input.env('CARGO_REGISTRIES_CRATES_IO_TOKEN');
  if (token === undefined) return 'unknown';
  const only = token.length === 1 ? token[0] : undefined;
  if (only?.kind === 'hole' && /^steps\..*\.outputs\./.test(only.label)) return 'trusted-publishing';
  return isGiven(token) === false ? 'unknown' : 'token';
}

/**
 * Reads `release-plz release`: crates, an unsigned tag and a GitHub release for each, unless release-plz.toml turns them
 * off. Facts from the release-plz book, read 2026-11-23.
 */
export function readReleasePlz(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: valueFlags, aliases });
  const verb = literalOf(args.words[0] ?? []);
  if ((verb !== undefined && verb !== '' && verb !== 'release') || isOn(args, 'dry-run')) return run.result(undefined);
  const path = ['release-plz.toml', '.release-plz.toml']
    .map((name) => joinPath(input.cwd, flagText(args, 'config') ?? name))
    .find((name) => input.files.has(name));
  const config = path === undefined ? undefined : readConfig(input.files, path);
  run.problems(config);
  const workspace = readWorkspace(input.files, rootOf(input, args));
  const setting = (crate: Crate, key: string): boolean => {
    const own = maps(get(config?.node, 'package')).find((entry) => text(entry, 'name') === crate.name);
    return truth(get(own, key) ?? get(config?.node, 'workspace', key)) !== false;
  };
  const released = workspace.crates.filter((crate) => setting(crate, 'release') && crate.publishable);
  publish(run, args, workspace, { crates: released.filter((crate) => setting(crate, 'publish')), others: [] });
  const at = spanOf(config?.node, input.span);
  const single = released.length === 1;
  for (const crate of released) {
    if (!setting(crate, 'git_tag_enable')) continue;
    const tag = concat(lit(single ? 'v' : `${crate.name}-v`), hole(`${input.idPrefix}.${crate.name}.version`, { label: 'version' }));
    run.add({ kind: 'creates-tag', name: tag, signed: false, by: 'release-plz', pushed: true }, at);
    if (setting(crate, 'git_release_enable'))
      run.add(
        { kind: 'creates-release', tag, draft: text(config?.node, 'workspace', 'git_release_draft') === 'true', createsTag: false, by: 'release-plz' },
        at,
      );
  }
  return run.result(config?.path ?? workspace.crates[0]?.path);
}

/**
 * Reads `cargo release`, which only plans without `--execute`: crates, a tag (signed with `sign-tag`), and a push.
 * Facts from cargo-release's reference, read 2026-11-23.
 */
export function readCargoRelease(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: valueFlags, aliases });
  if (!isOn(args, 'execute')) return run.result(undefined);
  const workspace = readWorkspace(input.files, rootOf(input, args));
  const path = joinPath(input.cwd, 'release.toml');
  const config = readConfig(input.files, path);
  const setting = (key: string): string | undefined =>
    text(config?.node, key) ??
    scalarOf(get(workspace.root, 'workspace', 'metadata', 'release', key)) ??
    scalarOf(get(workspace.own?.node, 'package', 'metadata', 'release', key));
  const crates = chosen(args, workspace).crates.filter((crate) => text(crate.node, 'package', 'metadata', 'release', 'release') !== 'false');
  if (!args.flags.has('no-publish') && setting('publish') !== 'false') publish(run, args, workspace, { crates, others: [] });
  if (!args.flags.has('no-tag') && setting('tag') !== 'false') {
    const signed = isOn(args, 'sign-tag') || isOn(args, 'sign') || setting('sign-tag') === 'true';
    const version = hole(`${input.idPrefix}.version`, { label: 'version' });
    run.add(
      {
        kind: 'creates-tag',
        name: concat(lit(flagText(args, 'tag-prefix') ?? setting('tag-prefix') ?? 'v'), version),
        signed,
        ...(signed ? { mechanism: 'gpg' as const } : {}),
        by: 'cargo-release',
        pushed: !args.flags.has('no-push') && setting('push') !== 'false',
      },
      spanOf(config?.node, input.span),
    );
  }
  return run.result(config?.path ?? workspace.crates[0]?.path);
}

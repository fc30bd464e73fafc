import type { FileTree } from '../../../base/index.ts';
import { concat, hole, lit, literalOf, type Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { flagText, isOn, parseArgs } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import { get, isSet, spanOf, text, texts, truth } from '../support/node.ts';
import { joinPath } from '../support/path.ts';
import { Run, when } from '../support/run.ts';

/**
 * Reads the tags of `nx release` and `nx release changelog` from nx.json: annotated, without a signature unless `tagArgs`
 * asks for one, and pushed where a release is created or a push is asked for. What `nx release publish` does is a task of
 * the project. From the documentation of `nx release`, read 2026-11-23.
 */
export function readNxRelease(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['projects', 'groups', 'preid', 'tag', 'registry', 'otp', 'specifier', 'create-release', 'git-tag-message', 'git-tag-args', 'git-push-args'],
    aliases: { p: 'projects', g: 'groups', d: 'dry-run' },
  });
  const verb = args.words.map(literalOf).find((word) => word !== 'release');
  const trial = !isOn(args, 'dry-run') ? false : flagText(args, 'dry-run') !== undefined || 'unknown';
  if (/^(publish|plan|plan:check)$/.test(verb ?? '') || trial === true) return run.result(undefined);
  const path = joinPath(input.cwd, 'nx.json');
  const config = readConfig(input.files, path);
  run.problems(config);
  const release = get(config?.node, 'release');
  const own = verb === 'version' ? 'version' : 'changelog';
  const told = (key: 'tag' | 'push'): boolean | undefined => {
    if (args.flags.has(`no-git-${key}`)) return false;
    if (args.flags.has(`git-${key}`)) return flagText(args, `git-${key}`) !== 'false';
    const written = truth(get(release, own, 'git', key)) ?? truth(get(release, 'git', key));
    return written === 'unknown' ? undefined : written;
  };
  if (!(told('tag') ?? own === 'changelog')) return run.result(config?.path);
  const tagArgs = [flagText(args, 'git-tag-args'), ...[get(release, own, 'git', 'tagArgs'), get(release, 'git', 'tagArgs')].flatMap((node) => wordsOf(node))];
  const signs = tagArgs.some((word) => /(^|\s)(-[a-z]*[su]|--sign|--local-user)/.test(word ?? ''));
  run.add(
    {
      kind: 'creates-tag',
      name: nameOf(input, release),
      signed: signs ? 'unknown' : false,
      by: 'nx release',
      pushed: (told('push') ?? false) || (own === 'changelog' && createsRelease(release, flagText(args, 'create-release'))),
    },
    spanOf(release, input.span),
    when(trial === 'unknown' ? trial : true, `${input.idPrefix}: --dry-run`),
  );
  return run.result(config?.path);
}

/** Whether a program of the checkout calls the API of `nx release` that makes tags. */
export function callsNxRelease(files: FileTree, path: string): boolean {
  const read = files.read(path);
  if (read.kind !== 'text' || read.text.length > 400_000) return false;
  const code = read.text.replaceAll(/^\s*\/\/.*$/gm, '');
  return (
    /\b(from|require\(|import\()\s*['"]nx\/release(\/[\w./]*)?['"]/.test(code) && /\breleaseChangelog\s*\(/.test(code) && !/\bgitTag\s*:\s*false\b/.test(code)
  );
}

function createsRelease(release: Node | undefined, flag: string | undefined): boolean {
  if (flag !== undefined) return true;
  return (['workspaceChangelog', 'projectChangelogs'] as const).some((part) => {
    const node = get(release, 'changelog', part, 'createRelease');
    return isSet(node) && truth(node) !== false;
  });
}

function nameOf(input: ToolInput, release: Node | undefined): Text {
  const independent = text(release, 'projectsRelationship') === 'independent';
  const pattern = text(release, 'releaseTag', 'pattern') ?? text(release, 'releaseTagPattern') ?? (independent ? '{projectName}@{version}' : 'v{version}');
  const parts = pattern.split(/(\{[^{}]*\})/).map((part) => {
    const key = /^\{(.*)\}$/.exec(part)?.[1];
    if (key === undefined) return lit(part);
    return key === 'version' ? hole(`${input.idPrefix}.version`, { label: 'version' }) : hole(`${input.idPrefix}.${key}`, { label: 'package' });
  });
  return concat(...parts);
}

function wordsOf(node: Node | undefined): readonly string[] {
  const one = text(node);
  return one === undefined ? texts(node) : [one];
}

import { concat, hole, lit, literalOf } from '../../../values/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { flagText, isOn, parseArgs } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import { get, spanOf, text, truth } from '../support/node.ts';
import { joinPath } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { readManifest, workspacePackages } from './manifest.ts';
import { packageOf } from './npm-publish.ts';
import { publishPackages } from './publish.ts';

/**
 * Reads `lerna publish` and `lerna version`: annotated tags, pushed unless told not to, and every package that is not
 * private, packed anew by lerna. Read in lerna/lerna at v10.0.1 (commit 35d15a156) on 2026-11-23.
 */
export function readLerna(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['registry', 'dist-tag', 'preid', 'contents', 'tag-version-prefix', 'create-release', 'message', 'm', 'conventional-prerelease', 'loglevel'],
  });
  const verb = literalOf(args.words[0] ?? []);
  if (verb !== 'publish' && verb !== 'version') return run.result(undefined);
  const path = joinPath(input.cwd, 'lerna.json');
  const config = readConfig(input.files, path);
  run.problems(config);
  const source = args.words.slice(1).map(literalOf);
  const versions = !source.includes('from-git') && !source.includes('from-package') && !isOn(args, 'canary');
  const at = spanOf(config?.node, input.span);
  if (versions) {
    const version = hole(`${input.idPrefix}.version`, { label: 'version' });
    const independent = text(config?.node, 'version') === 'independent';
    const prefix = flagText(args, 'tag-version-prefix') ?? text(config?.node, 'command', 'version', 'tagVersionPrefix') ?? 'v';
    const name = independent ? concat(hole(`${input.idPrefix}.package`, { label: 'package' }), lit('@'), version) : concat(lit(prefix), version);
    const pushes = !args.flags.has('no-push') && flagText(args, 'push') !== 'false' && truth(get(config?.node, 'command', 'version', 'push')) !== false;
    const signed = isOn(args, 'sign-git-tag') || truth(get(config?.node, 'command', 'version', 'signGitTag')) === true;
    if (!args.flags.has('no-git-tag-version'))
      run.add({ kind: 'creates-tag', name, signed, ...(signed ? { mechanism: 'gpg' as const } : {}), by: 'lerna', pushed: pushes }, at);
    if ((flagText(args, 'create-release') ?? text(config?.node, 'command', 'version', 'createRelease')) === 'github')
      run.add({ kind: 'creates-release', tag: name, draft: false, createsTag: false, by: 'lerna' }, at);
  }
  if (verb === 'publish') {
    const root = readManifest(input.files, input.cwd);
    const members = workspacePackages(input.files, input.cwd, (reason) => run.bound(at, reason));
    const published = (members.length > 0 ? members : root === undefined ? [] : [root]).filter((manifest) => !manifest.isPrivate);
    if (published.length > 0) publishPackages(run, { packages: published.map(packageOf), provenance: undefined, registry: args.flags.get('registry')?.at(-1) });
    else run.idle({ at, what: 'publishes', section: 'lerna publish', reason: 'no package that is not private was found' });
  }
  return run.result(config?.path);
}

/**
 * Reads `np`: a version commit and annotated tag, `npm publish` and a push of both. Read in sindresorhus/np at commit
 * 9144321 on 2026-11-23.
 */
export function readNp(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: ['branch', 'tag', 'contents', 'message', 'test-script'] });
  if (isOn(args, 'preview') || isOn(args, 'dry-run') || isOn(args, 'release-draft-only')) return run.result(undefined);
  const manifest = readManifest(input.files, input.cwd);
  const version = hole(`${input.idPrefix}.version`, { label: 'version' });
  if (!args.flags.has('no-publish') && manifest !== undefined && !manifest.isPrivate)
    publishPackages(run, { packages: [packageOf(manifest)], provenance: isOn(args, 'provenance') ? true : undefined, registry: undefined });
  run.add({ kind: 'creates-tag', name: concat(lit('v'), version), signed: 'unknown', by: 'npm version', pushed: true }, input.span);
  return run.result(manifest?.path);
}

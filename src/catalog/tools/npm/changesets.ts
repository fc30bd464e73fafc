import { concat, hole, lit, literalOf } from '../../../values/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { isOn, parseArgs } from '../support/args.ts';
import { Run } from '../support/run.ts';
import { readManifest, workspacePackages } from './manifest.ts';
import { packageOf } from './npm-publish.ts';
import { publishPackages } from './publish.ts';

/**
 * Reads `changeset publish` and `changeset tag`: every package that is not private goes out by npm or pnpm, and a local
 * annotated tag is made for each, which somebody else pushes. Read in changesets/changesets at @changesets/cli 3.0.1
 * (commit 5322174b) and 2.27.1 on 2026-11-23.
 */
export function readChangesets(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, { values: ['tag', 'otp', 'from-pack-dir', 'output'] });
  const verb = literalOf(args.words[0] ?? []) ?? '';
  if (verb !== 'publish' && verb !== 'tag' && verb !== 'git-tag') return run.result(undefined);
  const root = readManifest(input.files, input.cwd);
  const members = workspacePackages(input.files, input.cwd, (reason) => run.bound(input.span, reason));
  const all = members.length > 0 ? members : root === undefined ? [] : [root];
  const published = all.filter((manifest) => !manifest.isPrivate);
  if (published.length === 0) run.idle({ at: input.span, what: 'publishes', section: 'changeset publish', reason: 'no package that is not private was found' });
  else if (verb === 'publish') publishPackages(run, { packages: published.map(packageOf), provenance: undefined, registry: undefined });
  if (!isOn(args, 'no-git-tag') && published.length > 0) {
    const version = hole(`${input.idPrefix}.version`, { label: 'version' });
    const name = members.length === 0 ? concat(lit('v'), version) : concat(hole(`${input.idPrefix}.package`, { label: 'package' }), lit('@'), version);
    run.add({ kind: 'creates-tag', name, signed: false, by: 'changesets', pushed: false }, input.span);
  }
  return run.result(published[0]?.path);
}

import { concat, hole, lit, literalOf } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { Node } from '../../workflow/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { flagText, isOn, parseArgs } from './support/args.ts';
import { readConfig } from './support/config.ts';
import { get, keysOf, spanOf, text, truth } from './support/node.ts';
import { joinPath } from './support/path.ts';
import { Run } from './support/run.ts';

/**
 * Reads release-please: a release without assets for each package, and with it an unsigned tag through the API. Read in
 * googleapis/release-please (schemas/config.json at commit fdaca293) on 2026-11-23.
 */
export function readReleasePlease(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['config-file', 'manifest-file', 'release-type', 'package-name', 'component', 'target-branch', 'path', 'token', 'repo-url'],
  });
  const verb = literalOf(args.words[0] ?? []);
  if (verb !== undefined && verb !== '' && !['github-release', 'manifest-release', 'release', 'action'].includes(verb)) return run.result(undefined);
  // With a type of its own on the command line the configuration is not read.
  const typed = args.flags.has('release-type');
  const path = joinPath(input.cwd, flagText(args, 'config-file') ?? 'release-please-config.json');
  const config = typed ? undefined : readConfig(input.files, path);
  run.problems(config);
  const at = spanOf(config?.node, input.span);
  const packages = get(config?.node, 'packages');
  const single = packages === undefined;
  for (const folder of single ? ['.'] : keysOf(packages)) {
    const own = get(packages, folder);
    const setting = (key: string): Node | undefined => get(own, key) ?? get(config?.node, key);
    if (truth(setting('skip-github-release')) === true) continue;
    const draft = truth(setting('draft')) === true || isOn(args, 'draft');
    const tag = tagName(run, folder, { own, setting, single, named: flagText(args, 'component') ?? flagText(args, 'package-name') });
    // A draft has no tag until somebody publishes it, unless the tag is forced.
    const tags = !draft || truth(setting('force-tag-creation')) === true;
    run.add({ kind: 'creates-release', tag, draft, createsTag: tags, by: 'release-please' }, spanOf(own, at));
  }
  return run.result(config === undefined ? undefined : path);
}

interface TagParts {
  readonly own: Node | undefined;
  readonly setting: (key: string) => Node | undefined;
  readonly single: boolean;
  readonly named: string | undefined;
}

function tagName(run: Run, folder: string, parts: TagParts): Text {
  const version = hole(`${run.input.idPrefix}.${folder}.version`, { label: 'version' });
  const v = truth(parts.setting('include-v-in-tag')) === false ? '' : 'v';
  const component = text(parts.own, 'component') ?? text(parts.own, 'package-name') ?? parts.named;
  if ((parts.single && component === undefined) || truth(parts.setting('include-component-in-tag')) === false) return concat(lit(v), version);
  const separator = literalScalar(parts.setting('tag-separator')) ?? '-';
  return concat(
    component === undefined ? hole(`${run.input.idPrefix}.${folder}.component`, { label: 'component' }) : lit(component),
    lit(`${separator}${v}`),
    version,
  );
}

function literalScalar(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.scalar.type !== 'null' ? node.scalar.value : undefined;
}

import { concat, hole, lit, literalOf, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { flagText, isOn, parseArgs } from './support/args.ts';
import { readConfig } from './support/config.ts';
import { isSet, text } from './support/node.ts';
import { joinPath } from './support/path.ts';
import { Run } from './support/run.ts';

/**
 * Reads `poetry build`/`publish` and `flit build`/`publish`: wheels and source distributions in `dist`, uploaded with a
 * token and without attestations. Facts from both tools' documentation, read 2026-11-23.
 */
export function readPythonTool(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['repository', 'username', 'password', 'dist-dir', 'output', 'format', 'client-cert', 'cert', 'directory', 'project', 'ini-file'],
    aliases: { r: 'repository', u: 'username', p: 'password', o: 'output', f: input.tool === 'flit' ? 'ini-file' : 'format', C: 'directory', P: 'project' },
  });
  const verb = literalOf(args.words[0] ?? []) ?? '';
  if ((verb !== 'build' && verb !== 'publish') || isOn(args, 'dry-run')) return run.result(undefined);
  const folder = flagText(args, 'directory') ?? flagText(args, 'project');
  const path = joinPath(input.cwd, folder === undefined ? 'pyproject.toml' : `${folder.replace(/\/+$/, '')}/pyproject.toml`);
  const config = readConfig(input.files, path);
  run.problems(config);
  const name =
    text(config?.node, 'project', 'name') ??
    text(config?.node, 'tool', 'poetry', 'name') ??
    text(config?.node, 'tool', 'flit', 'metadata', 'module') ??
    text(config?.node, 'tool', 'flit', 'metadata', 'dist-name');
  const shown: Text = name === undefined ? hole(`${input.idPrefix}.package`, { label: 'package' }) : lit(name);
  const dist = (flagText(args, 'dist-dir') ?? flagText(args, 'output') ?? 'dist').replace(/\/+$/, '');
  const files: readonly Text[] = ['.whl', '.tar.gz'].map((ending) => concat(lit(`${dist}/`), wild('*'), lit(ending)));
  // The manifest says what is built; what publishes it is the step.
  const at = input.span;
  const builds = verb === 'build' || isOn(args, 'build') || input.tool === 'flit';
  if (builds) run.add({ kind: 'builds', outputs: files, by: input.tool }, at);
  if (verb === 'build') return run.result(config?.path);
  const repository = flagText(args, 'repository');
  const given = args.flags.get('repository')?.at(-1);
  const url = repository === undefined ? undefined : text(config?.node, 'tool', 'poetry', 'repositories', repository);
  const test = repository === 'testpypi' || repository === 'test-pypi';
  const elsewhere = given !== undefined && !test && repository !== 'pypi' && repository !== '';
  const sink = elsewhere
    ? ({ kind: 'index', index: 'private', url: lit(url ?? repository ?? '(unknown)') } as const)
    : ({ kind: 'index', index: test ? 'testpypi' : 'pypi' } as const);
  run.add(
    {
      kind: 'publishes',
      sink,
      subject: { kind: 'files', paths: files },
      names: [shown],
      auth: isSet(config?.node) ? 'token' : 'unknown',
      ...(config === undefined ? {} : { config: config.path }),
    },
    at,
  );
  return run.result(config?.path);
}

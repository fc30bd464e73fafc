import { LineIndex } from '../../../base/index.ts';
import { dropPrefix, literalOf, parseJsonDatum, show } from '../../../values/index.ts';
import type { Datum, Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { readConfig, readText } from '../support/config.ts';
import { resolveFile } from '../support/path.ts';
import type { Run } from '../support/run.ts';
import { readCompose } from './compose.ts';
import type { BakeConfig, BakeFile, BakeTarget } from './definitions.ts';
import { parseHcl, parseTemplate, type Expr, type HclBody } from './hcl.ts';

/** The order in which bake looks for files that are not named: docs/bake-reference.md of docker/buildx at 461836ba. */
const standard = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
  'docker-bake.json',
  'docker-bake.hcl',
  'docker-bake.override.json',
  'docker-bake.override.hcl',
];

export interface BakeSources {
  readonly files: readonly BakeFile[];
  /** From Compose files, which are read before all others. */
  readonly compose: BakeConfig;
  /** Definitions that an earlier step wrote, `docker/metadata-action` for one: they come last. */
  readonly written: readonly BakeTarget[];
  /** A file was named that could not be read: what it adds is not known. */
  readonly isOpen: boolean;
}

/** Reads the files that a call names, or those that bake takes by itself. */
export function readSources(
  run: Run,
  { names, folder, environment }: { readonly names: readonly Text[]; readonly folder: string; readonly environment: (name: string) => Text | undefined },
): BakeSources {
  const files: BakeFile[] = [];
  const targets: BakeTarget[] = [];
  const groups = new Map<string, readonly string[]>();
  const written: BakeTarget[] = [];
  let isOpen = false;
  for (const name of names.length === 0 ? standard.map((file): Text => [{ kind: 'lit', text: file }]) : names) {
    const path = dropPrefix(name, 'cwd://') ?? name;
    const known = literalOf(path);
    const inTree = known === undefined ? undefined : resolveFile(name === path ? folder : run.input.cwd, known);
    const text = inTree === undefined ? undefined : readText(run.input.files, inTree);
    if (inTree !== undefined && text !== undefined) {
      if (/\.ya?ml$/.test(inTree)) {
        const read = readCompose(run, inTree, environment);
        targets.push(...read.targets);
        for (const [group, members] of read.groups) groups.set(group, [...(groups.get(group) ?? []), ...members]);
      } else files.push(fileOf(run, inTree, text));
      continue;
    }
    if (names.length === 0) continue;
    const content = run.input.written?.(path);
    const data = content === undefined ? undefined : parseJsonDatum(content);
    if (data === undefined) {
      isOpen = true;
      run.doubt(run.input.span, `the bake file ${show(name)} was not read`);
    } else written.push(...writtenTargets(data, run));
  }
  return { files, compose: { targets, groups }, written, isOpen };
}

function fileOf(run: Run, path: string, text: string): BakeFile {
  const lines = new LineIndex(path, text);
  if (path.endsWith('.json')) {
    const config = readConfig(run.input.files, path);
    run.problems(config);
    return { path, lines, body: bodyOf(config?.node) };
  }
  const { body, problems } = parseHcl(text);
  for (const problem of problems) run.doubt(lines.span(problem.at, problem.at + 1), problem.reason);
  return { path, lines, body };
}

const blockTypes = new Set(['variable', 'function', 'group', 'target']);

/** HCL in JSON: blocks are objects by their type and name, strings are templates. */
function bodyOf(node: Node | undefined): HclBody {
  const entries = node?.kind === 'map' ? node.entries : [];
  return {
    attributes: entries
      .filter((e) => !blockTypes.has(e.key.value))
      .map((e) => ({ name: e.key.value, value: exprOf(e.value), start: e.value.span.start, end: e.value.span.end })),
    blocks: entries
      .filter((e) => blockTypes.has(e.key.value))
      .flatMap((type) =>
        (type.value.kind === 'map' ? type.value.entries : []).map((e) => ({
          type: type.key.value,
          labels: [e.key.value],
          start: e.key.span.start,
          end: e.value.span.end,
          body: {
            attributes: (e.value.kind === 'map' ? e.value.entries : []).map((a) => ({
              name: a.key.value,
              value: exprOf(a.value),
              start: a.value.span.start,
              end: a.value.span.end,
            })),
            blocks: [],
          },
        })),
      ),
  };
}

function exprOf(node: Node): Expr {
  switch (node.kind) {
    case 'list':
      return { kind: 'list', items: node.items.map(exprOf) };
    case 'map':
      return { kind: 'object', entries: node.entries.map((e) => ({ key: { kind: 'literal', value: e.key.value }, value: exprOf(e.value) })) };
    case 'scalar': {
      const { type, value } = node.scalar;
      if (type === 'null') return { kind: 'literal', value: null };
      if (value === 'true' || value === 'false') return { kind: 'literal', value: type === 'string' ? value : value === 'true' };
      return parseTemplate(value);
    }
  }
}

function writtenTargets(data: Datum, run: Run): readonly BakeTarget[] {
  const targets = data.kind === 'map' ? data.entries.get('target') : undefined;
  if (targets?.kind !== 'map') return [];
  return [...targets.entries].flatMap(([name, target]) => (target.kind === 'map' ? [{ name, attributes: target.entries, at: run.input.span }] : []));
}

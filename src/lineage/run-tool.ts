import { limits } from '../base/index.ts';
import { readTool, type Effect } from '../catalog/index.ts';
import { literalOf, resolvePath, type Text } from '../values/index.ts';
import { conditionWords } from '../workflow/index.ts';
import { applyEffect, newMade, readText, type ApplyContext } from './apply/index.ts';
import { resolveSubject } from './apply/subject.ts';
import { ownerOf, repositoryOf, runnerVariable } from './context.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';

/** Tools that publish a package from whatever folder they are called in, even where its manifest cannot be read. */
const publishers = new Set(['npm-publish', 'cargo-publish']);

/** A folder in which no file of the checkout lies. */
const nowhere = 'a folder that is not known';

/** Runs a release tool by reading its configuration: its effects are applied in the order in which it does them. */
export function runTool(machine: Machine, effect: Extract<Effect, { kind: 'runs-tool' }>, ctx: ApplyContext): void {
  const folder = literalOf(resolvePath(ctx.cwd, effect.workdir ?? []));
  if (folder === undefined) {
    if (effect.tool !== 'python-backend') machine.trace.notRead(ctx.at, `${effect.tool}: its folder is not known`);
    if (!publishers.has(effect.tool)) return;
  }
  const cwd = folder ?? nowhere;
  if (machine.toolDepth >= limits.maxToolDepth) {
    machine.cut(ctx.at, `${effect.tool}: release tools run each other more than ${limits.maxToolDepth} deep`);
    return;
  }
  machine.spend(limits.stepsPerRecord);
  const result = readTool({
    tool: effect.tool,
    args: effect.args,
    cwd,
    files: machine.trace.input.files,
    env: (name) => effect.env?.get(name) ?? ctx.env?.(name) ?? machine.toolEnv(name) ?? runnerVariable(machine, name),
    version: (tool) => machine.versions.get(tool),
    written: (path) => readText(machine, path, resolvePath([], resolvePath(ctx.cwd, effect.workdir ?? []))),
    get tag() {
      return machine.scenario.tag;
    },
    get event() {
      return machine.event;
    },
    owner: ownerOf(machine.trace.input),
    repo: repoName(machine),
    permission: (p) => {
      const [scope, level] = p.split(':').map((x) => x.trim());
      return machine.permission(scope ?? '', level === 'read' ? 'read' : 'write');
    },
    idPrefix: ctx.idPrefix,
    span: ctx.at,
  });
  const printed = result.outputs.get('stdout');
  if (printed !== undefined && ctx.printed !== undefined) ctx.printed.text = printed;
  for (const [name, value] of result.outputs) if (name !== 'stdout') ctx.outputs?.set(name, value);
  const before = machine.config;
  if (result.config !== undefined) {
    machine.config = result.config;
    machine.trace.toolsRun.add(result.config);
  }
  const made = newMade();
  const inTool = { ...ctx, cwd: resolvePath([], resolvePath(ctx.cwd, effect.workdir ?? [])), glob: true, made, by: effect.tool };
  const earlier = machine.trace.evidence.length;
  machine.toolDepth += 1;
  for (const { effect: one, at, holds, condition } of result.effects) {
    const weak: Weakness[] =
      holds === true
        ? [...ctx.weak]
        : [
            ...ctx.weak,
            {
              kind: 'conditional',
              key: condition ?? `${effect.tool}:${at.file}:${at.start}`,
              how: condition === undefined ? 'a setting that is not known' : conditionWords(condition),
              at,
            },
          ];
    applyEffect(machine, one, { ...inTool, at, weak });
  }
  machine.toolDepth -= 1;
  for (const doubt of result.doubts) {
    const reason = `${effect.tool}: ${doubt.reason}`;
    if (doubt.bound === true) machine.cut(doubt.at, reason);
    else machine.trace.notRead(doubt.at, reason);
  }
  const listed = result.artifactsJson;
  if (listed !== undefined) {
    const withDigest = new Set<string>(listed.withDigest);
    machine.trace.mean(listed.id, {
      kind: 'made-list',
      files: listed.checksummed === undefined ? [] : resolveSubject(machine, listed.checksummed, inTool).files,
      byType: new Map(Object.entries(listed.typeNames).map(([name, type]) => [name, made.files.filter((f) => f.type === type)])),
      images: made.images.filter((i) => withDigest.has(i.type)).map((i) => i.image),
      lists: machine.trace.evidence.slice(earlier).filter((e) => e.kind === 'hash'),
    });
  }
  for (const idle of result.idle ?? [])
    machine.trace.broken.push({
      at: idle.at,
      reason: `${idle.section}: ${idle.reason}`,
      about: idle.what,
      run: machine.run.record.id,
      jobKey: machine.jobKey,
      config: result.config ?? '',
    });
  machine.config = before;
}

function repoName(machine: Machine): Text {
  const repo = machine.trace.input.git.repo;
  return repo === null ? repositoryOf(machine.trace.input) : [{ kind: 'lit', text: repo }];
}

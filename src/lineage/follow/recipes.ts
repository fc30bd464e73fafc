import { wholeFile, type Span } from '../../base/index.ts';
import { lit, literalOf, type Text } from '../../values/index.ts';
import { asList, asMap, entry, parseYaml, scalarOf, textOf, type Node } from '../../workflow/index.ts';
import type { Followed, FollowCall, FollowedScript } from './followed.ts';
import { joinPath } from './makefile.ts';
import { once } from './once.ts';

/** Recipes that need each other, one below the other. */
export const maxNeeds = 20;

const taskfile = once((path, text) => {
  const tasks = entry(parseYaml(path, text).node, 'tasks');
  return { tasks, byName: new Map(asMap(tasks).map((one) => [one.key.value, one.value])) };
});

export interface Cut {
  readonly at: Span;
  readonly reason: string;
}

export function tooDeep(path: string): Cut {
  return { at: wholeFile(path), reason: `recipes need each other more than ${maxNeeds} deep: what is below was not followed` };
}

/** Whether a call only shows: what would be run, or which recipes there are. */
export function onlyShows(call: FollowCall, options: RegExp): boolean {
  const end = call.words.findIndex((word) => literalOf(word) === '--');
  return call.words.slice(1, end === -1 ? undefined : end).some((word) => options.test(literalOf(word) ?? ''));
}

/** Follows `task NAME` into Taskfile.yml: its commands, and the tasks that it depends on or calls. */
export function followTask(call: FollowCall): Followed {
  if (onlyShows(call, /^(-n|--dry|-l|--list|-a|--list-all|--summary|--status)$/)) return { kind: 'nothing' };
  const path = ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml', 'Taskfile.dist.yml'].map((n) => joinPath(call.cwd, n)).find((p) => call.files.has(p));
  const read = path === undefined ? undefined : call.files.read(path);
  if (path === undefined || read === undefined || read.kind !== 'text') return { kind: 'unread', reason: 'there is no Taskfile in the checkout for it' };
  const { tasks, byName } = taskfile(call.files, path, read.text);
  const cuts: Cut[] = [];
  const scripts: FollowedScript[] = [];
  const done = new Set<string>();
  const run = (name: string, depth: number): boolean => {
    const task = byName.get(name);
    if (task === undefined) return false;
    if (done.has(name)) return true;
    if (depth > maxNeeds) {
      cuts.push(tooDeep(path));
      return true;
    }
    done.add(name);
    for (const need of asList(entry(task, 'deps'))) run(textOf(need) ?? textOf(entry(need, 'task')) ?? '', depth + 1);
    const folder = textOf(entry(task, 'dir'));
    const body: readonly Node[] =
      task.kind === 'scalar'
        ? [task]
        : task.kind === 'list'
          ? task.items
          : [...asList(entry(task, 'cmds')), ...(entry(task, 'cmd') === undefined ? [] : [entry(task, 'cmd')!])];
    for (const command of body) {
      const called = textOf(entry(command, 'task'));
      if (called !== undefined) {
        run(called, depth + 1);
        continue;
      }
      const scalar = scalarOf(command) ?? scalarOf(entry(command, 'cmd'));
      if (scalar === undefined) continue;
      const script = scalar.value.replace(/\{\{\s*\.([A-Za-z_]\w*)\s*\}\}/g, '$${$1}');
      scripts.push({
        script,
        placeholders: () => undefined,
        cwd: folder === undefined ? call.cwd : joinPath(call.cwd, folder),
        env: taskVars(task, tasks),
        file: path,
        spanOf: () => scalar.span,
        swallowed: textOf(entry(command, 'ignore_error')) === 'true',
        positional: [],
      });
    }
    return true;
  };
  const asked = call.words
    .slice(1)
    .map(literalOf)
    .find((w) => w !== undefined && !w.startsWith('-') && !w.includes('='));
  const name = asked ?? 'default';
  if (!run(name, 0)) return { kind: 'unread', reason: `the Taskfile has no task ${name}` };
  return { kind: 'scripts', scripts, cuts };
}

function taskVars(task: Node, tasks: Node | undefined): ReadonlyMap<string, Text> {
  void tasks;
  const env = new Map<string, Text>();
  for (const block of ['vars', 'env'])
    for (const e of asMap(entry(task, block))) {
      const value = textOf(e.value);
      if (value !== undefined && !value.includes('{{')) env.set(e.key.value, lit(value));
    }
  return env;
}

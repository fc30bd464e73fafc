import { LineIndex, wholeFile, type Span } from '../../base/index.ts';
import { lit, literalOf, type Text } from '../../values/index.ts';
import { asList, asMap, entry, parseYaml, scalarOf, textOf, type Node } from '../../workflow/index.ts';
import type { Followed, FollowCall, FollowedScript } from './followed.ts';
import { joinPath } from './makefile.ts';
import { once } from './once.ts';

/** Recipes that need each other, one below the other. */
const maxNeeds = 20;

const justfile = once((path, text) => ({ index: new LineIndex(path, text), recipes: parseJust(text) }));
const taskfile = once((path, text) => {
  const tasks = entry(parseYaml(path, text).node, 'tasks');
  return { tasks, byName: new Map(asMap(tasks).map((one) => [one.key.value, one.value])) };
});

interface Cut {
  readonly at: Span;
  readonly reason: string;
}

function tooDeep(path: string): Cut {
  return { at: wholeFile(path), reason: `recipes need each other more than ${maxNeeds} deep: what is below was not followed` };
}

/** Whether a call only shows: what would be run, or which recipes there are. */
function onlyShows(call: FollowCall, options: RegExp): boolean {
  const end = call.words.findIndex((word) => literalOf(word) === '--');
  return call.words.slice(1, end === -1 ? undefined : end).some((word) => options.test(literalOf(word) ?? ''));
}

/** Follows `just RECIPE`: its body and those of the recipes it depends on. */
export function followJust(call: FollowCall): Followed {
  if (onlyShows(call, /^(-n|--dry-run|-l|--list|-s|--show|--summary|--evaluate|--dump|--fmt|--variables)$/)) return { kind: 'nothing' };
  const path = ['justfile', 'Justfile', '.justfile'].map((n) => joinPath(call.cwd, n)).find((p) => call.files.has(p));
  const read = path === undefined ? undefined : call.files.read(path);
  if (path === undefined || read === undefined || read.kind !== 'text') return { kind: 'unread', reason: 'there is no justfile in the checkout for it' };
  const { index, recipes } = justfile(call.files, path, read.text);
  const cuts: Cut[] = [];
  const asked = call.words
    .slice(1)
    .map(literalOf)
    .find((w) => w !== undefined && !w.startsWith('-') && !w.includes('='));
  const scripts: FollowedScript[] = [];
  const done = new Set<string>();
  const run = (name: string, depth: number): boolean => {
    const recipe = recipes.get(name);
    if (recipe === undefined) return false;
    if (done.has(name)) return true;
    if (depth > maxNeeds) {
      cuts.push(tooDeep(path));
      return true;
    }
    done.add(name);
    for (const need of recipe.needs) run(need, depth + 1);
    for (const line of recipe.lines) {
      const script = interpolated(line.text.replace(/^\s*[@-]+/, ''));
      scripts.push({
        script,
        placeholders: () => undefined,
        cwd: call.cwd,
        env: new Map(recipe.parameters.map((p, i): [string, Text] => [p, call.words[i + 2] ?? []])),
        file: path,
        spanOf: () => index.span(line.start, line.start + line.text.length),
        swallowed: /^\s*@?-/.test(line.text),
        positional: [],
      });
    }
    return true;
  };
  const first = asked ?? [...recipes.keys()][0];
  if (first === undefined || !run(first, 0)) return { kind: 'unread', reason: `the justfile has no recipe ${first ?? ''}` };
  return { kind: 'scripts', scripts, cuts };
}

/** Every `{{ name }}` as a variable in quotes. A pattern that looks for both ends at once takes cubic time where the second is missing. */
function interpolated(line: string): string {
  let out = '';
  let from = 0;
  let close = -1;
  for (let open = line.indexOf('{{'); open !== -1; open = line.indexOf('{{', Math.max(open + 1, from))) {
    if (close < open + 2) close = line.indexOf('}}', open + 2);
    if (close === -1) break;
    if (line.lastIndexOf('}', close - 1) > open) continue;
    out += `${line.slice(from, open)}"\${${line.slice(open + 2, close).trim()}}"`;
    from = close + 2;
  }
  return out + line.slice(from);
}

interface JustRecipe {
  readonly needs: readonly string[];
  readonly parameters: readonly string[];
  readonly lines: readonly { readonly text: string; readonly start: number }[];
}

function parseJust(text: string): ReadonlyMap<string, JustRecipe> {
  const recipes = new Map<string, JustRecipe>();
  let current: { needs: string[]; parameters: string[]; lines: { text: string; start: number }[] } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const header = /^@?([A-Za-z_][\w-]*)((?:\s+[*+$]?[A-Za-z_][\w-]*(?:\s*=\s*\S+)?)*)\s*:(?!=)\s*(.*)$/.exec(line);
    if (header !== null) {
      current = {
        needs: header[3]!
          .replace(/#.*/, '')
          .split(/\s+|&&/)
          .filter((n) => /^[A-Za-z_][\w-]*$/.test(n)),
        parameters: header[2]!
          .trim()
          .split(/\s+/)
          .filter((p) => p !== '')
          .map((p) => p.replace(/^[*+$]+/, '').replace(/=.*/, '')),
        lines: [],
      };
      recipes.set(header[1]!, current);
    } else if (/^\s+\S/.test(line)) current?.lines.push({ text: line.trim(), start: at });
    else if (line.trim() !== '' && !line.startsWith('#')) current = undefined;
    at += line.length + 1;
  }
  return recipes;
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

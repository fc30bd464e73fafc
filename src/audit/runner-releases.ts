import { LineIndex, type FileTree, type Span } from '../base/index.ts';
import type { ManualTag } from '../controls/index.ts';
import { findScriptSteps } from '../documents/index.ts';
import { published, type ManualPublish } from './manual-releases.ts';

const isRelease = /^(?:[a-z]+[-_:])?(?:release|publish|deploy|ship|tag)(?:[-_:][\w-]+)?$/i;
const isTrial = /dry|test|check|local|notes|snapshot|docs?$|draft|dev|\bpr\b|preview|staging|canary/i;
const maxScripts = 40;
const maxLength = 200_000;

/** A task of a runner's file, with the text that it runs. */
interface Task {
  readonly name: string;
  readonly path: string;
  readonly at: Span;
  readonly text: string;
}

/**
 * What tasks named for a release publish (`just publish`, `task release`, `rake release` of bundler's gem tasks), and
 * whether tags that tasks and release scripts of the project make are signed. A task of a runner is called by people; a
 * script that nothing names is not taken to publish anything.
 */
export function runnerReleases(files: FileTree): { readonly publishes: readonly ManualPublish[]; readonly tags: readonly ManualTag[] } {
  const publishes: ManualPublish[] = [];
  const tags: ManualTag[] = [];
  for (const task of [...justTasks(files), ...taskfileTasks(files), ...makeRules(files)]) {
    if (!isRelease.test(task.name) || isTrial.test(task.name)) continue;
    const runner = task.path.toLowerCase().includes('just') ? 'just' : task.path.toLowerCase().includes('task') ? 'task' : 'make';
    for (const step of findScriptSteps(task.path, task.text)) {
      if (step.kind === 'tag') tags.push({ signed: step.signed, at: task.at, command: step.words.join(' ') });
      // Makefiles are full of targets that nobody has used for years.
      if (runner !== 'make')
        publishes.push(...published(step, true).map((one) => ({ ...one, command: `${runner} ${task.name}`, file: task.path, at: task.at })));
    }
  }
  return { publishes: [...publishes, ...bundlerTask(files)], tags: [...tags, ...scriptTags(files)] };
}

/** `bundler/gem_tasks` gives `rake release`, which builds the gem and pushes it. */
function bundlerTask(files: FileTree): readonly ManualPublish[] {
  const rakefile = textOf(files, 'Rakefile');
  const spec = files.folder('').find((name) => name.endsWith('.gemspec'));
  const line = rakefile?.split('\n').findIndex((one) => /^\s*(?:require\s*\(?\s*['"]bundler\/gem_tasks|Bundler::GemHelper\.install_tasks)/.test(one)) ?? -1;
  if (rakefile === undefined || spec === undefined || line === -1) return [];
  const at = spanOfLine('Rakefile', rakefile, line);
  return [
    {
      kind: 'gem',
      place: 'index',
      index: 'rubygems',
      names: [spec.slice(0, -'.gemspec'.length)],
      command: 'rake release',
      file: 'Rakefile',
      at,
      unread: undefined,
    },
  ];
}

const gitTag = /["'`\s([]git["'`]?[,\s]+(?:f?["'`])?tag["'`]?[,\s]+[^\n]*/;

/** Whether release scripts in languages that are not followed make a signed tag: `git tag -a`, `create_tag(…)`. */
function scriptTags(files: FileTree): readonly ManualTag[] {
  const paths = files
    .list()
    .filter(
      (path) =>
        /^(?:[\w.-]+\/){0,2}[\w-]*release[\w-]*\.(?:py|rb|js|mjs|cjs|ts|sh)$/i.test(path) &&
        !/(?:^|\/)(?:tests?|docs?|examples?|node_modules|vendor)\//i.test(path),
    );
  return paths.slice(0, maxScripts).flatMap((path): readonly ManualTag[] => {
    const text = textOf(files, path);
    if (text === undefined) return [];
    return text.split('\n').flatMap((line, i): readonly ManualTag[] => {
      if (line.length > 2_000 || /^\s*(?:#|\/\/|\*)/.test(line)) return [];
      const made = gitTag.exec(` ${line}`)?.[0] ?? /\bcreate_tag\([^\n]*/.exec(line)?.[0];
      if (made === undefined || /["'\s](?:-d|-l|-n\d*|-v|--list|--delete|--points-at|--sort\S*|--contains|--merged|--verify)["'\s,\])]/.test(`${made} `))
        return [];
      const signed = /["'\s](?:-\w*s\w*|--sign|-\w*u|--local-user\S*)["'\s,\])]|sign\s*=\s*True/.test(`${made} `);
      return [{ signed, at: spanOfLine(path, text, i), command: made.trim().slice(0, 120) }];
    });
  });
}

function justTasks(files: FileTree): readonly Task[] {
  const path = ['justfile', 'Justfile', '.justfile'].find((name) => files.has(name));
  return path === undefined ? [] : blocks(files, path, /^@?([A-Za-z_][\w-]*)(?:\s[^:=]*)?:(?!=)/, (line) => /^\s/.test(line));
}

function makeRules(files: FileTree): readonly Task[] {
  const path = ['GNUmakefile', 'makefile', 'Makefile'].find((name) => files.has(name));
  return path === undefined ? [] : blocks(files, path, /^([\w.-]+)\s*:(?!=)/, (line) => line.startsWith('\t'));
}

function taskfileTasks(files: FileTree): readonly Task[] {
  const path = ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml'].find((name) => files.has(name));
  return path === undefined ? [] : blocks(files, path, /^ {2}(?:["']?)([\w:-]+)["']?:\s*$/, (line) => /^ {3}/.test(line));
}

/** The blocks of a file that a header starts and lines below it fill. */
function blocks(files: FileTree, path: string, header: RegExp, isBody: (line: string) => boolean): readonly Task[] {
  const text = textOf(files, path);
  if (text === undefined) return [];
  const lines = text.split('\n');
  const out: Task[] = [];
  for (let i = 0; i < lines.length; i++) {
    const name = lines[i]!.length > 500 ? undefined : header.exec(lines[i]!)?.[1];
    if (name === undefined) continue;
    const body: string[] = [];
    for (let j = i + 1; j < lines.length && (lines[j]!.trim() === '' || isBody(lines[j]!)); j++)
      body.push(lines[j]!.replace(/^\s*(?:- )?(?:cmd:\s*)?[@-]*/, ''));
    out.push({ name, path, at: spanOfLine(path, text, i), text: body.join('\n') });
  }
  return out;
}

function spanOfLine(path: string, text: string, line: number): Span {
  const start = text.split('\n', line).reduce((sum, one) => sum + one.length + 1, 0);
  const end = text.indexOf('\n', start);
  return new LineIndex(path, text).span(start, end === -1 ? text.length : end);
}

function textOf(files: FileTree, path: string): string | undefined {
  const read = files.read(path);
  return read.kind === 'text' && read.text.length <= maxLength ? read.text : undefined;
}

import { LineIndex, type FileTree, type Span } from '../base/index.ts';
import { findScriptSteps } from '../documents/index.ts';
import { makeTarget } from './make-targets.ts';
import { published, type ManualPublish } from './manual-releases.ts';

const isRelease = /^(?:[a-z]+[-_:])?(?:release|publish|deploy|ship|tag)(?:[-_:][\w-]+)?$/i;
const isTrial = /dry|test|check|local|notes|snapshot|docs?$|draft|dev|\bpr\b|preview|staging|canary/i;
const maxLength = 200_000;

/** A task of a runner's file, with the text that it runs. */
interface Task {
  readonly name: string;
  readonly path: string;
  readonly at: Span;
  readonly text: string;
}

/**
 * What tasks named for a release publish: `just publish`, `task release`, `rake release` of bundler's gem tasks. A task
 * of such a runner is called by people. Targets of makefiles are full of what nobody has used for years: only those of
 * the plainest names that make the tag as well count, and only for packages. A script that nothing names is not taken
 * to publish anything.
 */
export function runnerReleases(files: FileTree): readonly ManualPublish[] {
  const out: ManualPublish[] = [];
  for (const task of [...justTasks(files), ...taskfileTasks(files)]) {
    if (!isRelease.test(task.name) || isTrial.test(task.name)) continue;
    const command = `${task.path.toLowerCase().includes('just') ? 'just' : 'task'} ${task.name}`;
    for (const step of findScriptSteps(task.path, task.text))
      out.push(...published(step, true).map((one) => ({ ...one, command, file: task.path, at: task.at })));
  }
  return [...out, ...makeReleases(files), ...bundlerTask(files)];
}

const ofPackages: ReadonlySet<string | undefined> = new Set(['pypi', 'npm', 'crates', 'rubygems']);

/** A makefile's target of one of these names that publishes a package and makes its tag is how people release it. */
function makeReleases(files: FileTree): readonly ManualPublish[] {
  return ['release', 'publish', 'upload'].flatMap((name) => {
    const target = makeTarget(files, name);
    if (target === undefined) return [];
    const at = spanOfLine(target.path, textOf(files, target.path) ?? '', target.line);
    const called = [...target.text.matchAll(/(?:\$[({]MAKE[)}]|\bmake)[ \t]+([\w-]+)/g)].slice(0, 10).flatMap(([, one]) => makeTarget(files, one!)?.text ?? []);
    const steps = findScriptSteps(target.path, [target.text, ...called].join('\n'));
    if (!steps.some((step) => step.kind === 'tag')) return [];
    return steps
      .filter((step) => step.kind === 'publishes' && ofPackages.has(step.index))
      .flatMap((step) => published(step, true).map((one) => ({ ...one, command: `make ${name}`, file: target.path, at })));
  });
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

function justTasks(files: FileTree): readonly Task[] {
  const path = ['justfile', 'Justfile', '.justfile'].find((name) => files.has(name));
  return path === undefined ? [] : blocks(files, path, /^@?([A-Za-z_][\w-]*)(?:\s[^:=]*)?:(?!=)/, (line) => /^\s/.test(line));
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

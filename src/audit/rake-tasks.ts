import type { FileTree } from '../base/index.ts';

/** What a Rake task puts where strangers take it, as far as its text shows. */
export interface RakeUpload {
  readonly place: 'bucket' | 'release';
  readonly names: readonly string[];
}

interface Task {
  readonly name: string;
  readonly needs: readonly string[];
  readonly body: string;
}

const maxText = 200_000;
const maxTasks = 500;
const maxFollowed = 60;

/** The name of the gem that a task releases: `lens:release` that of the gem called so, `release` that of the root's. */
export function gemOfTask(files: FileTree, task: string): string | undefined {
  const spaces = task.replace(/\[.*$/, '').split(':').slice(0, -1);
  const own = spaces[0];
  if (own !== undefined) return [`${own}/${own}.gemspec`, `${own}.gemspec`, `gems/${own}/${own}.gemspec`].some((path) => files.has(path)) ? own : undefined;
  const specs = files.folder('').filter((name) => name.endsWith('.gemspec'));
  return specs.length === 1 ? specs[0]!.slice(0, -'.gemspec'.length) : undefined;
}

/** What a task and those that it needs or calls upload; Ruby is not followed, its calls of known libraries are recognised. */
export function rakeUploads(files: FileTree, task: string): readonly RakeUpload[] {
  const path = ['Rakefile', 'rakefile', 'Rakefile.rb'].find((name) => files.has(name));
  const read = path === undefined ? undefined : files.read(path);
  if (read?.kind !== 'text' || read.text.length > maxText) return [];
  const tasks = tasksOf(read.text.replaceAll(/^[ \t]*#.*$/gm, ''));
  const waiting = [task.replace(/\[.*$/, '')];
  const done = new Set<string>();
  const out = new Map<string, RakeUpload>();
  for (let name = waiting.pop(); name !== undefined && done.size < maxFollowed; name = waiting.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    for (const one of tasks.filter((each) => each.name === name)) {
      const called = [...one.body.matchAll(/Rake::Task\[\s*["':]([\w:.-]+)["']?\s*\]\.(?:invoke|execute)/g)].map(([, other = '']) => other);
      const space = name.slice(0, name.lastIndexOf(':') + 1);
      for (const other of [...one.needs, ...called]) waiting.push(tasks.some((each) => each.name === `${space}${other}`) ? `${space}${other}` : other);
      for (const upload of uploadsIn(one.body)) out.set(JSON.stringify(upload), upload);
    }
  }
  return [...out.values()];
}

/** The tasks of a Rakefile: those of a namespace under their whole name. Blocks are told by their indentation. */
function tasksOf(text: string): readonly Task[] {
  const lines = text.split('\n');
  const spaces: { readonly indent: number; readonly name: string }[] = [];
  const out: Task[] = [];
  for (let i = 0; i < lines.length && out.length < maxTasks; i++) {
    const line = lines[i]!.slice(0, 500);
    const indent = line.length - line.trimStart().length;
    if (line.trim() === 'end') while (spaces.length > 0 && spaces.at(-1)!.indent >= indent) spaces.pop();
    const space = /^\s*namespace\s*\(?\s*[:"']([\w.-]+)["']?.*\bdo\b/.exec(line)?.[1];
    if (space !== undefined) spaces.push({ indent, name: space });
    const found = /^\s*(?:multi)?task\s*\(?\s*(?::|["'])?([\w:.-]*\w)["']?\s*(.*)$/.exec(line);
    if (found === null) continue;
    const end = /\bdo\b\s*(?:\|[^|]*\|)?\s*$/.test(line)
      ? lines.findIndex((one, j) => j > i && one.trim() === 'end' && one.length - one.trimStart().length <= indent)
      : i;
    const last = end === -1 ? lines.length : end;
    out.push({
      name: [...spaces.map((one) => one.name), found[1]!].join(':'),
      needs: neededBy(found[2]!),
      body: lines.slice(i + 1, last).join('\n'),
    });
  }
  return out;
}

/** The tasks behind `=>` or `:` in a declaration: `%w[a b]`, `[:a, "b"]`, `:a`. */
function neededBy(rest: string): readonly string[] {
  const after = /^(?:=>|:|,.*?=>)\s*(.*)$/.exec(rest.trim())?.[1]?.replace(/\bdo\b.*$/, '') ?? '';
  const words = /^%[wi][[({]([^\])}]*)/.exec(after)?.[1];
  return words === undefined ? [...after.matchAll(/[:"']([\w:.-]*\w)/g)].map(([, name = '']) => name) : words.split(/\s+/).filter((word) => word !== '');
}

/** Calls of the libraries of S3, Google's storage and GitHub's interface that put files there. */
function uploadsIn(body: string): readonly RakeUpload[] {
  const out: RakeUpload[] = [];
  const bucket = /\bbucket(?:_name)?\s*[(:=]?\s*\(?\s*["']([\w.-]+)["']/.exec(body)?.[1];
  const put = [...body.matchAll(/\.(?:upload_file|create_file|upload_stream)\(\s*["']([^"'\n]{1,300})["']/g)].map(([, name = '']) =>
    filled(name.split('/').at(-1)!),
  );
  if (bucket !== undefined && put.length > 0)
    out.push({ place: 'bucket', names: put.map((name) => `${/\.create_file\(/.test(body) ? 'gs' : 's3'}://${bucket} ${name}`) });
  const assets = [...body.matchAll(/\bupload_asset\(\s*[^,\n]{1,200},\s*(?:["']([^"'\n]{1,300})["'])?/g)];
  if (assets.length > 0)
    out.push({ place: 'release', names: assets.map(([, name]) => (name === undefined ? 'files of the release' : filled(name.split('/').at(-1)!))) });
  return out;
}

/** A name with what Ruby computes of it left open. */
function filled(name: string): string {
  return name.replaceAll(/#\{[^{}]*\}/g, '*');
}

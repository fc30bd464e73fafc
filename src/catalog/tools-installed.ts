import { lit, literalOf } from '../values/index.ts';
import { packageSpec, peel } from './peel.ts';
import type { ToolRow } from './schema.ts';
import { toolRows } from './tool-rows.ts';
import { programOfPackage } from './wrappers.ts';

/** A tool that a command installs: under its right name, or under the name of something else. */
export interface Installed {
  readonly tool: string;
  /** False where the package of that name is another program. */
  readonly right: boolean;
  readonly via: string;
  /** The version that is asked for; `latest` where none is and the manager takes the newest. */
  readonly version?: string;
  /** The newest is taken, whatever that is on the day. */
  readonly newest?: true;
}

const rows = new Map(toolRows.map((row) => [row.name, row]));
const byPackage = new Map<string, { readonly row: ToolRow; readonly right: boolean; readonly what: string }>();
for (const row of toolRows) {
  for (const name of row.packages) byPackage.set(name, { row, right: true, what: '' });
  for (const [name, what] of Object.entries(row.impostors)) byPackage.set(name, { row, right: false, what });
}

/** Package managers: the words after which packages follow, flags that take a value, and the name they have in rows. */
interface Manager {
  readonly line: string;
  readonly manager: string;
  readonly values?: readonly string[];
}

const pipValues = [
  '-r',
  '--requirement',
  '-c',
  '--constraint',
  '-i',
  '--index-url',
  '--extra-index-url',
  '-t',
  '--target',
  '--prefix',
  '--root',
  '-f',
  '--find-links',
  '--python',
  '-e',
  '--editable',
];
const managers: readonly Manager[] = [
  ...['apt-get', 'apt', 'aptitude'].map((program) => ({ line: `${program} install`, manager: 'apt', values: ['-t', '-o', '--option', '--target-release'] })),
  ...['dnf', 'yum', 'microdnf', 'zypper'].map((program) => ({ line: `${program} install`, manager: 'dnf' })),
  { line: 'apk add', manager: 'apk', values: ['-t', '--virtual', '-X', '--repository'] },
  { line: 'pacman', manager: 'pacman' },
  { line: 'brew install', manager: 'brew' },
  { line: 'port install', manager: 'brew' },
  { line: 'snap install', manager: 'snap' },
  { line: 'choco install', manager: 'choco', values: ['--version'] },
  { line: 'scoop install', manager: 'scoop' },
  { line: 'winget install', manager: 'winget', values: ['--version', '-v', '--source', '-s'] },
  { line: 'conda install', manager: 'conda', values: ['-c', '--channel', '-n', '--name'] },
  { line: 'mamba install', manager: 'conda', values: ['-c', '-n'] },
  { line: 'micromamba install', manager: 'conda', values: ['-c', '-n'] },
  { line: 'pip install', manager: 'pip', values: pipValues },
  { line: 'uv pip install', manager: 'pip', values: pipValues },
  { line: 'uv tool install', manager: 'pip', values: ['--with', '--python', '--from'] },
  { line: 'uv add', manager: 'pip', values: ['--group', '--extra'] },
  { line: 'pipx install', manager: 'pip', values: ['--python', '--pip-args', '--suffix'] },
  ...['npm install', 'npm i', 'npm add', 'pnpm add', 'pnpm install', 'pnpm i', 'bun add', 'bun install', 'yarn global add', 'yarn add'].map((line) => ({
    line,
    manager: 'npm',
    values: ['--prefix', '--registry', '-C', '--filter', '-F', '-w', '--workspace'],
  })),
  { line: 'gem install', manager: 'gem', values: ['-v', '--version', '-i', '--install-dir', '-n', '--source'] },
  {
    line: 'cargo install',
    manager: 'cargo',
    values: [
      '--version',
      '--vers',
      '--git',
      '--tag',
      '--branch',
      '--rev',
      '--path',
      '--root',
      '--features',
      '-F',
      '--target',
      '-j',
      '--profile',
      '--bin',
      '--index',
      '--registry',
      '-Z',
    ],
  },
  { line: 'cargo binstall', manager: 'cargo', values: ['--version', '--root', '--install-path', '--targets', '--strategies'] },
  { line: 'go install', manager: 'go', values: ['-ldflags', '-tags', '-mod', '-modfile', '-C', '-p'] },
  { line: 'go get', manager: 'go', values: ['-ldflags', '-tags', '-modfile'] },
  { line: 'dotnet tool install', manager: 'dotnet', values: ['--version', '--tool-path', '--add-source', '--configfile', '--framework'] },
  { line: 'dotnet tool update', manager: 'dotnet', values: ['--version', '--tool-path'] },
  { line: 'nix profile install', manager: 'nix' },
  { line: 'nix-env', manager: 'nix', values: ['-f'] },
  { line: 'devbox add', manager: 'nix' },
  { line: 'mise use', manager: 'mise', values: ['-C', '--cd', '-e', '--env'] },
  { line: 'mise install', manager: 'mise', values: ['-C', '--cd'] },
  { line: 'asdf install', manager: 'mise' },
  { line: 'arkade get', manager: 'arkade', values: ['--version', '--path'] },
  { line: 'eget', manager: 'github', values: ['-t', '--tag', '--to', '-a', '--asset', '-f', '--file', '-s', '--system'] },
];

/** What takes its list of tools from a file: anything of that manager may be among them. */
const fromFiles: readonly Manager[] = [
  { line: 'brew bundle', manager: 'brew' },
  ...['npm install', 'npm i', 'npm ci', 'npm clean-install', 'pnpm install', 'pnpm i', 'yarn install', 'yarn', 'bun install', 'bun i'].map((line) => ({
    line,
    manager: 'npm',
  })),
  { line: 'poetry install', manager: 'pip' },
  { line: 'uv sync', manager: 'pip' },
  { line: 'pdm install', manager: 'pip' },
  { line: 'pdm sync', manager: 'pip' },
  { line: 'pipenv install', manager: 'pip' },
  { line: 'mise install', manager: 'any' },
  { line: 'asdf install', manager: 'any' },
  { line: 'dotnet tool restore', manager: 'dotnet' },
  { line: 'aqua install', manager: 'any' },
  { line: 'aqua i', manager: 'any' },
  { line: 'devbox install', manager: 'any' },
  { line: 'devbox shell', manager: 'any' },
  { line: 'nix develop', manager: 'any' },
  { line: 'nix-shell', manager: 'any' },
  { line: 'nix shell', manager: 'any' },
  { line: 'conda env', manager: 'any' },
  { line: 'hermit install', manager: 'any' },
];

interface Line {
  readonly verbs: readonly string[];
  readonly manager: Manager;
}

/** Lines by their program: every command of every script is asked about. */
function linesByProgram(list: readonly Manager[]): ReadonlyMap<string, readonly Line[]> {
  const found = new Map<string, Line[]>();
  for (const manager of list) {
    const [program = '', ...verbs] = manager.line.split(' ');
    const lines = found.get(program) ?? [];
    lines.push({ verbs, manager });
    found.set(program, lines);
  }
  return found;
}

const managerLines = linesByProgram(managers);
const fileLines = linesByProgram(fromFiles);

/** Whether a package gives this program: true also where neither is known. */
export function rightPackage(tool: string, manager: string, name: string): boolean {
  const known = byPackage.get(`${manager}:${name}`);
  return known === undefined ? true : known.right || known.row.name !== tool;
}

/** The tool that a program needs in a job, when it is one whose absence is worth saying; undefined when it is taken to be there. */
export function needsTool(program: string): string | undefined {
  const row = rows.get(program);
  return row === undefined || row.onRunners.length === 3 ? undefined : row.name;
}

/** Whether a runner image (`ubuntu`, `macos`, `windows`) ships a tool. Tools without a row are taken to be there. */
export function onRunner(tool: string, runner: string): boolean {
  const row = rows.get(tool);
  return row === undefined || row.onRunners.includes(runner);
}

/** The tools that a command line installs, by package managers, `go install`, install scripts and downloads of a project's release. */
export function installedBy(words: readonly string[]): readonly Installed[] {
  const found = toolsOf(words);
  if (found.length === 0 || !words.some((word) => newest.test(word))) return found;
  return found.map((tool) => (tool.version === undefined ? { ...tool, newest: true } : tool));
}

/** `@latest` of Go and npm, and the address of a newest release. */
const newest = /@(?:latest|main|master)$|\/releases\/latest\/|\bapi\.github\.com\/repos\/[^/]+\/[^/]+\/releases\/latest\b/;

function toolsOf(words: readonly string[]): readonly Installed[] {
  const line = peel(words.map((word) => lit(word))).words.map((word) => literalOf(word) ?? '');
  const program = (line[0] ?? '').replace(/^.*\//, '').replace(/^pip3?(?:\.\d+)?$/, 'pip');
  const rest = line.slice(1);
  if (program === 'curl' || program === 'wget' || (program === 'gh' && rest[0] === 'release' && rest[1] === 'download')) return downloaded(program, rest);
  for (const { verbs, manager } of managerLines.get(program) ?? []) {
    if (!startsWith(rest, verbs)) continue;
    if (program === 'pacman' && !rest.some((word) => word.startsWith('-S'))) continue;
    if (program === 'nix-env' && !rest.some((word) => word.startsWith('-i'))) continue;
    const found = packages(manager, afterVerbs(rest, verbs));
    if (found.length > 0) return found;
  }
  for (const { verbs, manager } of fileLines.get(program) ?? []) {
    if (startsWith(rest, verbs) && (verbs.length > 0 || withoutFlags(rest).length === 0)) return anyOf(manager.manager, manager.line);
  }
  return [];
}

function withoutFlags(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.startsWith('-'));
}

function startsWith(words: readonly string[], verbs: readonly string[]): boolean {
  const bare = withoutFlags(words);
  return verbs.every((verb, i) => bare[i] === verb);
}

function afterVerbs(words: readonly string[], verbs: readonly string[]): readonly string[] {
  let next = 0;
  return words.filter((word) => {
    if (next < verbs.length && word === verbs[next]) {
      next++;
      return false;
    }
    return true;
  });
}

/** Every tool that a list of packages may hold: those that come from this manager first, where it is one language's. */
function anyOf(manager: string, via: string): readonly Installed[] {
  const ofLanguage = ['pip', 'npm'].includes(manager);
  return toolRows
    .filter(
      (row) =>
        row.onRunners.length < 3 &&
        (manager === 'any' || (ofLanguage ? row.packages.slice(0, 1) : row.packages).some((name) => name.startsWith(`${manager}:`))),
    )
    .map((row) => ({ tool: row.name, right: true, via }));
}

function packages(manager: Manager, words: readonly string[]): readonly Installed[] {
  const found: Installed[] = [];
  const via = manager.line;
  // Constraints may hold an older version.
  const constrained = words.some((word) => /^(?:-c|--constraints?|--index-url|-i|--no-index|--find-links|-f)(?:=|$)/.test(word));
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word.startsWith('-')) {
      const listed = ['-r', '--requirement', '-e', '--editable', '--path', '--git'].includes(word);
      if (listed && manager.manager === 'pip') found.push(...anyOf('pip', `${via} ${word}`));
      if (manager.manager === 'cargo' && word === '--git') found.push(...fromRepository(words[i + 1] ?? '', via));
      if (manager.values?.includes(word) === true) i++;
      continue;
    }
    if (word.includes('{') || word === '%' || (manager.manager === 'go' && (word === 'tool' || /^\.(?:\/\.\.\.|\/)?$/.test(word)))) {
      found.push(...anyOf(manager.manager, via));
      continue;
    }
    if (manager.manager === 'pip' && /^[./]/.test(word)) {
      found.push(...anyOf('pip', via));
      continue;
    }
    const { version, ...named } = one(manager.manager, word, via);
    const isNewest = manager.manager === 'pip' && !constrained && pipVersion(word) === 'latest';
    found.push({ ...named, ...(version === undefined || constrained ? {} : { version }), ...(isNewest ? { newest: true as const } : {}) });
  }
  return found;
}

function one(manager: string, word: string, via: string): Installed {
  const name =
    manager === 'go'
      ? goPath(word)
      : manager === 'nix'
        ? word.replace(/^.*#/, '').replace(/^.*\./, '')
        : manager === 'apt' || manager === 'apk' || manager === 'dnf'
          ? word.replace(/[=<>~/].*$/, '')
          : manager === 'snap' || manager === 'brew' || manager === 'github'
            ? word.replace(/@[\w.]+$/, '')
            : packageSpec(word, manager).name.replace(/^ubi:|^aqua:|^github:/, '');
  const known =
    manager === 'go'
      ? goRow(name)
      : (byPackage.get(`${manager}:${name}`) ?? (manager === 'mise' && name.includes('/') ? byPackage.get(`github:${name}`) : undefined));
  if (known !== undefined) return { tool: known.row.name, right: known.right, via: known.right ? `${via} ${word}` : `${via} ${word} gives ${known.what}` };
  const program = programOfPackage[`${manager}:${name}`] ?? name.slice(name.lastIndexOf('/') + 1);
  const version = manager === 'pip' ? pipVersion(word) : undefined;
  return { tool: program, right: true, via: `${via} ${word}`, ...(version === undefined ? {} : { version }) };
}

/** The version of a Python package that a word of its installer fixes: pip takes the newest where it fixes none. */
function pipVersion(word: string): string | undefined {
  const fixed = /^[\w.-]+(?:\[[^\]]*\])?\s*(?:===?|@)\s*v?(\d[\w.]*)$/.exec(word)?.[1];
  return fixed ?? (/^[\w.-]+(?:\[[^\]]*\])?(?:\s*>=?\s*[\d.]+)?$/.test(word) ? 'latest' : undefined);
}

function goPath(word: string): string {
  return word.replace(/@.*$/, '');
}

/** The tool of a Go package: the program is the last part of its path, the project its start. */
function goRow(path: string): { readonly row: ToolRow; readonly right: boolean; readonly what: string } | undefined {
  const program = path.split('/').findLast((part) => part !== '...' && !/^v\d+$/.test(part)) ?? '';
  const named = rows.get(program);
  const ofProject = (row: ToolRow): boolean =>
    row.packages.some((name) => name.startsWith('go:') && (path === name.slice(3) || path.startsWith(`${name.slice(3)}/`)));
  if (named !== undefined && ofProject(named)) return { row: named, right: true, what: '' };
  return undefined;
}

function fromRepository(url: string, via: string): readonly Installed[] {
  const found = /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/?#]|$)/.exec(url);
  const known = found === null ? undefined : byPackage.get(`github:${found[1]}`);
  return known === undefined ? [] : [{ tool: known.row.name, right: true, via: `${via} ${found?.[1] ?? ''}` }];
}

/** A project's install script, or a file of its release. */
function downloaded(program: string, words: readonly string[]): readonly Installed[] {
  const found: Installed[] = [];
  const seen = new Set<string>();
  const add = (row: ToolRow, via: string): void => {
    if (!seen.has(row.name)) found.push({ tool: row.name, right: true, via });
    seen.add(row.name);
  };
  for (const word of words) {
    const repository =
      /(?:github\.com|raw\.githubusercontent\.com)\/([\w.-]+\/[\w.-]+)\//.exec(word)?.[1] ??
      (program === 'gh' && /^[\w.-]+\/[\w.-]+$/.test(word) ? word : undefined);
    for (const row of toolRows) {
      if (row.onRunners.length === 3) continue;
      const project = repository !== undefined && row.packages.some((name) => name.toLowerCase() === `github:${repository.toLowerCase()}`);
      const script = row.packages.some((name) => name.startsWith('script:') && word.includes(name.slice('script:'.length)));
      if (script || (project && (program === 'gh' || /\/releases\/|install[\w.-]*$|get[\w.-]*$|\.sh$|contrib\//.test(word))))
        add(row, `${program} ${repository ?? word}`);
    }
    const known = /(?:get\.(?:anchore\.io|trivy\.dev|helm\.sh)|astral\.sh|fluxcd\.io)\/?(\w+)?/.exec(word);
    const row = known === null ? undefined : rows.get(known[1] ?? /get\.(\w+)\./.exec(word)?.[1] ?? '');
    if (row !== undefined) add(row, `${program} ${known?.[0] ?? ''}`);
  }
  return found;
}

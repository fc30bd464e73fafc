import type { FileTree } from '../../base/index.ts';
import type { ToolInput } from '../tool.ts';
import { readConfig, readText } from './support/config.ts';
import { get, keysOf, text as textOf } from './support/node.ts';
import { Script } from './gradle-script.ts';
import { joinPath } from './support/path.ts';

const maxScripts = 200;

/** The build's scripts as one text, comments dropped, and its properties. */
export interface Build {
  readonly text: string;
  /** The same text. */
  readonly script: Script;
  readonly properties: ReadonlyMap<string, string>;
  readonly path: string | undefined;
  /** The folder's own build script and settings, without those of its subprojects. */
  readonly main: string;
  /** The build script of each project's folder, the empty one being the build's own. */
  readonly projects: ReadonlyMap<string, string>;
  /** What no project's own script says: plugins and scripts that they apply. */
  readonly shared: string;
  readonly unread: boolean;
}

const builds = new WeakMap<FileTree, Map<string, Build>>();

/** A folder's build. Every task and scenario asks for the same one, and a large build has hundreds of scripts. */
export function buildOf({ files, cwd }: ToolInput): Build {
  const known = builds.get(files) ?? new Map<string, Build>();
  builds.set(files, known);
  const build = known.get(cwd) ?? readBuild(files, cwd);
  known.set(cwd, build);
  return build;
}

function readBuild(files: FileTree, cwd: string): Build {
  const prefix = cwd === '' ? '' : `${cwd}/`;
  const below = files.list().filter((path) => path.startsWith(prefix));
  const scripts = below
    .filter((path) => (path.endsWith('.gradle') || path.endsWith('.gradle.kts')) && !path.includes('/src/test/'))
    // Past the bound, scripts of projects are left out before those that projects apply, the deepest first.
    .toSorted((a, b) => rank(a) - rank(b));
  const code = below.filter((path) => path.startsWith(`${prefix}buildSrc/`) && /\.(kt|groovy|java)$/.test(path));
  const projects = new Map<string, string>();
  const shared: string[] = [];
  const texts = [...scripts, ...code].slice(0, maxScripts).map((path) => {
    const source = withoutComments(readText(files, path) ?? '');
    const own = /^((?:.*\/)?)build\.gradle(?:\.kts)?$/.exec(path.slice(prefix.length));
    if (own === null) shared.push(source);
    else projects.set(own[1]!.slice(0, -1), source);
    return source;
  });
  const properties = new Map<string, string>();
  for (const path of below.filter((one) => one.endsWith('gradle.properties')).slice(0, maxScripts)) {
    for (const line of (readText(files, path) ?? '').split('\n').slice(0, 2_000)) {
      const at = line.indexOf('=');
      if (at > 0 && !line.trimStart().startsWith('#')) properties.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
    }
  }
  const all = texts.join('\n');
  const plugins = catalogPlugins(files, cwd, all);
  const text = `${all}\n${plugins}`;
  return {
    text,
    script: new Script(text),
    projects,
    shared: [...shared, plugins].join('\n'),
    properties,
    path: ['build.gradle.kts', 'build.gradle'].map((name) => joinPath(cwd, name)).find((path) => files.has(path)),
    main: ['settings.gradle.kts', 'settings.gradle', 'build.gradle.kts', 'build.gradle']
      .map((name) => withoutComments(readText(files, joinPath(cwd, name)) ?? ''))
      .join('\n'),
    unread: scripts.length + code.length > maxScripts,
  };
}

function rank(path: string): number {
  return /(?:^|\/)build\.gradle(?:\.kts)?$/.test(path) ? path.split('/').length : 0;
}

/**
 * The build as the projects see it whose publishing tasks are called by their paths (`:lib:publish`): a sibling's script
 * says nothing of them, and the parents' do only where they configure other projects.
 */
export function ofProjects(build: Build, tasks: readonly string[]): Build {
  const publishing = tasks.filter((task) => /publish/i.test(task));
  const folders = publishing.flatMap((task) => /^:?(.+):[^:]+$/.exec(task)?.[1]?.replaceAll(':', '/') ?? []);
  return folders.length === 0 || folders.length < publishing.length || folders.some((folder) => !build.projects.has(folder))
    ? build
    : inFolders(build, folders);
}

function inFolders(build: Build, folders: readonly string[]): Build {
  return build.script.once(`folders ${folders.join('\n')}`, () => readFolders(build, folders));
}

function readFolders(build: Build, folders: readonly string[]): Build {
  const seen = [...build.projects].filter(
    ([folder, script]) =>
      folders.includes(folder) || (/\b(?:allprojects|subprojects|configure)\b|\bproject\s*\(/.test(script) && folders.some((one) => isAbove(folder, one))),
  );
  const text = [build.shared, ...seen.map(([, script]) => script)].join('\n');
  return { ...build, text, script: new Script(text) };
}

/** The build as each of its projects sees it that publishes by its own script, where the task of all projects is called. */
export function publishingProjects(build: Build): readonly Build[] {
  return build.script.once('publishing', () =>
    [...build.projects]
      .filter(([folder, script]) => publishes.test(script) && !/\b(?:allprojects|subprojects)\b/.test(script) && isIncluded(build, folder))
      .map(([folder]) => inFolders(build, [folder])),
  );
}

const publishes = /["'`]maven-publish["'`](?!\s*(?:version\s*\S+\s*)?apply\s*\(?\s*false)/;

/** Whether the settings name a project's folder. */
function isIncluded({ main }: Build, folder: string): boolean {
  return folder === '' || [...main.matchAll(/["':]([\w.-]+)["']/g)].some(([, name]) => name === folder.slice(folder.lastIndexOf('/') + 1));
}

function isAbove(folder: string, below: string): boolean {
  return folder === '' || below.startsWith(`${folder}/`);
}

function withoutComments(source: string): string {
  let out = '';
  let from = 0;
  for (let i = source.indexOf('/'); i !== -1;) {
    const next = source[i + 1];
    if (next === '*' || (next === '/' && source[i - 1] !== ':')) {
      out += source.slice(from, i);
      const end = next === '*' ? source.indexOf('*/', i + 2) : source.indexOf('\n', i);
      from = end === -1 ? source.length : next === '*' ? end + 2 : end;
      i = source.indexOf('/', from);
    } else i = source.indexOf('/', i + 1);
  }
  return out + source.slice(from);
}

/** Ids of plugins that scripts name through the version catalog: `alias(libs.plugins.x)`. */
function catalogPlugins(files: FileTree, cwd: string, scripts: string): string {
  const plugins = get(readConfig(files, joinPath(cwd, 'gradle/libs.versions.toml'))?.node, 'plugins');
  return keysOf(plugins)
    .filter((alias) => scripts.includes(`libs.plugins.${alias.replaceAll(/[-_]/g, '.')}`))
    .map((alias) => `id("${textOf(plugins, alias, 'id') ?? textOf(plugins, alias)?.split(':')[0] ?? ''}")`)
    .join('\n');
}

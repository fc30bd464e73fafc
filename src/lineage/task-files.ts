import type { FileTree } from '../base/index.ts';

/** Programs that run a file that they are given. */
export const interpreters = /^(?:python[\d.]*|py|node|nodejs|ruby|perl|deno|bun|tsx|ts-node|zx|php|uv|bash|sh|zsh|pwsh|powershell)$/;
export const sourceName = /\.(?:py|[cm]?[jt]sx?|rb|pl|php|go|rs|sh|lua)$/;
const maxSources = 60;

/** The files of the checkout that tell what a program's tasks do, by its name. */
const taskFiles: Readonly<Record<string, readonly string[]>> = {
  make: ['Makefile', 'makefile', 'GNUmakefile'],
  gmake: ['Makefile', 'makefile', 'GNUmakefile'],
  just: ['justfile', 'Justfile', '.justfile'],
  task: ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml', 'Taskfile.dist.yml'],
  rake: ['Rakefile', 'rakefile', 'Rakefile.rb'],
  tox: ['tox.ini', 'pyproject.toml', 'setup.cfg'],
  nox: ['noxfile.py'],
  invoke: ['tasks.py', 'tasks/__init__.py'],
  inv: ['tasks.py', 'tasks/__init__.py'],
  doit: ['dodo.py'],
  poe: ['pyproject.toml'],
  gradle: ['build.gradle', 'build.gradle.kts'],
  gradlew: ['build.gradle', 'build.gradle.kts'],
  mvn: [],
  mvnw: [],
  sbt: ['build.sbt'],
  ant: ['build.xml'],
  cmake: ['CMakeLists.txt'],
  ninja: ['build.ninja', 'CMakeLists.txt', 'meson.build'],
  meson: ['meson.build'],
  scons: ['SConstruct'],
  waf: ['wscript'],
  bazel: ['BUILD', 'BUILD.bazel'],
  bazelisk: ['BUILD', 'BUILD.bazel'],
  earthly: ['Earthfile'],
  dagger: ['dagger.json'],
  mise: ['mise.toml', '.mise.toml'],
  mage: ['magefile.go'],
  gulp: ['gulpfile.js', 'gulpfile.mjs'],
  grunt: ['Gruntfile.js'],
  nx: ['nx.json', 'project.json'],
  turbo: ['turbo.json', 'package.json'],
  lerna: ['package.json'],
  composer: ['composer.json'],
  fastlane: ['fastlane/Fastfile', 'Fastfile'],
};

/** The words with which such a program runs tasks, where it does other things too. */
const runningVerbs: Readonly<Record<string, RegExp>> = {
  cmake: /^--(?:build|install)$/,
  meson: /^(?:compile|install)$/,
  bazel: /^(?:run|build)$/,
  bazelisk: /^(?:run|build)$/,
  mise: /^(?:run|r)$/,
  dagger: /^(?:call|run)$/,
  composer: /^(?:run|run-script)$/,
  turbo: /./,
  nx: /./,
  lerna: /^(?:run|exec)$/,
  cargo: /^(?:xtask|make)$/,
  deno: /^(?:task|run)$/,
  bun: /^run$/,
  go: /^run$/,
};

const asks = /^(?:--version|--help|--list|--dry-run|-h|-V)$/;

export function programOf(word = ''): string {
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
  return name.includes('.') ? name.replace(/\.(?:bat|exe|cmd)$/, '') : name;
}

/** Whether a program is one of those that run tasks or scripts of a project, whatever its arguments say. */
export function mayRunTasks(program: string): boolean {
  return Object.hasOwn(taskFiles, program) || Object.hasOwn(runningVerbs, program) || interpreters.test(program);
}

/** Whether a command line runs tasks or a script of the project. */
export function runsTasks(words: readonly string[]): boolean {
  const program = programOf(words[0]);
  if (words.slice(1).some((word) => asks.test(word))) return false;
  const verb = Object.hasOwn(runningVerbs, program) ? runningVerbs[program] : undefined;
  if (verb !== undefined) return words.length === 1 ? Object.hasOwn(taskFiles, program) : words.slice(1).some((word) => verb.test(word));
  if (Object.hasOwn(taskFiles, program)) return true;
  return interpreters.test(program) && words.slice(1).some((word) => sourceName.test(word));
}

/** The files of the checkout that say what such a command line does; `at` gives a path from where it runs. */
export function sourcesOf(files: FileTree, words: readonly string[], at: (path: string) => string | undefined): readonly string[] {
  const program = programOf(words[0]);
  const there = (path: string): readonly string[] => {
    const full = at(path);
    return full !== undefined && files.has(full) ? [full] : [];
  };
  const below = (folder: string, ending: RegExp): readonly string[] => {
    const full = at(folder);
    if (full === undefined || !files.hasFolder(full)) return [];
    return files
      .folder(full)
      .filter((name) => ending.test(name))
      .map((name) => (full === '' ? name : `${full}/${name}`));
  };
  const named = words.slice(1).filter((word) => !word.startsWith('-'));
  if (program === 'cargo') return sourcesOfCrate(words).flatMap((path) => below(path, /\.rs$/));
  if (program === 'go')
    return words[1] === 'run' ? named.slice(1).flatMap((word) => (word.endsWith('.go') ? there(word) : below(word, /(?<!_test)\.go$/))) : [];
  if (program === 'docker') return words[1] === 'compose' ? composeFiles.flatMap(there) : [];
  const tasks = Object.hasOwn(taskFiles, program) ? taskFiles[program]! : [];
  const projects = /^gradlew?$/.test(program) ? named.filter((word) => word.includes(':')).map((word) => word.split(':').slice(0, -1).join('/')) : [];
  const modules = program.startsWith('python') ? words.filter((_, i) => words[i - 1] === '-m').map((word) => word.replaceAll('.', '/')) : [];
  const all = [
    ...tasks,
    ...projects.flatMap((path) => ['build.gradle', 'build.gradle.kts'].map((name) => `${path.replace(/^\//, '')}/${name}`)),
    ...modules.flatMap((path) => [`${path}.py`, `${path}/__main__.py`, `src/${path}/__main__.py`]),
    ...named.filter((word) => sourceName.test(word)),
    ...(words[0]?.includes('/') === true ? [words[0]] : []),
  ];
  return [...new Set(all.flatMap(there))].slice(0, maxSources);
}

const composeFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The folders of the crate that `cargo run` and `cargo xtask` run. */
function sourcesOfCrate(words: readonly string[]): readonly string[] {
  if (words[1] === 'xtask') return ['xtask/src'];
  if (words[1] !== 'run') return [];
  const at = words.findIndex((word) => word === '-p' || word === '--package');
  return at === -1 ? ['src'] : [`${words[at + 1]}/src`, `crates/${words[at + 1]}/src`];
}

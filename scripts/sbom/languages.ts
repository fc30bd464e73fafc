import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageURL } from 'packageurl-js';
import { installPeers } from '../interop/peers.ts';
import { isInstalled, run, type Comparison, type Prepared } from './comparison.ts';

/** Name with namespace, and version; names in the case that package URLs have. */
function named(separator: string): Comparison['key'] {
  return ({ namespace, name, version }: PackageURL) => `${namespace === undefined ? '' : `${namespace}${separator}`}${name}@${version ?? ''}`;
}

const nodeProject = {
  name: 'lens',
  version: '1.0.0',
  private: true,
  dependencies: { express: '4.21.2', webpack: '5.97.1', '@babel/core': '7.26.0', chokidar: '3.6.0' },
  devDependencies: { eslint: '9.17.0', mocha: '11.0.1' },
};
const pnpmVersion = '10.12.1';

function nodeProjectIn(folder: string): string {
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  writeFileSync(join(tree, 'package.json'), JSON.stringify(nodeProject));
  return tree;
}

/** `npm ls` prints a place, a name and a version on a line; `other@npm:name@1.0.0` is another name of a package. */
function npmList(text: string): ReadonlySet<string> {
  const names = text.split('\n').flatMap((line) => {
    const [, , name, version] = /:((?:@[^/@:]+\/)?[^@:/]+@npm:)?((?:@[^/@:]+\/)?[^@:/]+)@([^:@]+)(?::|$)/.exec(line) ?? [];
    return name === undefined ? [] : `${name.toLowerCase()}@${version}`;
  });
  return new Set(names.filter((one) => one !== `${nodeProject.name}@${nodeProject.version}`));
}

function npmTree(folder: string, ...options: readonly string[]): Prepared | string {
  if (!isInstalled('npm')) return 'npm is not installed';
  const tree = nodeProjectIn(folder);
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...options], { cwd: tree });
  return { tree, own: npmList(run('npm', ['ls', '--all', '--parseable', '--long', ...options], { cwd: tree })) };
}

const npmInstalled: Comparison = {
  name: 'packages that npm installed',
  lister: 'npm ls',
  type: 'npm',
  key: named('/'),
  prepare: (folder) => npmTree(folder),
};

const npmLocked: Comparison = {
  name: 'package-lock.json alone',
  lister: 'npm ls --package-lock-only',
  type: 'npm',
  key: named('/'),
  prepare: (folder) => npmTree(folder, '--package-lock-only'),
};

interface PnpmNode {
  readonly from?: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, PnpmNode>>;
  readonly devDependencies?: Readonly<Record<string, PnpmNode>>;
}

const pnpm: Comparison = {
  name: 'packages that pnpm installed',
  lister: 'pnpm list',
  type: 'npm',
  key: named('/'),
  prepare: (folder) => {
    if (!isInstalled('npm')) return 'npm is not installed';
    run('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `pnpm@${pnpmVersion}`]);
    const program = join(folder, 'node_modules', '.bin', 'pnpm');
    const tree = nodeProjectIn(folder);
    run(program, ['install', '--ignore-scripts', '--store-dir', join(folder, 'store')], { cwd: tree });
    const own = new Set<string>();
    const visit = ({ dependencies = {}, devDependencies = {} }: PnpmNode): void => {
      for (const [name, node] of Object.entries({ ...dependencies, ...devDependencies })) {
        own.add(`${(node.from ?? name).toLowerCase()}@${node.version}`);
        visit(node);
      }
    };
    const [project] = JSON.parse(run(program, ['list', '--depth', 'Infinity', '--json'], { cwd: tree })) as readonly PnpmNode[];
    if (project !== undefined) visit(project);
    return { tree, own };
  },
};

const python: Comparison = {
  name: 'a virtual environment of Python',
  lister: 'pip list',
  type: 'pypi',
  // Package URLs keep dots, which the index does not tell apart from dashes.
  key: ({ name, version }) => `${name.toLowerCase().replaceAll(/[._-]+/g, '-')}@${version ?? ''}`,
  prepare: (folder) => {
    if (!isInstalled('python3')) return 'python3 is not installed';
    const tree = join(folder, 'venv');
    run('python3', ['-m', 'venv', tree]);
    const pip = join(tree, 'bin', 'pip');
    run(pip, [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      'flask',
      'sphinx',
      'pytest',
      'black',
      'requests',
      'sigstore',
      'jaraco.functools',
      'ruamel.yaml',
    ]);
    const listed = JSON.parse(run(pip, ['list', '--disable-pip-version-check', '--format', 'json'])) as readonly {
      readonly name: string;
      readonly version: string;
    }[];
    return { tree, own: new Set(listed.map(({ name, version }) => `${name.toLowerCase().replaceAll(/[._-]+/g, '-')}@${version}`)) };
  },
};

const goPrograms: Comparison = {
  name: 'programs of Go',
  lister: 'go version -m',
  type: 'golang',
  key: named('/'),
  prepare: (folder) => {
    if (!isInstalled('go')) return 'go is not installed';
    const { programs } = installPeers('core');
    const tree = join(folder, 'bin');
    mkdirSync(tree);
    for (const [name, program] of programs) if (name !== 'sigstore-python') copyFileSync(program, join(tree, name));
    const small = join(folder, 'small');
    mkdirSync(small);
    writeFileSync(join(small, 'go.mod'), 'module example.com/lens\n\ngo 1.21\n');
    writeFileSync(join(small, 'main.go'), 'package main\n\nfunc main() {}\n');
    for (const [os, end] of [
      ['darwin', ''],
      ['windows', '.exe'],
    ] as const)
      run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', join(tree, `lens-${os}${end}`), '.'], {
        cwd: small,
        env: { ...process.env, GOOS: os, CGO_ENABLED: '0' },
      });
    const files = readdirSync(tree).map((name) => join(tree, name));
    return { tree, own: goList(files.map((file) => run('go', ['version', '-m', file])).join('')) };
  },
};

/** What takes another's place follows it on a line of its own; Go itself is the module `stdlib`. */
function goList(text: string): ReadonlySet<string> {
  const own = new Set<string>();
  let last = '';
  for (const line of text.split('\n')) {
    const go = /^\S.*: go(\S+)/.exec(line)?.[1];
    if (go !== undefined) own.add(`stdlib@${go}`);
    const [kind, path = '', version = ''] = line.trim().split('\t');
    if (kind === '=>') own.delete(last);
    if (kind !== 'mod' && kind !== 'dep' && kind !== '=>') continue;
    last = `${path}@${version === '(devel)' ? '' : version}`;
    own.add(last);
  }
  return own;
}

const cargoManifest = `[package]
name = "lens"
version = "0.1.0"
edition = "2021"

[dependencies]
clap = { version = "=4.5.23", features = ["derive"] }
regex = "=1.11.1"
serde_json = "=1.0.134"
tokio = { version = "=1.42.0", features = ["rt", "net"] }
rand = "=0.8.5"
`;

function cargoProject(folder: string): string {
  const project = join(folder, 'lens');
  mkdirSync(join(project, 'src'), { recursive: true });
  writeFileSync(join(project, 'Cargo.toml'), cargoManifest);
  writeFileSync(join(project, 'src', 'main.rs'), 'fn main() { println!("{}", regex::Regex::new("a").is_ok()); }\n');
  run('cargo', ['generate-lockfile', '--quiet'], { cwd: project });
  return project;
}

const cargoLock: Comparison = {
  name: 'a project of Cargo',
  lister: 'cargo metadata',
  type: 'cargo',
  key: named('/'),
  prepare: (folder) => {
    if (!isInstalled('cargo')) return 'cargo is not installed';
    const tree = cargoProject(folder);
    const { packages } = JSON.parse(run('cargo', ['metadata', '--format-version', '1', '--locked'], { cwd: tree })) as {
      readonly packages: readonly { readonly name: string; readonly version: string }[];
    };
    return { tree, own: new Set(packages.map(({ name, version }) => `${name}@${version}`)) };
  },
};

const cargoProgram: Comparison = {
  name: 'a program by cargo-auditable',
  lister: 'cargo tree',
  type: 'cargo',
  key: named('/'),
  prepare: (folder) => {
    if (!isInstalled('cargo') || !isInstalled('cargo-auditable')) return 'cargo or cargo-auditable is not installed';
    const project = cargoProject(folder);
    run('cargo', ['auditable', 'build', '--quiet', '--release', '--locked'], { cwd: project });
    const tree = join(folder, 'bin');
    mkdirSync(tree);
    copyFileSync(join(project, 'target', 'release', 'lens'), join(tree, 'lens'));
    const listed = run('cargo', ['tree', '--locked', '--edges', 'normal,build', '--prefix', 'none', '--format', '{p}'], { cwd: project });
    return { tree, own: new Set(listed.split('\n').flatMap((line) => /^([\w-]+) v(\S+)/.exec(line)?.slice(1, 3).join('@') ?? [])) };
  },
};

const maven: Comparison = {
  beyond: true,
  name: 'jars that Maven copied',
  lister: 'mvn dependency:list',
  type: 'maven',
  key: named(':'),
  prepare: (folder) => {
    if (!isInstalled('mvn')) return 'mvn is not installed';
    const project = join(folder, 'lens');
    mkdirSync(project);
    writeFileSync(join(project, 'pom.xml'), pom);
    const words = ['-q', '-B', `-Dmaven.repo.local=${join(folder, 'repository')}`];
    const list = join(folder, 'list.txt');
    try {
      run('mvn', [...words, 'dependency:copy-dependencies', 'dependency:list', `-DoutputFile=${list}`, '-DoutputDirectory=libs'], { cwd: project });
    } catch (error) {
      return error instanceof Error ? error.message.slice(0, 200) : 'mvn failed';
    }
    const tree = join(folder, 'libs');
    cpSync(join(project, 'libs'), tree, { recursive: true });
    const listed = run('cat', [list]);
    rmSync(join(folder, 'repository'), { recursive: true, force: true });
    return {
      tree,
      own: new Set(
        listed.split('\n').flatMap(
          (line) =>
            /^\s+([\w.-]+):([\w.-]+):jar:(?:[\w-]+:)?([\w.-]+):\w+/
              .exec(line)
              ?.slice(1, 4)
              .join(':')
              .replace(/:([^:]*)$/, '@$1') ?? [],
        ),
      ),
    };
  },
};

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>com.example</groupId><artifactId>lens</artifactId><version>1.0</version><dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId><version>3.4.1</version></dependency>
<dependency><groupId>org.apache.httpcomponents.client5</groupId><artifactId>httpclient5</artifactId><version>5.4.1</version></dependency>
<dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId><version>33.4.0-jre</version></dependency>
</dependencies></project>
`;

/** Trees of languages' packages. */
export const languages: readonly Comparison[] = [npmInstalled, npmLocked, pnpm, python, goPrograms, cargoLock, cargoProgram, maven];

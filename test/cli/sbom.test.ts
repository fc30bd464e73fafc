import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeMachine } from '../../src/cli/node-machine.ts';
import { run } from '../../src/cli/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-test-sbom-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function sbom(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({ isTerminal: false, columns: undefined, write: (text: string) => void (said[name] += text) });
  const code = await run(['sbom', ...words], { ...nodeMachine, env: (name) => env[name], stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...said };
}

function project(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, path, '..'), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
  return join(folder, name);
}

const lock = '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}';

test('a folder: the document on standard output, talk on the other, and the same bytes for the same moment', async () => {
  const tree = project('whole', { 'package-lock.json': lock });
  const first = await sbom([tree], { SOURCE_DATE_EPOCH: '1700000000' });
  assert.equal(first.code, 0);
  const document = JSON.parse(first.stdout) as {
    readonly name: string;
    readonly creationInfo: { readonly created: string };
    readonly packages: readonly { readonly name: string }[];
  };
  assert.deepEqual([document.name, document.creationInfo.created, document.packages.map((one) => one.name)], ['whole', '2023-11-14T22:13:20Z', ['whole', 'a']]);
  assert.match(first.stderr, /1 package\n$/);
  assert.equal((await sbom([tree], { SOURCE_DATE_EPOCH: '1700000000' })).stdout, first.stdout);
  assert.equal((await sbom([tree], { SOURCE_DATE_EPOCH: 'yesterday' })).code, 2);
  const bom = JSON.parse((await sbom([tree, '--format', 'cyclonedx-json', '--name', 'lens'])).stdout) as {
    readonly metadata: { readonly component: { readonly name: string } };
  };
  assert.equal(bom.metadata.component.name, 'lens');
});

test('what could not be read exits with 3, and the document says so', async () => {
  const tree = project('part', { 'package-lock.json': lock, 'app/yarn.lock': 'hello\n' });
  const file = join(folder, 'part.json');
  const said = await sbom([tree, '--output', file]);
  assert.equal(said.code, 3);
  assert.match(said.stderr, /app\/yarn\.lock: it is no lock file of Yarn \[MANIFEST_MALFORMED\]/);
  assert.match(said.stderr, /1 package; some may be missing/);
  assert.match(readFileSync(file, 'utf8'), /MANIFEST_MALFORMED: app\/yarn\.lock/);
  const without = await sbom([tree, '--exclude', 'app']);
  assert.equal(without.code, 0);
  assert.match(without.stdout, /app was left out, as asked/);
});

test('no document without packages where something could not be read, or nobody knows which', async () => {
  for (const [name, files, says] of [
    ['broken', { 'Cargo.lock': '[[' }, /broken cannot be described: Cargo\.lock: it is not TOML \[SBOM_UNREADABLE\]/],
    ['open', { 'package.json': '{"dependencies":{"a":"1"}}' }, /open holds no package that can be named, and package\.json asks for some \[SBOM_UNREADABLE\]/],
  ] as const) {
    const file = join(folder, `${name}.json`);
    const said = await sbom([project(name, files), '--output', file]);
    assert.equal(said.code, 3);
    assert.match(said.stderr, says);
    assert.equal(existsSync(file), false);
  }
  assert.equal((await sbom([project('plain', { 'readme.txt': 'hello' })])).code, 0);
  assert.equal((await sbom([join(folder, 'nowhere')])).code, 3);
});

test('a path to leave out that is not there, and a platform of what is no image, are refused', async () => {
  const tree = project('typed', { 'package-lock.json': lock, 'app/go.mod': 'module lens\n', '.git/config': 'x' });
  const file = join(folder, 'typed.json');
  for (const path of ['nosuchdir', 'app/*', '../typed/app', join(tree, 'app'), '.', 'app/go.mod/x']) {
    const said = await sbom([tree, '--output', file, '--exclude', path]);
    assert.equal(said.code, 2, path);
    assert.match(said.stderr, /--exclude .*: there is nothing of that path in typed/);
    assert.equal(existsSync(file), false);
  }
  for (const path of ['app', './app/', 'app/go.mod', '.git', 'app/.git']) assert.equal((await sbom([tree, '--exclude', path])).code, 0, path);
  for (const subject of [tree, join(tree, 'package-lock.json')]) {
    const said = await sbom([subject, '--platform', 'linux/arm64']);
    assert.equal(said.code, 2);
    assert.match(said.stderr, /is no image, and has no platforms/);
  }
});

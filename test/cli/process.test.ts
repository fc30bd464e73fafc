import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  lstatSync,
  mkdtempSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { version } from '../../src/base/index.ts';

const bin = fileURLToPath(new URL('../../bin/sealwright.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealwright-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function sealwright(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const env = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' };
  const result = spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8', timeout: 30_000 });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

test('the process answers, with its code, on the right stream', () => {
  assert.deepEqual(sealwright('--version'), { code: 0, out: `${version}\n`, err: '' });
  const gone = sealwright('audit', 'gone');
  assert.equal(gone.code, 2);
  assert.equal(gone.out, '');
  assert.match(gone.err, /FOLDER_MISSING/);
});

test('an output file is whole, replaces an earlier one, and leaves no part behind', () => {
  mkdirSync(join(folder, 'repo'));
  writeFileSync(join(folder, 'repo', 'README.md'), '# a\n');
  mkdirSync(join(folder, 'repo', '.github', 'workflows'), { recursive: true });
  writeFileSync(join(folder, 'repo', '.github', 'workflows', 'ci.yml'), 'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n');
  writeFileSync(join(folder, 'report.json'), 'old');
  const done = sealwright('audit', 'repo', '--format', 'json', '--output', 'report.json');
  assert.equal(done.err, '');
  assert.equal((JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as { readonly schemaVersion: number }).schemaVersion, 1);
  assert.deepEqual(readdirSync(folder).toSorted(), ['repo', 'report.json']);
  const refused = sealwright('audit', 'repo', '--output', 'no/such/folder/report.txt');
  assert.equal(refused.code, 2);
  assert.match(refused.err, /OUTPUT_UNWRITABLE/);
});

test('a link that is written to stays a link, and a pipe stays a pipe', { skip: process.platform === 'win32' && 'there are no named pipes' }, () => {
  const own = join(folder, 'outputs');
  mkdirSync(join(own, 'repo'), { recursive: true });
  writeFileSync(join(own, 'real.txt'), 'old', { mode: 0o600 });
  symlinkSync('real.txt', join(own, 'link.txt'));
  sealwright('audit', 'outputs/repo', '--output', 'outputs/link.txt');
  assert.ok(lstatSync(join(own, 'link.txt')).isSymbolicLink());
  assert.notEqual(readFileSync(join(own, 'real.txt'), 'utf8'), 'old');
  assert.equal(lstatSync(join(own, 'real.txt')).mode & 0o777, 0o600);
  const pipe = join(own, 'pipe');
  spawnSync('mkfifo', [pipe]);
  // Open at both ends, so that the writer need not wait for a reader.
  const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  sealwright('audit', 'outputs/repo', '--output', 'outputs/pipe');
  const got = Buffer.alloc(100);
  assert.ok(readSync(end, got) > 0);
  closeSync(end);
  assert.ok(lstatSync(pipe).isFIFO());
  assert.deepEqual(readdirSync(own).toSorted(), ['link.txt', 'pipe', 'real.txt', 'repo']);
});

test('a configuration named on the command line may lie elsewhere and name folders beside it', () => {
  mkdirSync(join(folder, 'org', 'actions'), { recursive: true });
  writeFileSync(join(folder, 'org', 'actions', 'action.yml'), 'runs: { using: composite, steps: [] }\n');
  writeFileSync(join(folder, 'org', 'sealwright.yaml'), 'version: 1\nresolve: { "acme/actions@v1": actions }\n');
  const done = sealwright('audit', 'repo', '--config', 'org/sealwright.yaml');
  assert.equal(done.err, '');
  assert.equal(done.code, 0);
  writeFileSync(join(folder, 'org', 'bad.yaml'), 'version: 1\nresolve: { "acme/actions@v1": missing }\n');
  assert.match(sealwright('audit', 'repo', '--config', 'org/bad.yaml').err, /RESOLVE_MISSING/);
});

test('a reader that closes early is no error', () => {
  const result = spawnSync('bash', ['-c', `"$0" "$1" help audit | head -c 1; echo "\${PIPESTATUS[0]}"`, process.execPath, bin], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  assert.equal(result.stderr, '');
  assert.match(result.stdout, /^s0\n$/);
});

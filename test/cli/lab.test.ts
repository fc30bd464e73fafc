import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from '../../src/cli/lab/options.ts';

const bin = fileURLToPath(new URL('../../bin/sealwright.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealwright-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const env = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', TMPDIR: folder };

function lab(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const result = spawnSync(process.execPath, [bin, 'lab', ...args], { cwd: folder, env, encoding: 'utf8', timeout: 30_000, killSignal: 'SIGKILL' });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

const inNode = (code: string): readonly string[] => ['--', process.execPath, '-e', code];

test('words are read, and mistakes are told with what to type', () => {
  const good = parse([
    '--rekor',
    'v2',
    '--registry',
    'fallback',
    '--state',
    'here',
    '--port',
    '5000',
    '--repo',
    'a/b',
    '--ref',
    'refs/heads/x',
    '--',
    'make',
    '-k',
  ]);
  assert.deepEqual(good, {
    kind: 'lab',
    log: 'v2',
    referrers: 'none',
    state: 'here',
    firstPort: 5000,
    run: { repository: 'a/b', ref: 'refs/heads/x' },
    format: 'terminal',
    command: ['make', '-k'],
  });
  for (const { what, argv } of [
    { what: 'a command without --', argv: ['make'] },
    { what: 'nothing after --', argv: ['--'] },
    { what: 'a port past the last', argv: ['--port', '65530'] },
    { what: 'a port that is none', argv: ['--port', '5e3'] },
    { what: 'a repository that is none', argv: ['--repo', 'a/b/c'] },
    { what: 'a workflow elsewhere', argv: ['--workflow', '../x.yml'] },
    { what: 'a ref that is not written out', argv: ['--ref', 'v1.2.3'] },
    { what: 'a form of what is not printed', argv: ['--format', 'json', '--', 'make'] },
    { what: 'a log that is none', argv: ['--rekor', 'v3'] },
  ])
    assert.equal(parse(argv).kind, 'usage', what);
});

test('a command runs in the environment, and its code is ours', () => {
  const found = lab('--repo', 'lantern-dev/lantern', ...inNode('console.log(JSON.stringify(process.env)); process.exit(7)'));
  assert.equal(found.code, 7);
  const seen = JSON.parse(found.out) as Readonly<Record<string, string>>;
  assert.match(seen['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '', /^http:\/\/127\.0\.0\.1:\d+\//);
  assert.match(seen['SEALWRIGHT_LAB_REGISTRY'] ?? '', /^127\.0\.0\.1:\d+$/);
  assert.equal(seen['GITHUB_REPOSITORY'], 'lantern-dev/lantern');
  assert.match(seen['SEALWRIGHT_TRUSTED_ROOT'] ?? '', /trusted-root\.json$/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('sealwright-lab-')),
    [],
    'nothing of it is left',
  );
});

test('its job is of the commit that is checked out', () => {
  const git = (...words: readonly string[]) =>
    spawnSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], {
      cwd: folder,
      env: { ...env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      encoding: 'utf8',
    });
  const commit = (): unknown => JSON.parse(lab(...inNode('console.log(JSON.stringify(process.env.GITHUB_SHA))')).out);
  assert.match(String(commit()), /^[0-9a-f]{40}$/, 'one is made up where there is none');
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '-m', 'first');
  assert.equal(commit(), git('rev-parse', 'HEAD').stdout.trim());
  rmSync(join(folder, '.git'), { recursive: true });
});

test('a command that is not there, and one that a signal ends', () => {
  const gone = lab('--', 'no-such-program-anywhere');
  assert.equal(gone.code, 2);
  assert.match(gone.err, /COMMAND_MISSING/);
  assert.equal(lab(...inNode('process.kill(process.pid, "SIGKILL")')).code, 137);
});

test('a folder is a lab that goes on, for one at a time', async () => {
  const [trusted, serial] = ['require("fs").readFileSync(process.env.SEALWRIGHT_TRUSTED_ROOT, "utf8")', 'process.env.SEALWRIGHT_LAB_REGISTRY'];
  const say = inNode(`console.log(${serial} + ${trusted})`);
  const first = lab('--state', 'kept', ...say);
  assert.equal(first.code, 0, first.err);
  assert.equal(lab('--state', 'kept', ...say).out, first.out);
  assert.equal(statSync(join(folder, 'kept')).mode & 0o077, 0, 'its keys are its own');
  assert.equal(statSync(join(folder, 'kept', 'texts', 'seed')).mode & 0o077, 0);
  const held = spawn(process.execPath, [bin, 'lab', '--state', 'kept', '--format', 'json'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const told = await new Promise<string>((resolve) => held.stdout.on('data', (piece: Buffer) => resolve(piece.toString())));
  assert.equal((JSON.parse(told) as { readonly state: string }).state, join(folder, 'kept'));
  const second = lab('--state', 'kept', ...say);
  assert.equal(second.code, 2);
  assert.match(second.err, /LAB_STATE_LOCKED/);
  const ended = new Promise<number | null>((resolve) => void held.on('close', resolve));
  held.kill('SIGTERM');
  assert.equal(await ended, 0);
  assert.equal(existsSync(join(folder, 'kept', 'lock')), false);
  // Whoever held it was killed: nobody has it.
  writeFileSync(join(folder, 'kept', 'lock'), '999999999\n');
  assert.equal(lab('--state', 'kept', ...say).code, 0);
});

test('what was cut off at the end was answered to nobody; what is damaged is refused', () => {
  const push = `fetch("http://" + process.env.SEALWRIGHT_LAB_REGISTRY + "/v2/a/b/manifests/" + process.argv[1], { method: "PUT", body: JSON.stringify({ n: "x".repeat(+process.argv[2]) }) }).then((r) => process.exit(r.status - 201))`;
  const pull = `fetch("http://" + process.env.SEALWRIGHT_LAB_REGISTRY + "/v2/a/b/manifests/" + process.argv[1]).then((r) => process.exit(r.status === 200 ? 0 : 1))`;
  assert.equal(lab('--state', 'cut', ...inNode(push), 'small', '10').code, 0);
  assert.equal(lab('--state', 'cut', ...inNode(push), 'large', '100000').code, 0);
  const diary = join(folder, 'cut', 'registry.jsonl');
  const whole = readFileSync(diary, 'utf8');
  appendFileSync(diary, whole.slice(0, 40));
  for (const tag of ['small', 'large']) assert.equal(lab('--state', 'cut', ...inNode(pull), tag).code, 0, tag);
  assert.equal(readFileSync(diary, 'utf8'), whole);
  const [body = ''] = readdirSync(join(folder, 'cut', 'bodies'));
  appendFileSync(join(folder, 'cut', 'bodies', body), 'x');
  const damaged = lab('--state', 'cut', ...inNode(pull), 'small');
  assert.equal(damaged.code, 2);
  assert.match(damaged.err, /LAB_STATE_UNREADABLE/);
  writeFileSync(join(folder, 'mine.txt'), 'mine');
  assert.match(lab('--state', '.', ...inNode('0')).err, /LAB_STATE_UNREADABLE/);
  assert.equal(readFileSync(join(folder, 'mine.txt'), 'utf8'), 'mine');
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import type { ProgramRun } from '../../../src/base/index.ts';
import { programs } from '../../../src/cli/ports/programs.ts';
import { timer } from '../../../src/cli/ports/timer.ts';

function run(script: string, more: { readonly maxBytes?: number; readonly timeoutMs?: number } = {}): Promise<ProgramRun> {
  return programs.run(process.execPath, ['-e', script], { input: new TextEncoder().encode('ghcr.io'), maxBytes: 1_000, timeoutMs: 20_000, ...more });
}

test('a program gets its input and words, and gives its output and code', async () => {
  const seen = await run("process.stdin.on('data', (d) => process.stdout.write(`<${d}>`)).on('end', () => process.exit(3))");
  assert.equal(seen.kind === 'ended' ? `${new TextDecoder().decode(seen.stdout)} ${seen.code}` : seen.reason, '<ghcr.io> 3');
});

test('a program may open its input by its path', { skip: process.platform === 'win32' && 'there is no /dev/stdin on Windows' }, async () => {
  const seen = await run("process.stdout.write(require('node:fs').readFileSync('/dev/stdin'))");
  assert.equal(seen.kind === 'ended' ? new TextDecoder().decode(seen.stdout) : seen.reason, 'ghcr.io');
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => /^sealwright-[0-9a-f]{8}-[0-9a-f]{4}-/.test(name)),
    [],
  );
});

test('what goes wrong is a value', async () => {
  const rows = [
    { what: 'it runs on', run: run('setInterval(() => 0, 1000)', { timeoutMs: 100 }), cause: 'timeout' },
    { what: 'it writes on', run: run("process.stdout.write('x'.repeat(5000)); setInterval(() => 0, 1000)"), cause: 'too-long' },
    {
      what: 'it is not there',
      run: programs.run('docker-credential-nowhere', ['get'], { input: new Uint8Array(), maxBytes: 10, timeoutMs: 1_000 }),
      cause: 'missing',
    },
  ];
  for (const row of rows) {
    const seen = await row.run;
    assert.equal(seen.kind === 'failed' ? seen.cause : `ended with ${seen.code}`, row.cause, row.what);
  }
});

test('words reach no shell, and a program that reads nothing is no fault', async () => {
  const seen = await programs.run(process.execPath, ['-e', 'process.stdout.write(process.argv[1])', '$(id); `id`'], {
    input: new Uint8Array(1_000_000),
    maxBytes: 1_000,
    timeoutMs: 20_000,
  });
  assert.equal(seen.kind === 'ended' ? new TextDecoder().decode(seen.stdout) : seen.reason, '$(id); `id`');
});

test('input in pieces is read as fast as it is taken, and no faster than it is wanted', async () => {
  const piece = new Uint8Array(64 * 1024);
  let given = 0;
  function* pieces(most: number): Iterable<Uint8Array> {
    for (; given < most; given++) {
      // Whoever gives pieces overwrites one with the next.
      piece.fill(given % 256);
      yield piece;
    }
  }
  const count =
    "const c = require('node:crypto').createHash('sha256'); process.stdin.on('data', (d) => c.update(d)).on('end', () => console.log(c.digest('hex')))";
  const seen = await programs.run(process.execPath, ['-e', count], { input: pieces(100), maxBytes: 1_000, timeoutMs: 20_000 });
  const expected = createHash('sha256');
  for (let i = 0; i < 100; i++) expected.update(new Uint8Array(64 * 1024).fill(i));
  assert.equal(seen.kind === 'ended' && Buffer.from(seen.stdout).toString().trim(), expected.digest('hex'));
  given = 0;
  const deaf = await programs.run(process.execPath, ['-e', 'process.stdin.destroy()'], { input: pieces(1_000_000), maxBytes: 10, timeoutMs: 20_000 });
  assert.equal(deaf.kind, 'ended');
  assert.ok(given < 1_000_000);
  function* failing(): Iterable<Uint8Array> {
    yield piece;
    throw new Error('the file changed');
  }
  await assert.rejects(programs.run(process.execPath, ['-e', count], { input: failing(), maxBytes: 1_000, timeoutMs: 20_000 }), /the file changed/);
});

test('waiting takes its time', async () => {
  const before = performance.now();
  await timer.wait(30);
  assert.ok(performance.now() - before >= 25);
});

import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeMachine } from '../../../src/cli/node-machine.ts';
import { run } from '../../../src/cli/run.ts';
import { signBlob, startLab } from '../../../src/lab/index.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { nothingKept, verifyBench, type Ran } from './bench.ts';

// The client of The Update Framework reads the machine's own clock, so the lab must live in the same time.
const clock = { now: () => Date.now() };
const lab = await startLab({ clock });
const bench = verifyBench();
after(async () => {
  bench.close();
  await lab.close();
});
const file = bench.put('lens', 'lens');
bench.put('lens.sigstore.json', signBlob(lab.sigstore, Buffer.from('lens')).text);
const firstRoot = bench.put('first-root.json', lab.tuf.root());
const cache = join(bench.folder, 'cache');
mkdirSync(join(cache, 'sealwright'), { recursive: true });

async function verify(words: readonly string[], days = 0): Promise<Ran> {
  const ports = { ...bench.ports, network: nothingKept, clock: { now: () => Date.now() + days * 86_400_000 } };
  const machine = fakeMachine({ verifyPorts: ports, env: { XDG_CACHE_HOME: cache } });
  const code = await run(['verify', file, '--repo', 'acme/lens', '--workflow', 'release.yml', ...words], { ...machine, writeFile: nodeMachine.writeFile });
  return { code, out: machine.out(), err: machine.err() };
}
const mirrored = ['--tuf-mirror', lab.tuf.url, '--tuf-root', firstRoot] as const;

test('the root of a private deployment is taken from its mirror, and kept', async () => {
  const never = await verify([...mirrored, '--offline']);
  assert.equal(never.code, 3, never.out);
  assert.match(never.out, /no earlier run kept one \[ROOT_UNREFRESHED\]/);
  const brought = await verify([...mirrored, '--explain']);
  assert.equal(brought.code, 0, brought.out + brought.err);
  assert.match(brought.out, /trusted root: the root of 127\.0\.0\.1:\d+, 0 days old/);
  assert.equal((await verify([...mirrored, '--offline'])).code, 0, 'it was kept');
  assert.equal((await verify([])).code === 0, false, 'nobody believes it without being told to');
});

test('a mirror that another root vouches for is not believed, and one that is silent leaves the old root with its age', async () => {
  const other = await startLab({ clock, seed: 'another' });
  try {
    const foreign = await verify(['--tuf-mirror', lab.tuf.url, '--tuf-root', bench.put('other-root.json', other.tuf.root())]);
    assert.equal(foreign.code, 3, foreign.out);
    assert.match(foreign.out, /\[ROOT_UNREFRESHED\]/);
    const theirs = await verify(['--tuf-mirror', other.tuf.url, '--tuf-root', join(bench.folder, 'other-root.json')]);
    assert.equal(theirs.code, 1, theirs.out);
    assert.match(theirs.out, /\[(?:CA_UNKNOWN|CERTIFICATE_CHAIN_INVALID|LOG_UNKNOWN)\]/);
  } finally {
    await other.close();
  }
  const { url } = lab.tuf;
  const silent = ['--tuf-mirror', url, '--tuf-root', firstRoot] as const;
  rmSync(join(cache, 'sealwright'), { recursive: true, force: true });
  mkdirSync(join(cache, 'sealwright'), { recursive: true });
  assert.equal((await verify([...silent])).code, 0);
  await lab.tuf.close();
  assert.equal((await verify([...silent])).code, 0, 'it is new enough');
  bench.put('lens.att', signBlob(lab.sigstore, Buffer.from('lens')).text);
  const old = await verify([...silent, '--strict', '--ref', 'refs/tags/v*'], 40);
  assert.match(old.out, /also found, and not counted:[^]*not looked at: nothing more was asked for/, 'what is wrong is the root alone');
  assert.equal(old.code, 3, old.out);
  assert.match(old.out, /\[ROOT_STALE\][^]*\[ROOT_UNREFRESHED\]/);
});

test('a mirror and its first root go together, and with no other root', async () => {
  for (const words of [
    ['--tuf-mirror', lab.tuf.url],
    ['--tuf-root', firstRoot],
    [...mirrored, '--trusted-root', firstRoot],
    ['--tuf-mirror', 'http://tuf.example', '--tuf-root', firstRoot],
  ]) {
    const { code, err } = await verify(words);
    assert.equal(code, 2, words.join(' '));
    assert.match(err, /\[USAGE\]\n {2}hint: /);
  }
  assert.equal((await verify(['--tuf-mirror', lab.tuf.url, '--tuf-root', 'gone.json'])).code, 2);
});

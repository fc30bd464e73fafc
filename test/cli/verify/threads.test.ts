import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { threads } from '../../../src/cli/ports/threads.ts';
import type { Thread, Threads, VerifyPorts } from '../../../src/cli/machine.ts';
import { verifyBench } from './bench.ts';

const bench = verifyBench();
after(bench.close);

const policy = bench.put(
  'policy.yaml',
  `version: 1
signers:
  release: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }
subjects:
  - { name: lens-*.txt, signer: release, evidence: [signature] }
  - { name: "*.md", unsafelyNothing: nobody runs them }
`,
);
const names = Array.from({ length: 60 }, (_, i) => `${i % 2 === 0 ? '' : 'sub/'}lens-${i}.txt`);
for (const name of names) {
  bench.put(`release/${name}`, name);
  bench.put(`release/${name}.sigstore.json`, bench.sign(name));
}
bench.put('release/lens-7.txt', 'without evidence');
bench.put('release/lens-8.txt', 'changed');
bench.put('release/a.md', 'x');
// As many as are worth a thread.
for (let i = 0; i < 460; i++) bench.put(`release/notes/${i}.md`, 'x');

const words = ['--release', join(bench.folder, 'release'), '--policy', policy, '--offline', '--format', 'json'];
const on = async (ports: Partial<VerifyPorts>, more: readonly string[] = []): ReturnType<typeof bench.verify> =>
  await bench.verify([...words, ...more], { ports });
/** Two threads whatever the machine has, as `change` makes them of real ones. */
const two = (change: (thread: Thread) => Thread): Partial<VerifyPorts> => {
  assert.ok(threads);
  const { start } = threads;
  const changed: Threads = { cores: 2, start: (setup) => change(start(setup)) };
  return { openThreads: async () => changed };
};

test('threads say what one thread says, in its order', async () => {
  const alone = await on({});
  assert.equal(alone.code, 1, alone.err);
  assert.match(alone.out, /EVIDENCE_MISSING/);
  let asked = 0;
  const spread = two((thread) => ({ ...thread, ask: async (question) => (asked++, await thread.ask(question)) }));
  const together = await on(spread);
  assert.equal(together.out, alone.out);
  assert.equal(together.code, 1);
  assert.equal(asked, names.length + 1, 'every file that something is asked of went to a thread');
  assert.equal((await on(spread, ['--cross-check'])).out, (await on({}, ['--cross-check'])).out);
});

test('what a thread cannot answer is judged without it', async () => {
  const alone = await on({});
  let answered = 0;
  const dying = two((thread) => ({
    ...thread,
    ask: async (question) => {
      if (answered++ === 10) thread.end();
      return await thread.ask(question);
    },
  }));
  assert.equal((await on(dying)).out, alone.out);
  const failing = two((thread) => ({ ...thread, ask: async () => ({ kind: 'failed' }) }));
  assert.equal((await on(failing)).out, alone.out);
  const swapped = two((thread) => {
    let earlier: Awaited<ReturnType<Thread['ask']>> | undefined;
    return {
      ...thread,
      ask: async (question) => {
        const own = await thread.ask(question);
        return ([, earlier] = [earlier, own])[0] ?? own;
      },
    };
  });
  assert.equal((await on(swapped)).out, alone.out);
  const confused = two((thread) => ({ ...thread, ask: async () => await thread.ask({ path: 'x', folder: { number: 9 }, asks: { number: 9 } }) }));
  assert.equal((await on(confused)).out, alone.out);
});

test('few small files are not worth a thread', async () => {
  const never: Partial<VerifyPorts> = { openThreads: async () => assert.fail('a thread was opened') };
  writeFileSync(bench.put('few/lens-1.txt.sigstore.json', bench.sign('a')).replace('.sigstore.json', ''), 'a');
  const ran = await bench.verify(['--release', join(bench.folder, 'few'), '--policy', policy, '--offline'], { ports: never });
  assert.equal(ran.code, 0, ran.out + ran.err);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeMachine } from '../../src/cli/node-machine.ts';
import { threads } from '../../src/cli/ports/threads.ts';
import { verifyPorts } from '../../src/cli/ports/verify-ports.ts';
import { run } from '../../src/cli/run.ts';
import { createSigstore, signBlob, trustedRootOf } from '../../src/lab/index.ts';
import type { Section } from '../bench/figures.ts';
import { median } from '../bench/processes.ts';

/** Measures a signed folder on one thread and on all, in turns, in this process: a thread reads the source when it starts. */
export async function releases(
  folder: string,
  { files, bytes, runs }: { readonly files: number; readonly bytes: number; readonly runs: number },
): Promise<Section> {
  const sigstore = createSigstore({ clock: { now: () => Date.now() } });
  const release = join(folder, `release-${files}`);
  mkdirSync(release, { recursive: true });
  const at = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  for (let i = 0; i < files; i++) {
    const content = Buffer.alloc(bytes, `${i} `);
    writeFileSync(join(release, `lens-${i}.bin`), content);
    writeFileSync(join(release, `lens-${i}.bin.sigstore.json`), signBlob(sigstore, content).text);
  }
  const root = at('root.json', JSON.stringify(trustedRootOf(sigstore)));
  const policy = at(
    'policy.yaml',
    'version: 1\nsigners:\n  us: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }\nsubjects:\n  - { name: lens-*.bin, signer: us, evidence: [signature] }\n',
  );
  const words = ['verify', '--release', release, '--policy', policy, '--trusted-root', root, '--offline', '--format', 'json'];
  const measure = async (openThreads: typeof verifyPorts.openThreads): Promise<number> => {
    const { openThreads: _, ...ports } = verifyPorts;
    const quiet = { ...nodeMachine.stdout, isTerminal: false, columns: undefined, write: () => undefined };
    const before = performance.now();
    const code = await run(words, {
      ...nodeMachine,
      stdout: quiet,
      openVerifyPorts: async () => ({ ...ports, ...(openThreads === undefined ? {} : { openThreads }) }),
    });
    if (code !== 0) throw new Error(`the release is not verified: exit code ${code}`);
    return performance.now() - before;
  };
  const times = { one: [] as number[], all: [] as number[] };
  await measure(undefined);
  for (let i = 0; i < runs; i++) {
    times.one.push(await measure(undefined));
    times.all.push(await measure(verifyPorts.openThreads));
  }
  const [one, all] = [median(times.one), median(times.all)];
  return {
    title: `a release of ${files} signed files of ${bytes} bytes`,
    figures: [
      { what: 'one thread', value: one, unit: 'ms', how: 'warm' },
      { what: `${threads?.cores ?? 1} threads`, value: all, unit: 'ms', how: 'in turns, the start of the threads from source with it' },
      { what: 'times as fast', value: one / all, unit: 'times', how: 'the median of each' },
    ],
  };
}

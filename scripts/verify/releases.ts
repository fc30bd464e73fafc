import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createSigstore, signBlob, trustedRootOf } from '../../src/lab/index.ts';
import type { Section } from '../bench/figures.ts';
import { median, runNode, type Installed } from '../bench/processes.ts';

/** What the process is told in place of how many cores there are. */
const oneCore = `data:text/javascript,process.getBuiltinModule('node:os').availableParallelism=()=>1`;

/** Measures a signed folder on one thread and on all, in turns, as its users run it: whole processes of the built package. */
export function releases(
  folder: string,
  installed: Installed,
  { files, bytes, runs }: { readonly files: number; readonly bytes: number; readonly runs: number },
): Section {
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
  const words = [installed.bin, 'verify', '--release', release, '--policy', policy, '--trusted-root', root, '--offline', '--format', 'json'];
  const measure = (before: readonly string[]): number => runNode([...before, ...words], { cache: installed.cache }).ms;
  const times = { one: [] as number[], all: [] as number[] };
  measure([]);
  for (let i = 0; i < runs; i++) {
    times.one.push(measure(['--import', oneCore]));
    times.all.push(measure([]));
  }
  const [one, all] = [median(times.one), median(times.all)];
  return {
    title: `a release of ${files} signed files of ${bytes} bytes`,
    figures: [
      { what: 'one thread', value: one, unit: 'ms', how: 'whole processes of the built package' },
      { what: `as many threads as there are cores, ${availableParallelism()}, where that is worth it`, value: all, unit: 'ms', how: 'in turns' },
      { what: 'times as fast', value: one / all, unit: 'times', how: 'the median of each' },
    ],
  };
}

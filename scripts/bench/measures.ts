// The measurements. Whatever is compared is run in turns, so that a busy machine slows both sides alike.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { look, projectCheckout, releaseCheckout, type Measured } from './checkouts.ts';
import type { Figure, Section } from './figures.ts';
import { forget, median, runNode, type Installed } from './processes.ts';
import type { Done, Task } from './worker.ts';

export interface Bench {
  readonly root: string;
  readonly installed: Installed;
  /** Where checkouts are made. */
  readonly folder: string;
  /** How often a short process is run. */
  readonly runs: number;
  /** A real checkout, if one was given. */
  readonly checkout: string | undefined;
}

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

/** One audit of a small repository from the shell, against a process of Node that does nothing. */
export function coldStart({ root, installed, folder, runs }: Bench): Section {
  const words = ['audit', `${root}/test/repos/seed-before`, '--exit-zero'];
  const fresh = `${folder}/first-run`;
  const kinds = {
    empty: () => runNode(['-e', '']),
    bundle: () => runNode([installed.bin, ...words], { cache: installed.cache }),
    first: () => {
      forget(fresh);
      return runNode([installed.bin, ...words], { cache: fresh });
    },
    unbuilt: () => runNode([`${root}/bin/sealwright.js`, ...words]),
  };
  const ms = { empty: [], bundle: [], first: [], unbuilt: [] } as Record<keyof typeof kinds, number[]>;
  // The first of each is not counted: it reads the files from the disk and keeps the compiled code.
  for (let i = -1; i < runs; i++) {
    for (const kind of ['empty', 'bundle', 'first', 'unbuilt'] as const) {
      const run = kinds[kind]();
      if (i >= 0) ms[kind].push(run.ms);
    }
  }
  const empty = median(ms.empty);
  const figure = (what: string, kind: keyof typeof kinds, atMost?: number): Figure => ({
    what,
    value: median(ms[kind]) / empty,
    unit: 'times',
    ...(atMost === undefined ? {} : { atMost }),
    how: `${median(ms[kind]).toFixed(0)} ms against ${empty.toFixed(0)} ms, medians of ${runs} in turns`,
  });
  return {
    title: 'Cold audit of test/repos/seed-before, whole processes, against `node -e ""`',
    figures: [figure('the package', 'bundle', 5), figure('the package, first run on a machine', 'first'), figure('the source, unbuilt', 'unbuilt')],
  };
}

/** Files and workflows per second, and memory, on the largest checkout at hand. */
export function throughput({ installed, folder, checkout }: Bench): Section {
  const one = checkout === undefined ? projectCheckout(folder) : look(checkout, checkout);
  const words = [installed.bin, 'audit', one.folder, '--exit-zero'];
  runNode(words, { cache: installed.cache });
  const runs = [1, 2, 3].map(() => runNode(words, { cache: installed.cache, peak: true }));
  const ms = median(runs.map((run) => run.ms));
  const how = `${one.files.toLocaleString('en')} files, ${one.workflows} workflows in ${(ms / 1_000).toFixed(2)} s, whole process`;
  return {
    title: `Throughput: ${one.name}${checkout === undefined ? ' (none was given with --checkout)' : ''}`,
    figures: [
      { what: 'files', value: (one.files / ms) * 1_000, unit: 'per second', how },
      { what: 'workflows', value: (one.workflows / ms) * 1_000, unit: 'per second', how },
      { what: 'whole audit, all rules and documents', value: ms / 1_000, unit: 's', atMost: 2, how: 'whole process, median of three' },
      {
        what: 'peak memory',
        value: Math.max(...runs.map((run) => run.peakMiB ?? Number.NaN)),
        unit: 'MiB',
        atMost: 400,
        how: 'resident, of three runs the most',
      },
    ],
  };
}

/** A checkout of 40 workflows in a process that has audited it before. */
export function fortyWorkflows(bench: Bench): Section {
  const made = releaseCheckout(bench.folder, 40);
  const given = bench.checkout === undefined ? undefined : look(bench.checkout, bench.checkout);
  return {
    title: 'A checkout with 40 workflows',
    figures: [made, ...(given !== undefined && given.workflows >= 40 ? [given] : [])].flatMap((one): readonly Figure[] => {
      const [done] = inOneProcess(bench, [{ folder: one.folder, runs: 2 }]);
      const whole = median([1, 2, 3].map(() => runNode([bench.installed.bin, 'audit', one.folder, '--exit-zero'], { cache: bench.installed.cache }).ms));
      return [
        {
          what: `${one.name}, warm`,
          value: (done?.ms[1] ?? Number.NaN) / 1_000,
          unit: 's',
          atMost: 0.5,
          how: `the second audit of a process, report included; ${((done?.cpuMs[1] ?? Number.NaN) / 1_000).toFixed(2)} s of processor time`,
        },
        { what: `${one.name}, whole process`, value: whole / 1_000, unit: 's', how: 'median of three' },
      ];
    }),
  };
}

/** What one workflow costs among few and among many. */
export function linearity(bench: Bench): Section {
  const small = releaseCheckout(bench.folder, 10);
  const sizes = [10, 100, 1_000, 10_000].map((n) => (n === 10 ? small : releaseCheckout(bench.folder, n)));
  const figures: Figure[] = [];
  let first: number | undefined;
  for (const one of sizes) {
    // The same warming for each size, in a process of its own.
    const warming: Task = { folder: small.folder, runs: 20 };
    const [, done] = inOneProcess(bench, [warming, { folder: one.folder, runs: one.workflows > 100 ? 1 : 5 }]);
    if (done === undefined) throw new Error('the worker said nothing');
    const each = median(done.ms) / one.workflows;
    first ??= each;
    const bounded = done.bounded === 0 ? 'no bound reached' : `a bound was reached in ${done.bounded} places`;
    figures.push({
      what: one.name,
      value: each,
      unit: 'ms per workflow',
      how: `${(each / first).toFixed(2)} times that of 10; ${(median(done.cpuMs) / one.workflows).toFixed(2)} ms of processor time; ${done.surfaces.toLocaleString('en')} surfaces, ${bounded}`,
    });
  }
  return { title: 'Cost of a workflow among more of them, in a warm process', figures };
}

/** Ten thousand release workflows from the shell. */
export function tenThousand({ installed, folder }: Bench): Section {
  const one: Measured = releaseCheckout(folder, 10_000);
  const run = runNode([installed.bin, 'audit', one.folder, '--exit-zero'], { cache: installed.cache, peak: true });
  return {
    title: one.name,
    figures: [
      { what: 'time', value: run.ms / 1_000, unit: 's', atMost: 60, how: 'whole process' },
      { what: 'peak memory', value: run.peakMiB ?? Number.NaN, unit: 'MiB', atMost: 1_000, how: 'resident' },
    ],
  };
}

function inOneProcess({ installed }: Bench, tasks: readonly Task[]): readonly Done[] {
  const ended = spawnSync(process.execPath, [worker, installed.library, JSON.stringify(tasks)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ended.status !== 0) throw new Error(`the worker ended with ${ended.status ?? ended.signal}`);
  return JSON.parse(ended.stdout) as readonly Done[];
}

// What an SBOM of many files costs, and how fast bytes are hashed beside openssl.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { disk } from '../../src/cli/ports/disk.ts';
import type { Figure, Section } from './figures.ts';
import type { Bench } from './measures.ts';
import { median, runNode } from './processes.ts';

const modules = 1_500;
const filesPerModule = 28;
const distributions = 250;
const filesPerDistribution = 20;
const others = 2_990;

/** A tree of 50,000 files: installed packages of npm and Python, and files that are none. */
function writeTree(folder: string): number {
  let files = 0;
  const write = (path: string, text: string): void => {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    files += 1;
  };
  for (let i = 0; i < modules; i += 1) {
    const home = `node_modules/module-${i}`;
    write(
      `${home}/package.json`,
      JSON.stringify({ name: `module-${i}`, version: `1.${i}.0`, license: 'MIT', dependencies: { [`module-${(i * 7) % modules}`]: '^1.0.0' } }),
    );
    for (let file = 1; file < filesPerModule; file += 1) write(`${home}/lib/part${file % 4}/file-${file}.js`, `export const value = ${file};\n`.repeat(20));
  }
  for (let i = 0; i < distributions; i += 1) {
    const home = `lib/python3/site-packages`;
    write(`${home}/dist_${i}-2.${i}.dist-info/METADATA`, `Metadata-Version: 2.1\nName: dist-${i}\nVersion: 2.${i}\nLicense: MIT\n`);
    for (let file = 1; file < filesPerDistribution; file += 1) write(`${home}/dist_${i}/module_${file}.py`, 'value = 1\n'.repeat(20));
  }
  write(
    'var/lib/dpkg/status',
    Array.from({ length: 400 }, (_, i) => `Package: deb-${i}\nStatus: install ok installed\nVersion: 1.${i}\nArchitecture: amd64\n`).join('\n'),
  );
  for (let i = 0; i < others; i += 1) write(`src/part${i % 40}/file${i}.c`, 'int main(void) { return 0; }\n');
  return files;
}

/** An SBOM of 50,000 files on the disk, the whole process. */
export function sbomOfFolder({ installed, folder }: Bench): Section {
  const tree = join(folder, 'sbom-tree');
  const files = writeTree(tree);
  try {
    const words = [installed.bin, 'sbom', tree, '--output', join(folder, 'sbom.json')];
    runNode(words, { cache: installed.cache });
    const runs = [1, 2, 3].map(() => runNode(words, { cache: installed.cache, peak: true }));
    const ms = median(runs.map((run) => run.ms));
    return {
      title: `SBOM of a folder of ${files.toLocaleString('en')} files`,
      figures: [
        { what: 'files', value: (files / ms) * 1_000, unit: 'per second', how: `${(ms / 1_000).toFixed(2)} s, whole process, median of three` },
        { what: 'peak memory', value: Math.max(...runs.map((run) => run.peakMiB ?? Number.NaN)), unit: 'MiB', how: 'resident, of three runs the most' },
      ],
    };
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

const gigabyte = 1_000_000_000;

/**
 * A file of 1 GB hashed as signing and describing do, against `openssl speed`, in turns, the best of each: by the clock on
 * the wall, and by the time that the thread that hashes has the processor, which a busy machine does not change.
 */
export async function hashing({ folder, runs }: Bench): Promise<Section> {
  const title = 'SHA-256 of a file of 1 GB, against `openssl speed`';
  const file = join(folder, 'gigabyte');
  await writeGigabyte(file);
  try {
    const opened = disk.open(file);
    if (opened.kind !== 'pieces') throw new Error('the file that was written cannot be read');
    const best = { wall: { ours: 0, openssl: 0 }, processor: { ours: 0, openssl: 0 } };
    const count = Math.min(runs, 15);
    for (let i = 0; i < count; i += 1) {
      for (const kind of ['wall', 'processor'] as const) best[kind].openssl = Math.max(best[kind].openssl, opensslSpeed(kind));
      const [before, thread] = [performance.now(), process.threadCpuUsage()];
      await opened.sha256();
      const [ms, { user, system }] = [performance.now() - before, process.threadCpuUsage(thread)];
      best.wall.ours = Math.max(best.wall.ours, gigabyte / ms / 1_000);
      best.processor.ours = Math.max(best.processor.ours, gigabyte / (user + system));
    }
    const figure = (what: string, { ours, openssl }: { readonly ours: number; readonly openssl: number }): Figure => ({
      what,
      value: (ours / openssl) * 100,
      unit: '%',
      atLeast: 90,
      how: `${ours.toFixed(0)} MB/s from the file against ${openssl.toFixed(0)} MB/s in memory, best of ${count} in turns`,
    });
    return { title, figures: [figure('by the clock', best.wall), figure('by processor time', best.processor)] };
  } finally {
    rmSync(file, { force: true });
  }
}

async function writeGigabyte(path: string): Promise<void> {
  const stream = createWriteStream(path);
  const piece = randomBytes(1_000_000);
  for (let i = 0; i < gigabyte / piece.length; i += 1) if (!stream.write(piece)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
}

/** MB a second in blocks of 1 MiB. Throws where openssl is not installed. */
function opensslSpeed(by: 'wall' | 'processor'): number {
  const words = ['speed', ...(by === 'wall' ? ['-elapsed'] : []), '-seconds', '1', '-bytes', '1048576', '-evp', 'sha256'];
  const { stdout } = spawnSync('openssl', words, { encoding: 'utf8' });
  const [, thousands] = /^sha256\s+([\d.]+)k\s*$/im.exec(stdout ?? '') ?? [];
  if (thousands === undefined) throw new Error('openssl is not installed');
  return Number(thousands) / 1_000;
}

// Runs of whole processes: how long they took and how much memory they held.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface Run {
  readonly ms: number;
  /** The most that was resident, or undefined where it was not asked for. */
  readonly peakMiB: number | undefined;
}

/** Where the package is as its users have it: no source beside the bundle, and a cache of its own. */
export interface Installed {
  readonly bin: string;
  readonly library: string;
  readonly cache: string;
}

/** Builds the bundle and lays it out in `folder` as an installed package. */
export function install(root: string, folder: string): Installed {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (built.status !== 0) throw new Error('the bundle could not be built');
  mkdirSync(folder, { recursive: true });
  for (const one of ['bin', 'dist', 'package.json']) cpSync(join(root, one), join(folder, one), { recursive: true });
  return { bin: join(folder, 'bin/sealwright.js'), library: join(folder, 'dist/index.js'), cache: join(folder, 'cache') };
}

/** Forgets the compiled code that earlier runs kept: the next run is a first one. */
export function forget(cache: string): void {
  rmSync(cache, { recursive: true, force: true });
}

/** Written by the measured process itself at its end: only it knows what it held. */
const tellPeak = `data:text/javascript,process.on('exit',()=>process.getBuiltinModule('node:fs').writeSync(3,String(process.resourceUsage().maxRSS)))`;

/** Runs Node with these words to its end. Throws where it fails: a run that breaks off is no measurement. */
export function runNode(words: readonly string[], options: { readonly cache?: string; readonly peak?: boolean; readonly timeoutMs?: number } = {}): Run {
  const { NODE_OPTIONS: _, NODE_COMPILE_CACHE: __, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: '1', ...(options.cache === undefined ? {} : { XDG_CACHE_HOME: options.cache }) };
  const before = performance.now();
  const ended = spawnSync(process.execPath, options.peak === true ? ['--import', tellPeak, ...words] : words, {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 600_000,
  });
  const ms = performance.now() - before;
  if (ended.status !== 0) throw new Error(`node ${words.join(' ')} ended with ${ended.status ?? ended.signal}: ${ended.stderr.toString().slice(0, 500)}`);
  return { ms, peakMiB: options.peak === true ? Number(ended.output[3]?.toString()) / 1024 : undefined };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

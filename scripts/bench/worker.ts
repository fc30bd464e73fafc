// Audits in one process, one after the other: what the second costs once the first has warmed the process.
// Its words: the bundled library, then what to audit as JSON. It prints JSON.
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Library from '../../src/index.ts';

export interface Task {
  readonly folder: string;
  readonly runs: number;
}

export interface Done {
  /** Each run: opening the folder, the audit, and the report as text. */
  readonly ms: readonly number[];
  /** Processor time of each run, which a busy machine stretches less. */
  readonly cpuMs: readonly number[];
  readonly workflows: number;
  readonly surfaces: number;
  /** Places that the report says were not followed to the end because of a bound. */
  readonly bounded: number;
  /** The most that the process held so far. */
  readonly peakMiB: number;
}

async function work(library: string, tasks: readonly Task[]): Promise<readonly Done[]> {
  const { openTree, readGitFacts, loadConfig, audit, renderTerminal } = (await import(pathToFileURL(library).href)) as typeof Library;
  const done: Done[] = [];
  for (const { folder, runs } of tasks) {
    const ms: number[] = [];
    const cpuMs: number[] = [];
    let what: Omit<Done, 'ms' | 'cpuMs' | 'peakMiB'> = { workflows: 0, surfaces: 0, bounded: 0 };
    for (let i = 0; i < runs; i++) {
      const before = performance.now();
      const used = process.cpuUsage();
      const files = openTree(folder);
      const config = await loadConfig({ files, trust: 'checkout' });
      const { report } = audit({ files, folderName: basename(folder), git: readGitFacts(folder), config, resolve: new Map() });
      renderTerminal(report, { width: 100, colour: false, all: false, target: folder });
      ms.push(performance.now() - before);
      const { user, system } = process.cpuUsage(used);
      cpuMs.push((user + system) / 1_000);
      what = {
        workflows: report.repository.workflows,
        surfaces: report.surfaces.length,
        bounded: report.unread.filter((one) => /than the bound allows|^more than \d+ edges/.test(one.reason)).length,
      };
    }
    done.push({ ms, cpuMs, ...what, peakMiB: process.resourceUsage().maxRSS / 1024 });
  }
  return done;
}

const [library = '', tasks = '[]'] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await work(library, JSON.parse(tasks) as readonly Task[])));

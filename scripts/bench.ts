// Measures what was asked of speed and memory, and prints it beside what was asked for. Never a test: a figure that falls short fails nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tableOf, type Section } from './bench/figures.ts';
import { coldStart, fortyWorkflows, linearity, tenThousand, throughput, type Bench } from './bench/measures.ts';
import { registry } from './bench/registry.ts';
import { install } from './bench/processes.ts';
import { signing } from './bench/signing.ts';
import { hashing, sbomOfFolder } from './bench/sbom.ts';

const measures: Readonly<Record<string, (bench: Bench) => Section | Promise<Section>>> = {
  cold: coldStart,
  throughput,
  forty: fortyWorkflows,
  linear: linearity,
  many: tenThousand,
  registry,
  sign: signing,
  sbom: sbomOfFolder,
  hashing,
};

const { values } = parseArgs({
  options: {
    checkout: { type: 'string', default: process.env['SEALWRIGHT_BENCH_CHECKOUT'] ?? '' },
    runs: { type: 'string', default: '21' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  console.log(`npm run bench -- [--checkout DIR] [--runs N] [--only ${Object.keys(measures).join('|')}]... [--json]`);
} else {
  const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-bench-'));
  try {
    const bench: Bench = {
      root,
      folder,
      installed: install(root, join(folder, 'package')),
      runs: Math.max(1, Number(values.runs) || 0),
      checkout: values.checkout === '' ? undefined : values.checkout,
    };
    const sections: Section[] = [];
    for (const [name, measure] of Object.entries(measures)) {
      if (values.only !== undefined && !values.only.includes(name)) continue;
      const section = await measure(bench);
      sections.push(section);
      // Each as soon as it is there: all of them take minutes.
      if (!values.json) console.log(`${tableOf([section])}\n`);
    }
    if (values.json)
      console.log(
        JSON.stringify({ node: process.version, cores: availableParallelism(), memoryMiB: Math.round(totalmem() / 1024 / 1024), sections }, undefined, 2),
      );
    else console.log(`Node ${process.version}, ${availableParallelism()} cores. Figures against a limit are only as good as the machine is idle.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Holds our SBOMs of real trees against the ecosystems' own lists, and against syft where it is installed. Never a test: it installs packages.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPeer } from './interop/peers.ts';
import { compare, type Against, type Comparison } from './sbom/comparison.ts';
import { languages } from './sbom/languages.ts';
import { systems } from './sbom/systems.ts';

const comparisons: readonly Comparison[] = [...languages, ...systems];
/** What is asked of recall and of precision. */
const asked = 0.98;

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, syft: { type: 'boolean', default: true }, help: { type: 'boolean', short: 'h' } },
  allowNegative: true,
});

if (values.help === true) console.log(`npm run sbom:compare -- [--no-syft] [--only NAME]...\n${comparisons.map(({ name }) => `  ${name}`).join('\n')}`);
else process.exitCode = compareAll();

function compareAll(): number {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-sbom-'));
  const syft = values.syft ? installPeer('syft') : undefined;
  let code = 0;
  try {
    console.log('| Tree | Listed by | Packages | Ours: recall | precision | syft: recall | precision |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |');
    for (const comparison of comparisons) {
      const { name, lister } = comparison;
      if (values.only !== undefined && !values.only.includes(name)) continue;
      const own = join(folder, String(comparisons.indexOf(comparison)));
      mkdirSync(own);
      const prepared = comparison.prepare(own);
      if (typeof prepared === 'string') {
        console.log(`| ${name} | ${lister} | not compared: ${prepared} | | | | |`);
        continue;
      }
      const result = compare(comparison, prepared, { syft, folder: own });
      const { ours } = result;
      console.log(`| ${name} | ${lister} | ${result.own} | ${shown(ours)} | ${result.syft === undefined ? 'not installed | ' : shown(result.syft)} |`);
      tell('we', ours);
      if (result.syft !== undefined) tell('syft', result.syft);
      if (comparison.beyond !== true && (ours.recall < asked || ours.precision < asked)) code = 1;
      rmSync(own, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return code;
}

function shown({ recall, precision }: Against): string {
  return `${recall.toFixed(3)} | ${precision.toFixed(3)}`;
}

/** On the other stream: the table is for a document. */
function tell(who: string, { missed, extra }: Against): void {
  const some = (list: readonly string[]): string => `${list.slice(0, 8).join(', ')}${list.length > 8 ? `, and ${list.length - 8} more` : ''}`;
  if (missed.length > 0) console.error(`  ${who} missed ${missed.length}: ${some(missed)}`);
  if (extra.length > 0) console.error(`  ${who} found ${extra.length} more: ${some(extra)}`);
}

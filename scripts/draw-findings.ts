// Draws findings that every maintainer would see from real checkouts, to be read against the files by somebody.
// node scripts/draw-findings.ts SEED COUNT LIST: the file LIST has a folder on each line. The same seed, folders and rules draw the same findings.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AuditReport, FindingReport } from '../src/index.ts';

const [seed, count, list] = process.argv.slice(2);
if (seed === undefined || count === undefined || list === undefined || !/^\d+$/.test(seed) || !/^\d+$/.test(count))
  throw new Error('usage: node scripts/draw-findings.ts SEED COUNT LIST');
const program = fileURLToPath(new URL('../bin/sealwright.js', import.meta.url));

interface Drawn {
  readonly repository: string;
  readonly commit: string;
  readonly finding: FindingReport;
  readonly surface: string;
  /** How many surfaces are told the same: a reader takes them for one. */
  readonly more: number;
}

function findingsOf(folder: string): readonly Drawn[] {
  let report: AuditReport;
  try {
    report = JSON.parse(
      execFileSync(process.execPath, [program, 'audit', folder, '--format', 'json', '--exit-zero', '--no-config'], { encoding: 'utf8', maxBuffer: 1 << 28 }),
    ) as AuditReport;
  } catch {
    console.error(`${folder}: not audited`);
    return [];
  }
  const { name, commit } = report.repository;
  const seen = report.findings.filter((one) => one.audience === 'everyone' && one.within === null);
  const alike = Map.groupBy(seen, (one) => `${one.rule} ${one.message}`);
  return [...alike.values()].map(([first, ...others]) => ({
    repository: name,
    commit: commit?.slice(0, 7) ?? '',
    finding: first!,
    surface: report.surfaces.find((one) => one.id === first!.surface)?.name ?? '',
    more: others.length,
  }));
}

/** Where a finding comes in the order of a seed: it stays there whatever else is found. */
function place(one: Drawn): string {
  return createHash('sha256').update(`${seed}\u0001${one.repository}\u0001${one.finding.id}`).digest('hex');
}

const all = readFileSync(list, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .flatMap((folder) => findingsOf(folder.trim()));
const order = all.map((one) => ({ one, at: place(one) })).toSorted((a, b) => (a.at < b.at ? -1 : 1));
const drawn = order.slice(0, Number(count)).map(({ one }) => one);
console.error(
  `${all.length} findings for everyone in ${new Set(all.map((one) => one.repository)).size} repositories; drawn from ${new Set(drawn.map((one) => one.repository)).size}`,
);
for (const { repository, commit, finding, surface, more } of drawn.toSorted((a, b) => (a.repository < b.repository ? -1 : a.repository > b.repository ? 1 : 0)))
  console.log([repository, commit, `${finding.at.file}:${finding.at.line}`, finding.severity, finding.rule, finding.message, surface, `+${more}`].join(' | '));

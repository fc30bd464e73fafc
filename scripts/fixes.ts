// Measures fixes on real checkouts, which are read and never written: `node scripts/fixes.ts [--actionlint FILE] [--zizmor FILE] [--diffs DIR] FOLDER…`.
// Prints a row of a Markdown table for each: what was mended, what was refused, which cells fell, and what the linters say that they did not say before.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AuditReport } from '../src/audit/index.ts';
import { openCheckout } from '../src/cli/checkout.ts';
import { nodeMachine } from '../src/cli/node-machine.ts';
import { unifiedDiff } from '../src/cli/unified-diff.ts';
import { planFixes, type FixPlan } from '../src/fix/index.ts';

const { values, positionals } = parseArgs({
  options: { actionlint: { type: 'string' }, zizmor: { type: 'string' }, diffs: { type: 'string' } },
  allowPositionals: true,
});

/** Complaints of a linter about the workflows of a folder, without the places that an edit moves. */
type Linter = (root: string) => readonly string[];

/** Complaints without the folder that a copy happens to be in, and without which of several inputs is named, which changes from run to run. What is said of an action is of no workflow. */
const inFolder = (root: string, said: string): string =>
  said.replaceAll(`${root}/`, '').replaceAll(/(unexpected key \\"[^"]*\\") for definition of input \\"[^"]*\\"/g, '$1');

const actionlint: Linter = (root) => {
  const said = spawnSync(values.actionlint!, ['-no-color', '-format', '{{json .}}'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return (JSON.parse(inFolder(root, said.stdout || '[]')) as readonly { filepath: string; kind: string; message: string }[]).map((one) =>
    [one.kind === 'action' ? '' : one.filepath, one.kind, one.message.replaceAll(/\b(?:line|col)[: ]*\d+(?:[,:] ?(?:line|col)?[: ]*\d+)?/g, ''), '']
      .join(' ')
      .replaceAll(/:\d+:\d+/g, ''),
  );
};

const zizmor: Linter = (root) => {
  const said = spawnSync(values.zizmor!, ['--offline', '--no-exit-codes', '--format', 'json', '.github'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return (
    JSON.parse(said.stdout || '[]') as readonly {
      ident: string;
      locations: readonly { symbolic: { key: { Local?: { given_path: string } }; annotation: string } }[];
    }[]
  ).map((one) => [one.ident, ...one.locations.map(({ symbolic }) => `${symbolic.key.Local?.given_path ?? ''} ${symbolic.annotation}`)].join(' '));
};

/** What is said of the second folder and was not said of the first, each as often as it is. */
function added(linter: Linter, before: string, after: string): readonly string[] {
  const left = [...linter(before)];
  return linter(after).filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** A folder with what linters read of a checkout, and some files in another form. */
function copyOf(folder: string, texts: ReadonlyMap<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'sealwright-fixes-'));
  if (existsSync(join(folder, '.github'))) cpSync(join(folder, '.github'), join(root, '.github'), { recursive: true, dereference: false });
  mkdirSync(join(root, '.git'));
  for (const [path, text] of texts) if (path.startsWith('.github/')) writeFileSync(join(root, path), text);
  return root;
}

const worth = ['absent', 'partial', 'present'];

function fallen(before: AuditReport, after: AuditReport): readonly string[] {
  return before.surfaces.flatMap((one) =>
    Object.entries(one.controls).flatMap(([control, cell]) => {
      const now = Object.entries(after.surfaces.find((other) => other.id === one.id)?.controls ?? {}).find(([name]) => name === control)?.[1];
      const fell = now === undefined || (worth.includes(cell.status) && worth.indexOf(now.status) < worth.indexOf(cell.status));
      return fell ? [`${one.name} ${control}`] : [];
    }),
  );
}

/** Whether git makes the same files of the old ones with the diff: what is in no hunk of it is as it was, byte for byte. */
function sameElsewhere(plan: FixPlan): boolean {
  const root = mkdtempSync(join(tmpdir(), 'sealwright-fixes-'));
  for (const [path, { before }] of plan.texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), before);
  }
  const diff = [...plan.texts].map(([path, { before, after }]) => unifiedDiff(path, before, after)).join('');
  spawnSync('git', ['init', '-q'], { cwd: root });
  const applied = plan.texts.size === 0 || spawnSync('git', ['apply', '--whitespace=nowarn'], { cwd: root, input: diff }).status === 0;
  const same = applied && [...plan.texts].every(([path, { after }]) => readFileSync(join(root, path), 'utf8') === after);
  rmSync(root, { recursive: true });
  return same;
}

for (const folder of positionals) {
  const started = performance.now();
  const checkout = await openCheckout(nodeMachine, folder, { resolve: [], config: { kind: 'none' }, audits: 'several' });
  const plan = planFixes({ files: checkout.files, audit: checkout.audit, wanted: () => true, apply: 'all' });
  const after = new Map([...plan.texts].map(([path, text]) => [path, text.after]));
  const [old, now] = [copyOf(folder, new Map()), copyOf(folder, after)];
  const lint = values.actionlint === undefined || plan.texts.size === 0 ? [] : added(actionlint, old, now);
  const zizz = values.zizmor === undefined || plan.texts.size === 0 ? [] : added(zizmor, old, now);
  const safe = plan.applied.filter((one) => one.fix.kind === 'safe').length;
  const { repository } = plan.before.report;
  const cells = [
    repository.name,
    repository.commit?.slice(0, 10) ?? '',
    `${safe} + ${plan.applied.length - safe}`,
    String(plan.refused.length),
    String(fallen(plan.before.report, plan.after.report).length),
    String(lint.length),
    String(zizz.length),
    sameElsewhere(plan) ? 'yes' : 'no',
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
  if (values.diffs !== undefined) {
    mkdirSync(values.diffs, { recursive: true });
    const talk = [
      ...plan.applied.map(
        (one) =>
          `applied (${one.fix.kind}) ${one.fix.title} [${[...new Set(one.findings.map((finding) => finding.rule))].join(', ')}]\n${one.fix.notes.map((note) => `  look: ${note}\n`).join('')}`,
      ),
      ...plan.refused.map((one) => `refused ${one.finding.rule} ${one.finding.at.file}:${one.finding.at.line}: ${one.reason}\n  do: ${one.instead}\n`),
      ...lint.map((one) => `actionlint: ${one}\n`),
      ...zizz.map((one) => `zizmor: ${one}\n`),
      `untried ${plan.untried}, ${Math.round(performance.now() - started)} ms\n`,
    ];
    writeFileSync(
      join(values.diffs, `${basename(folder)}.diff`),
      [...talk, ...[...plan.texts].map(([path, text]) => unifiedDiff(path, text.before, text.after))].join(''),
    );
  }
  rmSync(old, { recursive: true });
  rmSync(now, { recursive: true });
}

import type { AuditReport } from '../audit/index.ts';
import { knownTo, readBaseline, renderBaseline } from '../decisions/index.ts';
import { markBaseline, settledIn } from '../report/index.ts';
import type { UsageError } from './argv.ts';
import type { Machine } from './machine.ts';

/** What a baseline is to do: be compared with, or be written anew. */
export type BaselineChoice = { readonly kind: 'compare'; readonly path: string } | { readonly kind: 'write'; readonly path: string };

/** Reads the values of `--baseline` and `--write-baseline`; undefined where neither is given. */
export function baselineChoice(options: ReadonlyMap<string, readonly string[]>, folders: number): BaselineChoice | UsageError | undefined {
  const [compare] = options.get('baseline') ?? [];
  const [write] = options.get('write-baseline') ?? [];
  if (compare !== undefined && write !== undefined)
    return { kind: 'usage', message: '--baseline and --write-baseline exclude each other', hint: 'keep one of them: what is written makes everything known' };
  const path = compare ?? write;
  if (path === undefined) return undefined;
  if (folders > 1) return { kind: 'usage', message: 'a baseline is of one checkout', hint: 'give one folder, and a baseline for each' };
  return { kind: compare === undefined ? 'write' : 'compare', path };
}

/** Marks what is known of a report; what is to be written is written first. Throws BASELINE_UNREADABLE. */
export async function withBaseline(report: AuditReport, choice: BaselineChoice, machine: Machine): Promise<AuditReport> {
  const { asking, substancesOf } = await import('../audit/index.ts');
  const substances = substancesOf(report);
  if (choice.kind === 'write') {
    const settled = settledIn(report);
    // What is decided has its own record, and comes back when that ends.
    const open = new Map([...substances].filter(([id]) => !settled.has(id)));
    machine.writeFile(choice.path, renderBaseline(open));
    machine.stderr.write(`${choice.path} is written: ${open.size === 1 ? 'one finding' : `${open.size} findings`}\n`);
    return markBaseline(report, { listed: [], known: new Set(open.keys()) }, { file: choice.path, asking });
  }
  const { folder, name } = machine.splitPath(choice.path);
  const baseline = readBaseline(machine.openTree(folder).read(name), choice.path);
  return markBaseline(report, { listed: baseline.keys(), known: knownTo(baseline, substances) }, { file: choice.path, asking });
}

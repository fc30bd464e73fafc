import type { FindingReport } from '../../audit/index.ts';
import { SealwrightError } from '../../base/index.ts';
import type { FixPlan } from '../../fix/index.ts';
import { printable } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { openCheckout, readingOptions, type ReadingOptions } from '../checkout.ts';
import type { Outcome } from '../exit.ts';
import { fixTalk } from '../fix-talk.ts';
import type { Machine } from '../machine.ts';
import { nearest } from '../nearest.ts';
import { configOption, noConfigOption, resolveOption, type CommandSpec } from '../spec.ts';
import { findSurface } from '../surface-name.ts';

export const spec: CommandSpec = {
  name: 'fix',
  summary: 'edits that mend what an audit complains of, each proved',
  about:
    'Shows, as a diff that git apply takes, the edits that mend findings; what is said of them goes to the other stream. Each edit is tried in memory and audited again: it is kept only where its finding is gone, no other came, no cell fell, and nothing that was published can be skipped now; else it is refused with the reason. Edits that a person has to look at first are named, and are part of the diff with --review. Exits 0 when it could do what was asked.',
  words: [{ name: 'DIR', about: 'the checkout; default the current folder', required: false, many: false }],
  options: [
    { names: ['write'], about: 'change the files instead of showing the diff' },
    { names: ['review'], about: 'take the edits that a person has to look at too, each with what there is to look at' },
    { names: ['rule'], value: 'RULE', repeat: true, about: 'only findings of this rule; repeatable' },
    { names: ['surface'], value: 'SURFACE', about: 'only findings of one surface, by its name or an unambiguous part of it' },
    { names: ['all'], about: 'tell of every finding that no edit is made for, and why' },
    resolveOption,
    configOption,
    noConfigOption,
  ],
  examples: [
    { command: 'sealwright fix', about: 'what can be mended without a decision of anybody, as a diff' },
    { command: 'sealwright fix --review --rule provenance-unsigned | git apply', about: 'attest what is pushed, and look at it before it is committed' },
    { command: 'sealwright fix --write ../lens', about: 'change the files of another checkout' },
  ],
};

export interface FixOptions extends ReadingOptions {
  readonly kind: 'fix';
  readonly folder: string;
  readonly write: 'files' | 'diff';
  readonly apply: 'safe' | 'all';
  readonly rules: readonly string[];
  readonly surface: string | undefined;
  readonly tell: 'few' | 'all';
}

/** Reads the words after `fix`. Pure. */
export function parse(argv: readonly string[]): FixOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const reading = readingOptions(read.options);
  if (reading.kind === 'usage') return reading;
  const [folder = '.'] = read.words;
  if (folder === '') return { kind: 'usage', message: 'DIR is empty', hint: 'sealwright fix .' };
  for (const name of ['rule', 'surface'])
    if (read.options.get(name)?.some((one) => one.trim() === '') === true)
      return { kind: 'usage', message: `--${name} is empty`, hint: `give the ${name} that sealwright audit names, or leave --${name} out` };
  return {
    kind: 'fix',
    folder,
    write: read.options.has('write') ? 'files' : 'diff',
    apply: read.options.has('review') ? 'all' : 'safe',
    rules: read.options.get('rule') ?? [],
    surface: read.options.get('surface')?.[0],
    tell: read.options.has('all') ? 'all' : 'few',
    resolve: reading.resolve,
    config: reading.config,
  };
}

/** Plans the edits, then shows or writes them. */
export async function run(options: FixOptions, machine: Machine): Promise<Outcome> {
  const checkout = await openCheckout(machine, options.folder, { ...options, audits: 'several' });
  await checkRules(options.rules);
  const { planFixes } = await import('../../fix/index.ts');
  const first = checkout.audit(checkout.files);
  const surface = options.surface === undefined ? undefined : findSurface(first.report, options.surface).id;
  // What people decided to leave as it is; who names its rule asks for it all the same.
  const left = new Set(
    first.report.dispositions.flatMap((one) => (one.standing === 'current' && /^(?:accepted|out-of-scope)$/.test(one.disposition) ? [one.id] : [])),
  );
  const wanted = (one: FindingReport): boolean =>
    (options.rules.length === 0 ? !left.has(one.disposition ?? '') : options.rules.includes(one.rule)) && (surface === undefined || one.surface === surface);
  const plan = planFixes({ files: checkout.files, audit: (files) => (files === checkout.files ? first : checkout.audit(files)), wanted, apply: options.apply });
  if (options.write === 'files') writeAll(plan, options.folder, machine);
  else machine.stdout.write(await diffOf(plan, machine));
  machine.stderr.write(fixTalk(plan, options));
  return { kind: 'shown' };
}

/** A name that no rule has would find nothing, and look as if all was well. */
async function checkRules(asked: readonly string[]): Promise<void> {
  if (asked.length === 0) return;
  const { rules } = await import('../../audit/index.ts');
  const ids = rules.map((one) => one.id);
  const unknown = asked.find((one) => !ids.includes(one));
  if (unknown === undefined) return;
  const near = nearest(unknown, ids, 3);
  throw new SealwrightError('USAGE', {
    message: `there is no rule ${JSON.stringify(unknown.slice(0, 100))}`,
    hint: near.length === 0 ? 'sealwright help docs/rules lists them' : `did you mean ${near.join(', ')}?`,
  });
}

/** All files are looked at before the first is changed. */
function writeAll(plan: FixPlan, folder: string, machine: Machine): void {
  const changes = [...plan.texts].map(([path, { before, after }]) => ({ path, before, after }));
  machine.replaceFiles(folder, changes);
}

async function diffOf(plan: FixPlan, machine: Machine): Promise<string> {
  if (plan.texts.size === 0) return '';
  const { unifiedDiff } = await import('../unified-diff.ts');
  const text = [...plan.texts].map(([path, { before, after }]) => unifiedDiff(path, before, after)).join('');
  // A terminal obeys what it is shown; a file and `git apply` take bytes as they are.
  return machine.stdout.isTerminal ? text.split('\n').map(printable).join('\n') : text;
}

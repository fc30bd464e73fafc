import { decidedOn } from '../../decisions/index.ts';
import { renderDispositions, renderDispositionsJson, renderReview } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { openCheckout, readingOptions, type ReadingOptions } from '../checkout.ts';
import { columnsFor, wantsColour } from '../colour.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { newDecision, type NewDecision } from '../decision-options.ts';
import { configOption, noColourOption, noConfigOption, nowOption, resolveOption, type CommandSpec } from '../spec.ts';

const actions = ['add', 'list', 'review'] as const;
type Action = (typeof actions)[number];
export const decisions = ['open', 'fixed', 'deferred', 'accepted', 'out-of-scope'] as const;
const formats = ['terminal', 'json'] as const;

/** Options that only an entry to be written has. */
const ofEntry = [
  'finding',
  'rule',
  'surface',
  'as',
  'reason',
  'by',
  'date',
  'review-by',
  'revisit',
  'revisit-file',
  'revisit-action',
  'revisit-surface',
  'record',
] as const;

export const spec: CommandSpec = {
  name: 'disposition',
  summary: 'what was decided on findings: record it, list it, review it',
  about:
    'add writes a decision into sealwright.yaml, every other byte as it was: what it is on (one finding, or those of a rule, of a surface, or of both), what was decided, why, and what ends it. It records the fingerprint of the lineage that the decision was made of. list shows all decisions and how each stands. review shows those that are due, stale, not fixed or of another lineage with what to do, and exits 1 when there is one.',
  words: [
    { name: 'ACTION', about: 'add, list or review', required: true, many: false, choices: actions },
    { name: 'DIR', about: 'the checkout; default the current folder', required: false, many: false },
  ],
  options: [
    { names: ['finding'], value: 'FINGERPRINT', about: 'add: the one finding, by its fingerprint in the JSON report' },
    { names: ['rule'], value: 'RULE', about: 'add: the findings of a rule' },
    { names: ['surface'], value: 'SURFACE', about: 'add: what is on a surface, or something that is built and not released' },
    { names: ['as'], value: 'DECISION', choices: decisions, about: 'add: what was decided' },
    { names: ['reason'], value: 'TEXT', about: 'add: why' },
    { names: ['by'], value: 'NAME', about: 'add: who decided' },
    { names: ['date'], value: 'DATE', about: 'add: when; default today' },
    { names: ['review-by'], value: 'DATE', about: 'add: the last day on which it holds without being looked at again' },
    { names: ['revisit'], value: 'TEXT', about: 'add: what would reopen it, in words' },
    { names: ['revisit-file'], value: 'PATH', about: 'add: reopened when the checkout has this file or folder' },
    { names: ['revisit-action'], value: 'ACTION@VERSION', about: 'add: reopened when a workflow uses the action at this version or later' },
    { names: ['revisit-surface'], value: 'SURFACE', about: 'add: reopened when this is published; a name, or a kind such as helm-chart' },
    { names: ['record'], value: 'PATH', about: 'add: the decision record, a path or an address' },
    { names: ['format'], value: 'FORMAT', choices: formats, about: 'list: the form of what is printed' },
    resolveOption,
    configOption,
    noConfigOption,
    nowOption,
    noColourOption,
  ],
  examples: [
    {
      command: "sealwright disposition add --rule tag-unsigned --as deferred --reason 'the bot has no key' --review-by 2027-06-30",
      about: 'put a finding off, until a day',
    },
    {
      command: "sealwright disposition add ../lens --surface 'Helm chart lens' --as deferred --reason 'no channel yet' --revisit-surface helm-chart",
      about: 'record why something is not released, until it is',
    },
    { command: 'sealwright disposition list', about: 'every decision and how it stands' },
    { command: 'sealwright disposition review --now 2027-07-01', about: 'what has to be looked at again on that day; exits 1 when there is something' },
  ],
};

export interface DispositionOptions extends ReadingOptions {
  readonly kind: 'disposition';
  readonly action: Action;
  readonly folder: string;
  /** Set for `add`. */
  readonly entry: NewDecision | undefined;
  readonly format: (typeof formats)[number];
  readonly colour: 'auto' | 'never';
}

/** Reads the words after `disposition`. Pure. */
export function parse(argv: readonly string[]): DispositionOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const reading = readingOptions(read.options);
  if (reading.kind === 'usage') return reading;
  const [word = '', folder = '.'] = read.words;
  const action = actions.find((one) => one === word);
  if (action === undefined)
    return { kind: 'usage', message: `disposition takes add, list or review, not ${JSON.stringify(word.slice(0, 60))}`, hint: 'sealwright disposition list' };
  if (folder === '') return { kind: 'usage', message: 'DIR is empty', hint: `sealwright disposition ${action} .` };
  const foreign = action === 'add' ? undefined : ofEntry.find((name) => read.options.has(name));
  if (foreign !== undefined) return { kind: 'usage', message: `--${foreign} is for disposition add`, hint: `sealwright disposition add --${foreign} …` };
  if (action === 'add' && reading.config.kind === 'none')
    return { kind: 'usage', message: '--no-config leaves nothing to add to', hint: 'leave it out, or name a file with --config' };
  const entry = action === 'add' ? newDecision(read.options) : undefined;
  if (entry?.kind === 'usage') return entry;
  return {
    kind: 'disposition',
    action,
    folder,
    entry,
    format: formats.find((one) => one === read.options.get('format')?.[0]) ?? 'terminal',
    resolve: reading.resolve,
    config: reading.config,
    ...(reading.now === undefined ? {} : { now: reading.now }),
    colour: read.options.has('no-colour') ? 'never' : 'auto',
  };
}

/** Audits the folder; writes a decision, or shows those that are recorded. */
export async function run(options: DispositionOptions, machine: Machine): Promise<Outcome> {
  const checkout = await openCheckout(machine, options.folder, options);
  const result = checkout.audit(checkout.files);
  const { report } = result;
  if (options.entry !== undefined) {
    const { recordDecision } = await import('../record-decision.ts');
    return recordDecision(options.entry, { result, options, machine });
  }
  const paper = { width: columnsFor(machine.stdout), colour: wantsColour(machine, machine.stdout, options.colour), target: options.folder };
  if (options.action === 'list') {
    machine.stdout.write(await (options.format === 'json' ? renderDispositionsJson(report) : renderDispositions(report, paper)));
    return { kind: 'shown' };
  }
  const { premiseFor, subjectsOf } = await import('../../audit/index.ts');
  const unsound = report.dispositions.filter((one) => one.standing !== 'current');
  // What each would be made of today.
  const premises = new Map(unsound.map((one) => [one.id, premiseFor(result, decidedOn(one, subjectsOf(report)))]));
  machine.stdout.write(await renderReview(report, premises, paper));
  return { kind: 'checked', drifted: unsound.length };
}

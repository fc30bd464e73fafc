import { renderDecisionRecord } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { openCheckout, readingOptions, type ReadingOptions } from '../checkout.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { configOption, noConfigOption, nowOption, resolveOption, type CommandSpec } from '../spec.ts';

export const spec: CommandSpec = {
  name: 'adr',
  summary: 'the decision record of an audit',
  about:
    'Writes what an audit found and what sealwright.yaml decides on it as an architecture decision record in Markdown: the context with the matrix, every gap with its disposition and reason, what follows from that, the alternatives that were not taken, and references. Gaps that nobody decided on are in it as open.',
  words: [{ name: 'DIR', about: 'the checkout; default the current folder', required: false, many: false }],
  options: [
    { names: ['number'], value: 'NUMBER', about: 'the number of the record, for its title' },
    { names: ['output'], value: 'FILE', about: 'write the record to a file, whole or not at all' },
    resolveOption,
    configOption,
    noConfigOption,
    nowOption,
  ],
  examples: [
    { command: 'sealwright adr', about: 'the record of the checkout in the current folder, to read' },
    { command: 'sealwright adr --number 0902 --output docs/adr/0902-release-trust.md', about: 'a new record, as a file' },
    { command: 'sealwright adr ../lens --now 2026-05-30', about: 'the record of another checkout, of a day' },
  ],
};

export interface AdrOptions extends ReadingOptions {
  readonly kind: 'adr';
  readonly folder: string;
  readonly number: string | undefined;
  readonly output: string | undefined;
}

/** Reads the words after `adr`. Pure. */
export function parse(argv: readonly string[]): AdrOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const reading = readingOptions(read.options);
  if (reading.kind === 'usage') return reading;
  const [folder = '.'] = read.words;
  if (folder === '') return { kind: 'usage', message: 'DIR is empty', hint: 'sealwright adr .' };
  const number = read.options.get('number')?.[0];
  if (number !== undefined && !/^\d{1,9}$/.test(number))
    return { kind: 'usage', message: `--number takes digits, not ${JSON.stringify(number.slice(0, 60))}`, hint: '--number 0902' };
  return { ...reading, kind: 'adr', folder, number, output: read.options.get('output')?.[0] };
}

/** Audits the folder and writes its record. */
export async function run(options: AdrOptions, machine: Machine): Promise<Outcome> {
  const checkout = await openCheckout(machine, options.folder, options);
  const { report } = checkout.audit(checkout.files);
  const { rules } = await import('../../audit/index.ts');
  const text = await renderDecisionRecord(report, {
    day: options.now ?? machine.today(),
    number: options.number ?? null,
    summaries: new Map(rules.map((rule) => [rule.id, rule.summary])),
  });
  if (options.output === undefined) machine.stdout.write(text);
  else machine.writeFile(options.output, text);
  return { kind: 'shown' };
}

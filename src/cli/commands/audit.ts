import { SealwrightError } from '../../base/index.ts';
import type { AuditReport } from '../../audit/index.ts';
import { audiences, markAgainst, renderJson, renderJsonl, renderMarkdown, renderTerminal, severities, type FailOn } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { baselineChoice, withBaseline, type BaselineChoice } from '../baseline-file.ts';
import { openCheckout, readingOptions, type ReadingOptions } from '../checkout.ts';
import { columnsFor, wantsColour } from '../colour.ts';
import { checkoutOutcome, type CheckoutOutcome, type Outcome } from '../exit.ts';
import { renderFailure } from '../failure.ts';
import type { Machine } from '../machine.ts';
import { configOption, noColourOption, noConfigOption, nowOption, resolveOption, type CommandSpec } from '../spec.ts';

const formats = ['terminal', 'markdown', 'json', 'jsonl'] as const;
type Format = (typeof formats)[number];

export const spec: CommandSpec = {
  name: 'audit',
  summary: 'the release-trust matrix of one or more checkouts',
  about:
    'Reads the workflows, scripts, release configurations and documents of a checkout and answers, for each thing it publishes, whether that is hashed, signed, described by an SBOM, attested, and verifiable by a documented command. Exits 0 when no finding is open, 1 when one is, 2 on a mistake of usage or configuration, 3 when nothing could be read. A finding is open when no decision of sealwright.yaml that stands is on it and no baseline has it.',
  words: [{ name: 'DIR', about: 'the checkout; default the current folder', required: false, many: true }],
  options: [
    { names: ['format'], value: 'FORMAT', choices: formats, about: 'the form of the report; jsonl is one line per checkout' },
    { names: ['output'], value: 'FILE', about: 'write the report to a file, whole or not at all' },
    { names: ['against'], value: 'REF', about: 'mark each cell new, better, worse or changed since that commit' },
    resolveOption,
    configOption,
    noConfigOption,
    nowOption,
    { names: ['fail-on'], value: 'LEVEL', choices: [...severities, 'never'], about: 'exit 1 only for open findings of this severity or worse; default low' },
    { names: ['audience'], value: 'WHO', choices: audiences, about: 'whose findings are shown and make the exit code; default everyone' },
    { names: ['exit-zero'], about: 'exit 0 with findings too, to show a report without failing; the same as --fail-on never' },
    { names: ['baseline'], value: 'FILE', about: 'findings that a baseline has are known: only new ones are shown and make the exit code' },
    { names: ['write-baseline'], value: 'FILE', about: 'write a baseline of every finding that is not decided' },
    { names: ['all'], about: 'every gap, name and unread place instead of the first few' },
    noColourOption,
  ],
  examples: [
    { command: 'sealwright audit', about: 'the matrix of the checkout in the current folder' },
    { command: 'sealwright audit --format markdown --output AUDIT.md ../lens', about: 'the whole report of another checkout, as a document' },
    {
      command: 'sealwright audit --against origin/main --resolve acme/actions@v2=../actions',
      about: 'what a branch changes, with the shared actions of an organisation read from their checkout',
    },
    { command: 'sealwright audit --format jsonl checkouts/*', about: 'many checkouts, one line each; one that fails does not stop the rest' },
  ],
};

export interface AuditOptions extends ReadingOptions {
  readonly kind: 'audit';
  readonly folders: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly against: string | undefined;
  readonly all: boolean;
  /** Which findings make the exit code 1. */
  readonly failOn: FailOn;
  readonly baseline: BaselineChoice | undefined;
  readonly colour: 'auto' | 'never';
}

/** Reads the words after `audit`. Pure. */
export function parse(argv: readonly string[]): AuditOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const reading = readingOptions(read.options);
  if (reading.kind === 'usage') return reading;
  const format = formats.find((one) => one === (read.options.get('format')?.[0] ?? 'terminal')) ?? 'terminal';
  const folders = read.words.length === 0 ? ['.'] : read.words;
  if (folders.includes('')) return { kind: 'usage', message: 'DIR is empty', hint: 'sealwright audit .' };
  if (format === 'json' && folders.length > 1) return { kind: 'usage', message: '--format json takes one folder', hint: 'use --format jsonl for several' };
  const severity = [...severities, 'never' as const].find((one) => one === read.options.get('fail-on')?.[0]);
  if (severity !== undefined && severity !== 'never' && read.options.has('exit-zero'))
    return { kind: 'usage', message: '--fail-on and --exit-zero exclude each other', hint: 'keep one of them' };
  const baseline = baselineChoice(read.options, folders.length);
  if (baseline?.kind === 'usage') return baseline;
  return {
    kind: 'audit',
    folders,
    format,
    output: read.options.get('output')?.[0],
    against: read.options.get('against')?.[0],
    resolve: reading.resolve,
    config: reading.config,
    ...(reading.now === undefined ? {} : { now: reading.now }),
    all: read.options.has('all'),
    failOn: {
      severity: read.options.has('exit-zero') ? 'never' : (severity ?? 'low'),
      audience: audiences.find((one) => one === read.options.get('audience')?.[0]) ?? 'everyone',
    },
    baseline,
    colour: read.options.has('no-colour') ? 'never' : 'auto',
  };
}

/** What became of one folder. */
export type AuditedFolder =
  | { readonly kind: 'audited'; readonly folder: string; readonly report: AuditReport }
  | { readonly kind: 'failed'; readonly folder: string; readonly error: SealwrightError };

/** Audits the folders one after the other and hands each result on as soon as it is there. */
export async function run(options: AuditOptions, machine: Machine): Promise<Outcome> {
  const checkouts: CheckoutOutcome[] = [];
  const written: string[] = [];
  for (const folder of options.folders) {
    const result = await auditFolder(folder, options, machine);
    checkouts.push(result.kind === 'audited' ? checkoutOutcome(result.report, options.failOn) : { kind: 'failed', code: result.error.code });
    if (result.kind === 'failed' && options.format !== 'jsonl') machine.stderr.write(renderFailure(result.error));
    const text = render(result, options, machine);
    if (options.output === undefined) machine.stdout.write(text);
    else written.push(text);
  }
  // A report of nothing but failures is no report: an earlier file stays as it is.
  if (options.output !== undefined && written.some((text) => text !== '')) machine.writeFile(options.output, written.join(''));
  return { kind: 'audited', checkouts };
}

async function auditFolder(folder: string, options: AuditOptions, machine: Machine): Promise<AuditedFolder> {
  try {
    const checkout = await openCheckout(machine, folder, options);
    const found = checkout.audit(checkout.files).report;
    const report = options.baseline === undefined ? found : withBaseline(found, options.baseline, machine);
    if (options.against === undefined) return { kind: 'audited', folder, report };
    const before = checkout.audit(machine.openCommit(folder, options.against)).report;
    return { kind: 'audited', folder, report: markAgainst(report, before, options.against) };
  } catch (error) {
    if (error instanceof SealwrightError) return { kind: 'failed', folder, error };
    // One checkout that meets a fault of ours must not cost the others theirs; alone, it is a fault like any other.
    if (options.folders.length === 1) throw error;
    return {
      kind: 'failed',
      folder,
      error: new SealwrightError('INTERNAL', { message: error instanceof Error ? error.message : String(error), at: folder, cause: error }),
    };
  }
}

/** Returns what goes out for one folder; nothing for a failed one, except as a line of `jsonl`. */
export function render(result: AuditedFolder, options: AuditOptions, machine: Machine): string {
  if (options.format === 'jsonl') {
    if (result.kind === 'audited') return renderJsonl({ kind: 'audited', checkout: result.folder, report: result.report });
    return renderJsonl({
      kind: 'failed',
      checkout: result.folder,
      error: { code: result.error.code, message: result.error.message, hint: result.error.details.hint ?? null },
    });
  }
  if (result.kind === 'failed') return '';
  switch (options.format) {
    case 'json':
      return renderJson(result.report);
    case 'markdown':
      return renderMarkdown(result.report);
    case 'terminal': {
      const toFile = options.output !== undefined;
      const width = toFile ? 100 : columnsFor(machine.stdout);
      return renderTerminal(result.report, {
        width,
        colour: !toFile && wantsColour(machine, machine.stdout, options.colour),
        all: options.all,
        audience: options.failOn.audience,
        target: result.folder,
      });
    }
    default: {
      const never: never = options.format;
      return never;
    }
  }
}

import { SealwrightError } from '../../base/index.ts';
import type { AuditReport, AuditResult } from '../../audit/index.ts';
import { audiences, markAgainst, renderJson, renderJsonl, renderLate, renderMarkdown, renderTerminal, severities, type FailOn } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { baselineChoice, withBaseline, type BaselineChoice } from '../baseline-file.ts';
import { openCheckout, readingOptions, type Checkout, type ReadingOptions } from '../checkout.ts';
import { columnsFor, wantsColour } from '../colour.ts';
import { checkoutOutcome, exitCode, exitMeaning, type CheckoutOutcome, type Outcome } from '../exit.ts';
import { renderFailure } from '../failure.ts';
import { formats, readOutputs, type Output } from '../formats.ts';
import type { Machine } from '../machine.ts';
import { configOption, noColourOption, noConfigOption, nowOption, resolveOption, type CommandSpec } from '../spec.ts';
import { observeOnline, onlineOptions, type OnlineOptions } from '../online.ts';
import { textReader } from '../text-reader.ts';

const decisionChoices = ['all', 'before'] as const;

export const spec: CommandSpec = {
  name: 'audit',
  summary: 'the release-trust matrix of one or more checkouts',
  about:
    'Reads the workflows, scripts, release configurations and documents of a checkout and answers, for each thing it publishes, whether that is hashed, signed, described by an SBOM, attested, and verifiable by a documented command. Exits 0 when no finding is open, 1 when one is, 2 on a mistake of usage or configuration, 3 when nothing could be read, or no finding is open and a workflow file could not be read at all. A finding is open when no decision of sealwright.yaml that stands is on it and no baseline has it.',
  words: [{ name: 'DIR', about: 'the checkout; default the current folder', required: false, many: true }],
  options: [
    {
      names: ['format'],
      value: 'FORMAT',
      choices: formats,
      toFile: true,
      repeat: true,
      about:
        'the form of the report; summary is Markdown short enough for a comment or a job summary, html one page to click through, jsonl one line per checkout, github annotates lines in a workflow run. Repeatable, where each goes to another file',
    },
    { names: ['output'], value: 'FILE', about: 'write the report to a file, whole or not at all' },
    { names: ['sarif-suppressed'], about: 'findings that a decision answers stay in the SARIF, marked as suppressed; GitHub shows them as open' },
    { names: ['against'], value: 'REF', about: 'mark each cell new, better, worse or changed since that commit' },
    {
      names: ['decisions'],
      value: 'WHICH',
      choices: decisionChoices,
      about:
        'which decisions settle findings: all, the default, or those alone that the commit of --against has too: what only the change itself decides is open',
    },
    resolveOption,
    configOption,
    noConfigOption,
    nowOption,
    { names: ['online'], about: 'ask the service, reading only, what the files cannot show; GITHUB_TOKEN is used where it is set' },
    { names: ['api-url'], value: 'URL', about: 'the REST API to ask, for a GitHub Enterprise Server; default https://api.github.com' },
    { names: ['fail-on'], value: 'LEVEL', choices: [...severities, 'never'], about: 'exit 1 only for open findings of this severity or worse; default low' },
    { names: ['audience'], value: 'WHO', choices: audiences, about: 'whose findings are shown and make the exit code; default everyone' },
    { names: ['exit-zero'], about: 'exit 0 with findings too, to show a report without failing; the same as --fail-on never' },
    { names: ['baseline'], value: 'FILE', about: 'findings that a baseline has are known: only new ones are shown and make the exit code' },
    { names: ['write-baseline'], value: 'FILE', about: 'write a baseline of every finding that is not decided' },
    { names: ['all'], about: 'every finding, name and unread place instead of the first few' },
    noColourOption,
  ],
  examples: [
    { command: 'sealwright audit', about: 'the matrix of the checkout in the current folder' },
    { command: 'sealwright audit --format markdown --output AUDIT.md ../lens', about: 'the whole report of another checkout, as a document' },
    {
      command: 'sealwright audit --against origin/main --resolve acme/actions@v2=../actions',
      about: 'what a branch changes, with the shared actions of an organisation read from their checkout',
    },
    { command: 'sealwright audit --format html=audit.html', about: 'the same as one page to click through, with the lineage drawn' },
    {
      command: 'sealwright audit --format github --format summary=$GITHUB_STEP_SUMMARY --format sarif=audit.sarif',
      about: 'in a workflow: annotations of lines, the summary of the job, and a file for code scanning',
    },
    { command: 'sealwright audit --format jsonl checkouts/*', about: 'many checkouts, one line each; one that fails does not stop the rest' },
  ],
};

export interface AuditOptions extends ReadingOptions {
  readonly kind: 'audit';
  readonly folders: readonly string[];
  readonly outputs: readonly Output[];
  readonly against: string | undefined;
  /** Which decisions settle findings: all, or those alone that the commit of `against` has too. */
  readonly decisions: 'all' | 'before';
  /** Null where nothing but the files is read. */
  readonly online: OnlineOptions | null;
  readonly all: boolean;
  /** What SARIF does with findings that a decision answers. */
  readonly suppressed: 'left-out' | 'marked';
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
  const online = onlineOptions(read.options);
  if (online !== null && online.kind === 'usage') return online;
  const folders = read.words.length === 0 ? ['.'] : read.words;
  if (folders.includes('')) return { kind: 'usage', message: 'DIR is empty', hint: 'sealwright audit .' };
  const chosen = readOutputs(read.options.get('format') ?? [], read.options.get('output')?.[0], folders);
  if (chosen.kind === 'usage') return chosen;
  if (read.options.has('sarif-suppressed') && !chosen.outputs.some((one) => one.format === 'sarif'))
    return { kind: 'usage', message: '--sarif-suppressed is for SARIF', hint: '--format sarif --sarif-suppressed' };
  const severity = [...severities, 'never' as const].find((one) => one === read.options.get('fail-on')?.[0]);
  if (severity !== undefined && severity !== 'never' && read.options.has('exit-zero'))
    return { kind: 'usage', message: '--fail-on and --exit-zero exclude each other', hint: 'keep one of them' };
  if (read.options.get('decisions')?.[0] === 'before' && !read.options.has('against'))
    return { kind: 'usage', message: '--decisions before is for a comparison', hint: '--against origin/main --decisions before' };
  const baseline = baselineChoice(read.options, folders.length);
  if (baseline?.kind === 'usage') return baseline;
  return {
    kind: 'audit',
    folders,
    outputs: chosen.outputs,
    against: read.options.get('against')?.[0],
    decisions: decisionChoices.find((one) => one === read.options.get('decisions')?.[0]) ?? 'all',
    resolve: reading.resolve,
    config: reading.config,
    ...(reading.now === undefined ? {} : { now: reading.now }),
    online,
    all: read.options.has('all'),
    suppressed: read.options.has('sarif-suppressed') ? 'marked' : 'left-out',
    failOn: {
      severity: read.options.has('exit-zero') ? 'never' : (severity ?? 'low'),
      audience: audiences.find((one) => one === read.options.get('audience')?.[0]) ?? 'everyone',
    },
    baseline,
    colour: read.options.has('no-colour') ? 'never' : 'auto',
  };
}

/** What became of one folder. */
type AuditedFolder =
  | { readonly kind: 'audited'; readonly folder: string; readonly report: AuditReport; readonly result: AuditResult; readonly checkout: Checkout }
  | { readonly kind: 'failed'; readonly folder: string; readonly error: SealwrightError };

/** Audits the folders one after the other and hands each result on as soon as it is there. */
export async function run(options: AuditOptions, machine: Machine): Promise<Outcome> {
  const checkouts: CheckoutOutcome[] = [];
  const files = new Map<string, string[]>();
  for (const folder of options.folders) {
    const result = await auditFolder(folder, options, machine);
    checkouts.push(result.kind === 'audited' ? checkoutOutcome(result.report, options.failOn) : { kind: 'failed', code: result.error.code });
    if (result.kind === 'failed' && !options.outputs.every((one) => one.format === 'jsonl')) machine.stderr.write(renderFailure(result.error));
    for (const output of options.outputs) {
      const text = await render(result, output, options, machine);
      if (output.file !== undefined) files.set(output.file, [...(files.get(output.file) ?? []), text]);
      else if (output.format === 'github' && machine.stdout.command !== undefined) machine.stdout.command(text);
      else machine.stdout.write(text);
    }
  }
  // A report of nothing but failures is no report: an earlier file stays as it is.
  for (const [file, texts] of files) if (texts.some((text) => text !== '')) machine.writeFile(file, texts.join(''));
  return { kind: 'audited', checkouts };
}

async function auditFolder(folder: string, options: AuditOptions, machine: Machine): Promise<AuditedFolder> {
  try {
    const checkout = await openCheckout(machine, folder, { ...options, audits: options.against === undefined && options.online === null ? 'one' : 'several' });
    let result = checkout.audit(checkout.files);
    const observed = options.online === null ? undefined : await observeOnline(machine, checkout, result, options.online);
    if (observed !== undefined) result = checkout.audit(checkout.files, observed);
    const report = options.baseline === undefined ? result.report : await withBaseline(result.report, options.baseline, machine);
    if (options.against === undefined) return { kind: 'audited', folder, report, result, checkout };
    const tree = machine.openCommit(folder, options.against);
    const before = checkout.audit(tree, observed).report;
    const comparison = { ref: options.against, changed: await checkout.decisionsSince(tree), decisions: options.decisions };
    return { kind: 'audited', folder, report: markAgainst(report, before, comparison), result, checkout };
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
async function render(result: AuditedFolder, output: Output, options: AuditOptions, machine: Machine): Promise<string> {
  if (output.format === 'jsonl') {
    if (result.kind === 'audited') return renderJsonl({ kind: 'audited', checkout: result.folder, report: result.report });
    return renderJsonl({
      kind: 'failed',
      checkout: result.folder,
      error: { code: result.error.code, message: result.error.message, hint: result.error.details.hint ?? null },
    });
  }
  if (result.kind === 'failed') return '';
  const { report, folder } = result;
  switch (output.format) {
    case 'json':
      return renderJson(report);
    case 'markdown':
      return renderMarkdown(report);
    case 'terminal': {
      const toFile = output.file !== undefined;
      const width = toFile ? 100 : columnsFor(machine.stdout);
      return renderTerminal(report, {
        width,
        colour: !toFile && wantsColour(machine, machine.stdout, options.colour),
        all: options.all,
        audience: options.failOn.audience,
        // For a person who reads it alone: it takes milliseconds.
        mendable:
          !toFile &&
          machine.stdout.isTerminal &&
          result.result.isMendable((one) => audiences.indexOf(one.audience) <= audiences.indexOf(options.failOn.audience)),
        target: folder,
      });
    }
    default: {
      const { rules } = await import('../../audit/index.ts');
      const code = exitCode({ kind: 'audited', checkouts: [checkoutOutcome(report, options.failOn)] });
      return renderLate(output.format, {
        report,
        // Each is made when it is asked for.
        get lineage() {
          return result.result.lineage;
        },
        get recipes() {
          return result.result.recipes;
        },
        get fixes() {
          return result.result.fixes;
        },
        rules,
        textOf: textReader(result.checkout),
        target: fromWorkspace(folder, machine),
        all: options.all,
        audience: options.failOn.audience,
        suppressed: options.suppressed,
        exit: { code, meaning: exitMeaning(code) },
      });
    }
  }
}

/** A folder as the service names it in a workflow run: from its checkout, wherever the step was started. */
function fromWorkspace(folder: string, machine: Machine): string {
  const workspace = (machine.env('GITHUB_WORKSPACE') ?? '').replace(/\/+$/, '');
  if (workspace === '' || !`${folder}/`.startsWith(`${workspace}/`)) return folder;
  return folder.slice(workspace.length).replace(/^\/+|\/+$/g, '') || '.';
}

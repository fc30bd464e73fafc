import { SealwrightError } from '../../base/index.ts';
import type { AuditReport } from '../../audit/index.ts';
import { failingIn, printable } from '../../report/index.ts';
import { exitMeaning } from '../exit.ts';
import { renderFailure } from '../failure.ts';
import type { Machine } from '../machine.ts';
import { run } from '../run.ts';
import { readInputs } from './inputs.ts';

/** A machine that runs a step of a workflow. */
export interface RunnerMachine extends Machine {
  readonly appendFile: (path: string, text: string) => void;
  /** A text that nobody could have written before. */
  readonly unique: () => string;
}

/** No path of a file: what goes there is kept. */
const kept = '/dev/null/report';

/** Runs the audit as a step: annotations and log to standard output, the summary and the outputs to the runner's files. Returns the exit code. */
export async function runAction(machine: RunnerMachine): Promise<number> {
  const inputs = readInputs(machine.env);
  const said: string[] = [];
  if (inputs.kind === 'usage') {
    said.push(renderFailure(new SealwrightError('USAGE', { message: inputs.message, hint: inputs.hint })));
    complain(machine, said);
    return 2;
  }
  const { argv, format, sarifFile, token } = inputs;
  const [command = '', ...rest] = argv;
  const summary = machine.env('GITHUB_STEP_SUMMARY');
  const files = [
    ...(summary === undefined || summary === '' ? [] : [`summary=${summary}`]),
    ...(sarifFile === undefined ? [] : [`sarif=${sarifFile}`]),
    `json=${kept}`,
  ].map((one) => `--format=${one}`);
  let json: string | undefined;
  const code = await run([command, `--format=${format}`, ...files, ...rest], {
    ...machine,
    env: (name) => (token !== undefined && (name === 'GH_TOKEN' || name === 'GITHUB_TOKEN') ? token : machine.env(name)),
    stdout: {
      ...machine.stdout,
      isTerminal: false,
      columns: undefined,
      write: (text) => machine.stdout.write(format === 'github' ? text : guarded(text, machine)),
    },
    stderr: { ...machine.stderr, isTerminal: false, columns: undefined, write: (text) => void said.push(text) },
    writeFile: (path, text) => {
      if (path === kept) json = text;
      else machine.writeFile(path, text);
    },
  });
  const report = json === undefined ? undefined : (JSON.parse(json) as AuditReport);
  if (code === 0 || code === 1) machine.stderr.write(guarded(said.join(''), machine));
  else complain(machine, said.length > 0 ? said : [report === undefined ? `sealwright: ${exitMeaning(code)}` : whyNotDecided(report, code)]);
  output(machine, 'findings', report === undefined ? '' : String(failingIn(report, { severity: 'info', audience: 'everyone' }).length));
  output(machine, 'sarif-file', report === undefined ? '' : (sarifFile ?? ''));
  return code;
}

/** A text of which the runner takes no line for a command of the workflow. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function guarded(text: string, machine: RunnerMachine): string {
  if (text === '') return '';
  const token = machine.unique();
  return `::stop-commands::${token}\n${text}${text.endsWith('\n') ? '' : '\n'}::${token}::\n`;
}

/** Why a report that was made decides nothing. */
function whyNotDecided({ repository, unread }: AuditReport, code: number): string {
  const [first, ...others] = [...(repository.unreadWorkflows ?? []), ...unread.map((one) => one.path)];
  const reason = unread.find((one) => one.path === first)?.reason;
  const more = new Set(others.filter((one) => one !== first)).size;
  const named = first === undefined ? '' : `: ${first}${reason === undefined ? '' : ` (${reason})`}${more === 0 ? '' : ` and ${more} more`}`;
  return printable(`sealwright: ${exitMeaning(code)}${named}`);
}

/** What went wrong, as one annotation: a log is read less. */
export function complain(machine: RunnerMachine, said: readonly string[]): void {
  const text = said.join('').trimEnd().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  machine.stdout.write(`::error title=sealwright::${text}\n`);
}

/** Sets an output of the step, between two lines that its value cannot hold. */
export function output(machine: RunnerMachine, name: string, value: string): void {
  const file = machine.env('GITHUB_OUTPUT');
  if (file === undefined || file === '') return;
  const end = machine.unique();
  machine.appendFile(file, `${name}<<${end}\n${value}\n${end}\n`);
}

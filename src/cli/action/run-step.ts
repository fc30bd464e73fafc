import { SealwrightError, type Commands } from '../../base/index.ts';
import { commands } from '../commands/index.ts';
import { renderFailure } from '../failure.ts';
import { run } from '../run.ts';
import { complain, guarded, output, type RunnerMachine } from './run-action.ts';
import { stepInputs, stepOutputs, stepWords, type StepInput, type StepName } from './steps.ts';

/** Runs a command as a step of a workflow, with the inputs of the step. Returns the exit code. */
export async function runStep(name: StepName, machine: RunnerMachine): Promise<number> {
  const entry = commands.find((one) => one.name === name);
  if (entry === undefined) throw new Error(`there is no command ${name}`);
  const input = (key: string): string => machine.env(`INPUT_${key.toUpperCase()}`) ?? '';
  const { spec } = await entry.load();
  const given = stepWords(name, spec, input);
  if (given.kind === 'usage') {
    complain(machine, [renderFailure(new SealwrightError('USAGE', { message: given.message, hint: given.hint }))]);
    return 2;
  }
  const [printed, said]: [string[], string[]] = [[], []];
  const token = input('token').trim();
  const code = await run(withLists(given, machine), {
    ...machine,
    env: (key) => (token !== '' && (key === 'GH_TOKEN' || key === 'GITHUB_TOKEN') ? token : machine.env(key)),
    openCommands: async () => asInStep(await machine.openCommands(), stepInputs(name, spec)),
    stdout: { ...machine.stdout, isTerminal: false, columns: undefined, write: (text) => void printed.push(text) },
    stderr: { ...machine.stderr, isTerminal: false, columns: undefined, write: (text) => void said.push(text) },
  });
  machine.stdout.write(guarded(printed.join(''), machine));
  if (code === 0) machine.stderr.write(guarded(said.join(''), machine));
  else complain(machine, code === 1 && name === 'verify' ? ['sealwright: not verified; the log says why\n', ...said] : said);
  for (const [key, value] of Object.entries(outputsOf(name, code, { printed: printed.join(''), input }))) output(machine, key, value);
  return code;
}

/** What a runner gives to actions and not to scripts: a program that was downloaded has no use for it. Source: actions/runner `NodeScriptActionHandler.cs`. */
const ofActions = ['ACTIONS_RUNTIME_URL', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_URL', 'ACTIONS_CACHE_SERVICE_V2', 'ACTIONS_RESULTS_URL'];

/** Commands with the environment that a script of the job would have: without inputs, of which one is a token, and without what belongs to actions. */
function asInStep(plain: Commands, inputs: readonly StepInput[]): Commands {
  const taken = [...inputs.map((one) => `INPUT_${one.name.toUpperCase()}`), ...ofActions].map((key) => [key, undefined]);
  const environment: Readonly<Record<string, undefined>> = Object.fromEntries(taken);
  return { run: async (program, words, more) => await plain.run(program, words, { ...more, environment: { ...environment, ...more.environment } }) };
}

/** Lists that a step gave as text, as files that the command reads. */
function withLists(
  { argv, lists }: { readonly argv: readonly string[]; readonly lists: ReadonlyMap<string, string> },
  machine: RunnerMachine,
): readonly string[] {
  if (lists.size === 0) return argv;
  const folder = machine.env('RUNNER_TEMP') ?? '';
  const paths = new Map([...lists].map(([at, text]) => [at, writeList(text, folder, machine)] as const));
  return argv.map((word) => {
    const at = word.slice(word.indexOf('=') + 1);
    const path = paths.get(at);
    return path === undefined || !word.startsWith('--base64-subjects=') ? word : `--base64-subjects=${path}`;
  });
}

function writeList(text: string, folder: string, machine: RunnerMachine): string {
  const path = machine.joinPath(folder === '' ? '.' : folder, `${machine.unique()}.base64`);
  machine.writeFile(path, text);
  return path;
}

/** What the outputs of the step are; empty where it failed. */
function outputsOf(
  name: StepName,
  code: number,
  { printed, input }: { readonly printed: string; readonly input: (name: string) => string },
): Readonly<Record<string, string>> {
  if (name === 'verify') return { verified: String(code === 0) };
  if (name === 'sbom') return { sbom: code === 0 ? ([input('output-folder'), input('output')].map((one) => one.trim()).find((one) => one !== '') ?? '') : '' };
  if (code !== 0 || name === 'gate') return Object.fromEntries(Object.keys(stepOutputs(name)).map((key) => [key, '']));
  const told = JSON.parse(printed) as Told;
  const places = [...(told.signed ?? []), ...(told.subjects ?? []), ...(told.attested ?? [])];
  const written = [told.bundle, ...places.flatMap((one) => [one.bundle, one.attestation])].filter((one) => one !== undefined);
  return { bundles: written.join('\n'), attached: [...new Set(places.flatMap((one) => one.attached ?? []))].join('\n') };
}

/** What the commands that sign print as JSON, as far as it is handed on. */
interface Told {
  readonly bundle?: string;
  readonly signed?: readonly Place[];
  readonly subjects?: readonly Place[];
  readonly attested?: readonly Place[];
}

interface Place {
  readonly bundle?: string;
  readonly attestation?: string;
  readonly attached?: readonly string[];
}

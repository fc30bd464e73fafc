import { SealwrightError, version } from '../base/index.ts';
import type { UsageError } from './argv.ts';
import { commands, machineCommands } from './commands/index.ts';
import { exitCode, type Outcome } from './exit.ts';
import { renderFailure, renderFault } from './failure.ts';
import { renderHelp, renderOverview } from './help.ts';
import type { Machine } from './machine.ts';
import { nearest } from './nearest.ts';

/** Runs one command line to its end and returns the exit code. Whatever happens is on the streams; nothing is thrown. */
export async function run(argv: readonly string[], machine: Machine): Promise<number> {
  try {
    return exitCode(await outcomeOf(argv, machine));
  } catch (error) {
    if (error instanceof SealwrightError && error.code !== 'INTERNAL') {
      machine.stderr.write(renderFailure(error));
      return exitCode({ kind: 'failed', code: error.code });
    }
    machine.stderr.write(renderFault(error, { stack: (machine.env('SEALWRIGHT_DEBUG') ?? '') !== '' }));
    return exitCode({ kind: 'fault' });
  }
}

async function outcomeOf(argv: readonly string[], machine: Machine): Promise<Outcome> {
  const [first, ...rest] = argv;
  if (first === undefined) {
    machine.stderr.write(renderOverview(commands));
    return { kind: 'usage' };
  }
  if (first === '--version' || first === '-V') return show(machine, `${version}\n`);
  if (first === '--help' || first === '-h') return show(machine, renderOverview(commands));
  if (first === 'help') return help(rest[0], machine);
  const entry = [...commands, ...machineCommands].find((one) => one.name === first);
  if (entry === undefined) return fail(machine, unknownCommand(first));
  const end = rest.indexOf('--');
  const before = end === -1 ? rest : rest.slice(0, end);
  if (before.includes('--help') || before.includes('-h')) return help(first, machine);
  const command = await entry.load();
  const prepared = command.prepare(rest);
  return prepared.kind === 'usage' ? fail(machine, prepared) : prepared.run(machine);
}

async function help(name: string | undefined, machine: Machine): Promise<Outcome> {
  if (name === undefined) return show(machine, renderOverview(commands));
  if (/^docs(?:\/|$)/.test(name)) {
    const { pageText } = await import('./help-page.ts');
    const text = pageText(name, await machine.openPages());
    return typeof text === 'string' ? show(machine, text) : fail(machine, text);
  }
  const entry = [...commands, ...machineCommands].find((one) => one.name === name);
  if (entry === undefined) return fail(machine, unknownCommand(name));
  return show(machine, renderHelp((await entry.load()).spec));
}

function show(machine: Machine, text: string): Outcome {
  machine.stdout.write(text);
  return { kind: 'shown' };
}

function fail(machine: Machine, error: UsageError): Outcome {
  machine.stderr.write(renderFailure(new SealwrightError('USAGE', { message: error.message, hint: error.hint })));
  return { kind: 'usage' };
}

function unknownCommand(word: string): UsageError {
  if (word.startsWith('-')) return { kind: 'usage', message: `no option ${JSON.stringify(word.slice(0, 60))} before a command`, hint: 'sealwright help' };
  const [near] = nearest(
    word,
    commands.map((one) => one.name),
    1,
  );
  const folder = /[./\\]/.test(word) ? 'sealwright audit DIR' : 'sealwright help';
  return { kind: 'usage', message: `there is no command ${JSON.stringify(word.slice(0, 60))}`, hint: near === undefined ? folder : `sealwright ${near}` };
}

import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { nodeMachine } from '../node-machine.ts';
import { runAction, type RunnerMachine } from './run-action.ts';
import { runStep } from './run-step.ts';
import { stepNames } from './steps.ts';

/** Runs the process as a step of a workflow: the audit, or the command that the script is named after. */
async function main(): Promise<void> {
  const machine: RunnerMachine = {
    ...nodeMachine,
    appendFile: (path, text) => appendFileSync(path, text),
    unique: () => `sealwright_${randomUUID()}`,
  };
  const script = basename(process.argv[1] ?? '', '.cjs');
  const name = stepNames.find((one) => one === script);
  const code = name === undefined ? await runAction(machine) : await runStep(name, machine);
  process.exitCode ??= code;
}

void main();

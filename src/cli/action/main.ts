import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { nodeMachine } from '../node-machine.ts';
import { runAction } from './run-action.ts';

/** Runs the process as a step of a workflow. */
async function main(): Promise<void> {
  const code = await runAction({
    ...nodeMachine,
    appendFile: (path, text) => appendFileSync(path, text),
    unique: () => `sealwright_${randomUUID()}`,
  });
  process.exitCode ??= code;
}

void main();

import { randomBytes } from 'node:crypto';
import type { LabPorts } from '../lab/ports.ts';
import { openLabFolder } from './lab-folder.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The ports of the machine that a lab uses. */
export const labPorts: LabPorts = {
  clock: { now: () => Date.now() },
  newSeed: () => randomBytes(32).toString('hex'),
  openFolder: openLabFolder,
  listen: () => ({
    stopped: new Promise<void>((resolve) => {
      for (const signal of signals) process.on(signal, () => resolve());
    }),
  }),
};

import type { Network } from '../../base/index.ts';
import type { VerifyPorts } from '../machine.ts';
import { disk } from './disk.ts';
import { scratch } from './scratch.ts';

let network: Network | undefined;

/** The ports of the machine that verifying uses. What most runs never need is loaded when it is used. */
export const verifyPorts: VerifyPorts = {
  disk,
  network: {
    request: async (request) => {
      network ??= (await import('./network.ts')).openNetwork({ proxy: process.env });
      return await network.request(request);
    },
  },
  programs: { run: async (program, words, more) => (await import('./programs.ts')).programs.run(program, words, more) },
  scratch,
  timer: { wait: async (ms) => (await import('./timer.ts')).timer.wait(ms) },
  clock: { now: () => Date.now() },
  openThreads: async () => (await import('./threads.ts')).threads,
};

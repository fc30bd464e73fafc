import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Thread, Threads } from '../machine.ts';
import { threadFile } from './thread-file.ts';

/** The threads of the machine that verifying spreads its work over. */
export const threads: Threads | undefined = threadFile === undefined ? undefined : threadsOf(threadFile);

function threadsOf(file: URL | string): Threads {
  return { cores: availableParallelism(), start: (setup) => start(file, setup) };
}

function start(file: URL | string, setup: unknown): Thread {
  const worker = new Worker(file, { workerData: setup });
  let waiting: ((reply: Awaited<ReturnType<Thread['ask']>>) => void) | undefined;
  let isGone = false;
  const reply = (one: Awaited<ReturnType<Thread['ask']>>): void => {
    waiting?.(one);
    waiting = undefined;
  };
  const lose = (): void => {
    isGone = true;
    reply({ kind: 'failed' });
  };
  worker.on('message', reply).on('error', lose).on('exit', lose).on('messageerror', lose);
  return {
    ask: async (question) =>
      await new Promise((answered) => {
        if (isGone) return answered({ kind: 'failed' });
        waiting = answered;
        worker.postMessage(question);
      }),
    end: () => void worker.terminate(),
  };
}

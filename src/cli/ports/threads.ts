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
  type Reply = Awaited<ReturnType<Thread['ask']>>;
  // The first that asked is the first that is answered.
  const waiting: ((reply: Reply) => void)[] = [];
  let isGone = false;
  const reply = (one: Reply): void => waiting.shift()?.(one);
  const lose = (): void => {
    isGone = true;
    while (waiting.length > 0) reply({ kind: 'failed' });
  };
  worker.on('message', reply).on('error', lose).on('exit', lose).on('messageerror', lose);
  return {
    ask: async (question) =>
      await new Promise((answered) => {
        if (isGone) return answered({ kind: 'failed' });
        waiting.push(answered);
        worker.postMessage(question);
      }),
    end: () => void worker.terminate(),
  };
}

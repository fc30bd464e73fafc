// What a thread of the command line runs: it judges files for the process that started it.
import { parentPort, workerData } from 'node:worker_threads';
import { fileJudge } from './verify/late.ts';

const judging = fileJudge(workerData);

parentPort?.on('message', (question: unknown) => void answer(question));

async function answer(question: unknown): Promise<void> {
  try {
    const judge = await judging;
    parentPort?.postMessage({ kind: 'answered', answer: judge(question) });
  } catch {
    // The process tries it itself, and meets the same error where it can be told.
    parentPort?.postMessage({ kind: 'failed' });
  }
}

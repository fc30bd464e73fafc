import type { Timer } from '../../base/index.ts';

/** Waiting by the machine's own clock. */
export const timer: Timer = {
  wait: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
};

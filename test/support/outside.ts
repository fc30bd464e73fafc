import type { Clock, Timer } from '../../src/base/index.ts';
import { openNetwork } from '../../src/cli/ports/network.ts';

/** The real network, and a time that passes only by waiting. */
export function outside(): {
  readonly network: ReturnType<typeof openNetwork>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly waited: readonly number[];
} {
  const waited: number[] = [];
  let now = Date.UTC(2026, 0, 2, 3, 4, 5);
  return {
    network: openNetwork(),
    clock: { now: () => now },
    timer: {
      wait: (ms) => {
        waited.push(ms);
        now += ms;
        return Promise.resolve();
      },
    },
    waited,
  };
}

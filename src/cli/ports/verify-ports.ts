import type { VerifyPorts } from '../machine.ts';
import { disk } from './disk.ts';
import { openNetwork } from './network.ts';
import { programs } from './programs.ts';
import { timer } from './timer.ts';

/** The ports of the machine that verifying uses; loaded by `verify` alone. */
export const verifyPorts: VerifyPorts = { disk, network: openNetwork(), programs, timer, clock: { now: () => Date.now() } };

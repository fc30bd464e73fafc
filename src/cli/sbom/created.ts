import { SealwrightError, type Clock } from '../../base/index.ts';
import type { Machine } from '../machine.ts';

/** The last second of the year 9999. */
const latest = 253_402_300_799;

/**
 * When a document is made, in seconds since 1970: SOURCE_DATE_EPOCH where it is set, so that the same input gives the same
 * bytes. Throws USAGE for one that is no number of seconds. Source: reproducible-builds.org, SOURCE_DATE_EPOCH 1.0.
 */
export function createdAt(machine: Pick<Machine, 'env'>, clock: Clock): number {
  const epoch = machine.env('SOURCE_DATE_EPOCH');
  if (epoch === undefined || epoch === '') return Math.floor(clock.now() / 1000);
  const seconds = /^\d{1,12}$/.test(epoch) ? Number(epoch) : Number.NaN;
  if (seconds <= latest) return seconds;
  throw new SealwrightError('USAGE', {
    message: 'SOURCE_DATE_EPOCH is no number of seconds since 1970',
    hint: 'SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)',
  });
}

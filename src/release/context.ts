import { createHash } from 'node:crypto';
import { SealwrightError } from '../base/index.ts';
import type { Facts, Journal } from './journal.ts';
import type { Plan, PlannedImage } from './model.ts';
import { imageKey } from './names.ts';
import type { ReleasePorts } from './ports.ts';

/** What every step is given. */
export interface Context {
  readonly plan: Plan;
  readonly journal: Journal;
  readonly ports: ReleasePorts;
}

/** What a step before this one left. A step that was not done is a fault of ours. */
export function factsOf({ journal }: Context, step: string): Facts {
  const facts = journal.done(step);
  if (facts === undefined) throw new Error(`the step ${JSON.stringify(step)} was not done`);
  return facts;
}

/** The digest of a kept file, as the step that made it wrote it down. */
export function digestOf(context: Context, step: string, name: string): string {
  const digest = factsOf(context, step).outputs?.[name];
  if (digest === undefined) throw new Error(`the step ${JSON.stringify(step)} left no ${JSON.stringify(name)}`);
  return digest;
}

/** The frozen digest of a file that is published. */
export function frozenDigest(context: Context, name: string): string {
  return digestOf(context, 'freeze', name);
}

/** The digest that the step which made a file wrote down, of what was built and of what was made for it. */
export function publishedDigest(context: Context, name: string): string {
  const { plan, journal } = context;
  if (plan.files.some((one) => one.name === name)) return frozenDigest(context, name);
  const step = plan.steps.find(({ id }) => journal.done(id)?.outputs?.[name] !== undefined);
  if (step === undefined) throw new Error(`no step made ${JSON.stringify(name)}`);
  return digestOf(context, step.id, name);
}

/** SHA-256 in hexadecimal. */
export function hashOf(pieces: Iterable<Uint8Array>): string {
  const hashing = createHash('sha256');
  for (const piece of pieces) hashing.update(piece);
  return hashing.digest('hex');
}

/** An image that was pushed. */
export interface PushedImage {
  readonly image: PlannedImage;
  /** Its top first. */
  readonly digests: readonly [string, ...string[]];
  /** Of the images among them, which hold files. */
  readonly images: readonly string[];
}

export function frozenImage(context: Context, image: number): PushedImage {
  const planned = context.plan.images[image];
  const { digests = [], images = [] } = planned === undefined ? {} : factsOf(context, `push ${imageKey(planned)}`);
  const [top, ...platforms] = digests;
  if (planned === undefined || top === undefined) throw new Error(`there is no image ${image}`);
  return { image: planned, digests: [top, ...platforms], images };
}

export function changed(message: string, hint: string): SealwrightError {
  return new SealwrightError('RELEASE_CHANGED', { message, hint });
}

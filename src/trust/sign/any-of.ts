import { SealwrightError } from '../../base/index.ts';
import type { Caller } from '../calling/index.ts';
import type { Service } from './signing-config.ts';

/** A service that failed, and the one that was asked in its place. */
export interface PassedOver {
  /** What the failed one did, with its host. */
  readonly why: string;
  /** The host of the next one. */
  readonly next: string;
}

/**
 * Asks services of which any one will do (the selector ANY), one after the other, until one has answered. One that failed is
 * asked last from then on. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`, ServiceSelector: which one is the
 * client's to decide.
 */
export class AnyOf {
  readonly #failed = new Set<Service['url']>();
  readonly #onPassedOver: (passed: PassedOver) => void;

  constructor(onPassedOver: (passed: PassedOver) => void) {
    this.#onPassedOver = onPassedOver;
  }

  /** Each gets an equal share of the time that is left. Throws SIGNING_SERVICE_FAILED where none answers, with what each of them did. */
  async ask<T>(services: readonly Service[], caller: Caller, call: (service: Service, caller: Caller) => Promise<T>): Promise<T> {
    const waiting = services.toSorted((a, b) => Number(this.#failed.has(a.url)) - Number(this.#failed.has(b.url)));
    const faults: SealwrightError[] = [];
    for (const [at, service] of waiting.entries()) {
      const next = waiting[at + 1];
      try {
        return await call(service, next === undefined ? caller : caller.share(waiting.length - at));
      } catch (error) {
        if (!(error instanceof SealwrightError) || error.code !== 'SIGNING_SERVICE_FAILED') throw error;
        faults.push(error);
        const isNew = !this.#failed.has(service.url);
        this.#failed.add(service.url);
        if (next !== undefined && isNew) this.#onPassedOver({ why: error.details.message, next: new URL(next.url).host });
      }
    }
    const [fault, ...others] = faults.toReversed();
    if (fault === undefined) throw new Error('nobody was to be asked');
    if (others.length === 0) throw fault;
    throw new SealwrightError(fault.code, { ...fault.details, message: faults.map(({ details }) => details.message).join('; ') });
  }
}

import { reason, type Reason, type ReasonCode } from '../reason/index.ts';
import type { ProofStep } from './verdict.ts';
import { clause, type ClauseName } from './clause.ts';

/** What one attempt to verify came to so far: every reason against it, and every check that held. */
export class Trial {
  readonly #reasons: Reason[] = [];
  readonly #proof: ProofStep[] = [];

  get reasons(): readonly Reason[] {
    return this.#reasons;
  }

  get proof(): readonly ProofStep[] {
    return this.#proof;
  }

  refuse(code: ReasonCode, message: string, by: ClauseName, hint?: string): undefined {
    this.#reasons.push(reason(code, message, hint === undefined ? { clause: clause[by] } : { clause: clause[by], hint }));
  }

  /** Takes over a refusal that reading gave. */
  take(refusal: Reason, by?: ClauseName): undefined {
    this.#reasons.push(by === undefined ? refusal : { ...refusal, clause: clause[by] });
  }

  prove(what: string, by: ClauseName): void {
    this.#proof.push({ what, clause: clause[by] });
  }
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

import type { Span } from '../base/index.ts';
import type { Assumptions } from './assumptions.ts';
import { allKeys, keyOfSide, negateKey, otherSide, showSide, type Condition, type Side } from './condition.ts';
import type { Softness } from './host.ts';

export type FrameKind = 'process' | 'function' | 'loop' | 'iteration';

/** Something that `exit`, `return`, `break` or `continue` leaves; conditions on its remainder are kept here. */
interface Frame {
  readonly kind: FrameKind;
  readonly mark: number;
  readonly assumptions: number;
  readonly extra: Softness[];
}

/** A frame keeps this many conditions apart; further ones are one. */
const maxExtra = 24;

/** Where in the script the interpreter is: inside what, and what softens a command there. */
export class Place {
  /** Loops without an end of their own, innermost last, and how many ways there are to leave each. */
  readonly endless: { readonly ways: number }[] = [];
  readonly #assumptions: Assumptions;
  readonly #entered: Softness[] = [];
  readonly #frames: Frame[] = [];
  #softness: readonly Softness[] | undefined;

  constructor(assumptions: Assumptions) {
    this.#assumptions = assumptions;
  }

  /** Everything that softens a command here, outermost first. */
  get softness(): readonly Softness[] {
    this.#softness ??= [...this.#frames.flatMap((frame) => frame.extra), ...this.#entered];
    return this.#softness;
  }

  /** Runs something that is softened. */
  soften<T>(softness: Softness, run: () => T): T {
    this.#entered.push(softness);
    this.#softness = undefined;
    try {
      return run();
    } finally {
      this.#entered.pop();
      this.#softness = undefined;
    }
  }

  /** Says that a failure of the rest of the process is not one of the process. */
  swallow(softness: Softness & { readonly kind: 'swallowed' }): void {
    this.#process?.extra.push(softness);
    this.#softness = undefined;
  }

  /** Ends what `swallow` began under this name. */
  unswallow(how: string): void {
    const extra = this.#process?.extra;
    const at = extra?.findIndex((s) => s.kind === 'swallowed' && s.how === how) ?? -1;
    if (at !== -1) extra!.splice(at, 1);
    this.#softness = undefined;
  }

  get #process(): Frame | undefined {
    return this.#frames.findLast((frame) => frame.kind === 'process') ?? this.#frames[0];
  }

  /** True where leaving the innermost loop is what a command's success does, and nothing else: it is tried until it succeeds. */
  get retries(): boolean {
    const innermost = this.#frames.findLast((frame) => frame.kind !== 'iteration');
    return innermost?.kind === 'loop' && this.endless.at(-1)?.ways === 1;
  }

  /** Runs something that can be left as a whole; what was assumed and left inside ends with it. */
  frame<T>(kind: FrameKind, run: () => T): T {
    this.#frames.push({ kind, mark: this.#entered.length, assumptions: this.#assumptions.mark(), extra: [] });
    try {
      return run();
    } finally {
      const frame = this.#frames.pop()!;
      this.#assumptions.forget(frame.assumptions);
      this.#softness = undefined;
    }
  }

  /**
   * Says that the rest of a frame runs only when the condition does not go this way: that side has left it. What is already
   * conditional inside the frame is part of what has to hold for the frame to be left.
   */
  leave(kind: FrameKind, left: { readonly condition: Condition; readonly side: Side; readonly span: Span; readonly varies?: true }): void {
    const frame = this.#frames.findLast((f) => f.kind === kind) ?? this.#frames[0];
    if (frame === undefined) return;
    const { condition, side, span } = left;
    const around = this.#entered.slice(frame.mark).flatMap((s) => (s.kind === 'conditional' ? [s.key] : []));
    const key = negateKey(allKeys([...around, keyOfSide(condition, side)]));
    const how = showSide(condition, otherSide(side));
    const varies =
      left.varies === true || this.#entered.slice(frame.mark).some((s) => s.kind === 'conditional' && s.varies === true) ? ({ varies: true } as const) : {};
    const last = frame.extra.at(-1);
    if (frame.extra.length >= maxExtra && last?.kind === 'conditional') {
      frame.extra[frame.extra.length - 1] = {
        kind: 'conditional',
        key: allKeys([last.key, key]),
        how: 'several conditions',
        span,
        ...(last.varies === true ? { varies: true } : varies),
      };
    } else frame.extra.push({ kind: 'conditional', key, how, span, ...varies });
    this.#softness = undefined;
  }

  /** True when something conditional was entered since the innermost frame of this kind began. */
  conditionalWithin(kind: FrameKind): boolean {
    const frame = this.#frames.findLast((f) => f.kind === kind);
    return frame !== undefined && this.#entered.slice(frame.mark).some((s) => s.kind === 'conditional');
  }
}

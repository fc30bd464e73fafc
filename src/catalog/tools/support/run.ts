import type { Span, Tri } from '../../../base/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Effect } from '../../effect.ts';
import type { IdleEntry, MadeList, ToolDoubt, ToolEffect, ToolInput, ToolResult } from '../../tool.ts';
import type { ConfigFile } from './config.ts';

/** Whether something happens: decided, or open under a condition whose key equal conditions share. */
export type Holds = { readonly truth: true | false } | { readonly truth: 'unknown'; readonly key: string };

export const always: Holds = { truth: true };
export const never: Holds = { truth: false };

export function when(truth: Tri, key: string): Holds {
  return truth === 'unknown' ? { truth, key } : truth ? always : never;
}

export function both(a: Holds, b: Holds): Holds {
  if (a.truth === 'unknown' && b.truth === 'unknown') return a.key === b.key ? a : { truth: 'unknown', key: `(${a.key}) and (${b.key})` };
  if (a.truth === 'unknown') return b.truth === true ? a : b;
  if (b.truth === 'unknown') return a.truth === true ? b : a;
  return a.truth ? b : a;
}

export function not(a: Holds): Holds {
  return a.truth === 'unknown' ? { truth: 'unknown', key: `not (${a.key})` } : a.truth ? never : always;
}

const maxDoubts = 50;

/** Effects past this number are not listed: a hostile configuration can ask for any number of them. */
const maxEffects = 4_000;

/** What a reader has found so far, in the order in which the tool does it. */
export class Run {
  readonly input: ToolInput;
  readonly #effects: ToolEffect[] = [];
  readonly #doubts: ToolDoubt[] = [];
  readonly #idle: IdleEntry[] = [];
  readonly #outputs = new Map<string, Text>();
  #made: MadeList | undefined;

  constructor(input: ToolInput) {
    this.input = input;
  }

  /** Adds an effect unless its condition is known to fail. */
  add(effect: Effect, at: Span, holds: Holds = always): void {
    if (holds.truth === false) return;
    if (this.#effects.length === maxEffects) this.bound(at, `more than ${maxEffects} effects: the rest was left out`);
    if (this.#effects.length >= maxEffects) return;
    this.#effects.push(holds.truth === 'unknown' ? { effect, at, holds: 'unknown', condition: holds.key } : { effect, at, holds: true });
  }

  doubt(at: Span, reason: string): void {
    if (this.#doubts.length < maxDoubts && !this.#doubts.some((d) => d.reason === reason && d.at.file === at.file && d.at.start === at.start))
      this.#doubts.push({ at, reason });
  }

  /** Says that a bound left something out: what the rest would do is not known. */
  bound(at: Span, reason: string): void {
    if (!this.#doubts.some((d) => d.bound === true && d.reason === reason && d.at.file === at.file && d.at.start === at.start))
      this.#doubts.push({ at, reason, bound: true });
  }

  /** Says that something unread may sign, describe or publish here: what nothing else shows is then unknown, not absent. */
  unclear(at: Span, why: string): void {
    this.doubt(at, why);
    this.add({ kind: 'opaque', why, mayPublish: true }, at);
  }

  /** Takes over what a file's parser did not understand. */
  problems(config: ConfigFile | undefined): void {
    for (const problem of config?.problems ?? []) this.doubt(problem.span, problem.reason);
    for (const list of (config?.cut ?? []).slice(0, maxDoubts)) this.bound(list.span, list.reason);
  }

  /** Notes an entry that asks for evidence and gives none. */
  idle(entry: IdleEntry): void {
    if (this.#idle.length < maxDoubts) this.#idle.push(entry);
  }

  output(name: string, value: Text): void {
    this.#outputs.set(name, value);
  }

  made(list: MadeList): void {
    this.#made = list;
  }

  result(config: string | undefined): ToolResult {
    return {
      config,
      effects: this.#effects,
      outputs: this.#outputs,
      doubts: this.#doubts,
      ...(this.#idle.length === 0 ? {} : { idle: this.#idle }),
      ...(this.#made === undefined ? {} : { artifactsJson: this.#made }),
    };
  }
}

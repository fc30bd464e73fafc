import type { Tri } from '../base/index.ts';
import { keyOf, type Datum } from '../values/index.ts';

/** What a leg of a job asked of what is around it: of the event, its caller, other jobs. */
export type Asked =
  | { readonly kind: 'context'; readonly path: readonly string[]; /** For an `if:`. */ readonly asking?: boolean }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'permission'; readonly scope: string; readonly level: 'read' | 'write' }
  | { readonly kind: 'event' }
  /** More of the event than a value: no other event gives the same. */
  | { readonly kind: 'scenario' };

export type Answer = Datum | Tri | string | undefined;

/** The questions that a leg of a job asked, each once, with what it was told. */
export class Reads {
  readonly #asked = new Map<string, { readonly asked: Asked; readonly answer: Answer }>();
  /** Whether it looked at what other jobs and runs made, which no question tells: then the questions are of no use. */
  sharedState = false;

  note(asked: Asked, answer: Answer): void {
    if (this.sharedState) return;
    const name = nameOf(asked);
    if (!this.#asked.has(name)) this.#asked.set(name, { asked, answer });
  }

  /** Whether all questions are answered the same by somebody else. */
  same(answer: (asked: Asked) => Answer): boolean {
    for (const one of this.#asked.values()) if (!sameAnswer(one.answer, answer(one.asked))) return false;
    return true;
  }
}

function sameAnswer(one: Answer, other: Answer): boolean {
  return one === other || (one !== undefined && other !== undefined && keyOfAnswer(one) === keyOfAnswer(other));
}

function nameOf(asked: Asked): string {
  switch (asked.kind) {
    case 'context':
      return `context ${asked.asking === true} ${asked.path.join('\0')}`;
    case 'variable':
      return `variable ${asked.name}`;
    case 'permission':
      return `permission ${asked.scope} ${asked.level}`;
    default:
      return asked.kind;
  }
}

function keyOfAnswer(answer: Exclude<Answer, undefined>): string {
  return typeof answer === 'object' ? keyOfDatum(answer) : `${typeof answer} ${answer}`;
}

/** A key that equal values share. */
export function keyOfDatum(datum: Datum): string {
  switch (datum.kind) {
    case 'text':
      return `text ${shapedKey(datum)}`;
    case 'bool':
      return `bool ${datum.value} ${datum.key ?? ''}`;
    case 'number':
      return `number ${datum.value}`;
    case 'null':
      return 'null';
    case 'list':
      return `list ${datum.open === true} ${JSON.stringify(datum.items.map(keyOfDatum))}`;
    case 'map':
      return `map ${datum.open === true} ${JSON.stringify([...datum.entries].map(([name, value]) => [name, keyOfDatum(value)]))}`;
  }
}

/** What an unknown must look like is no part of its name, and scripts ask for it. */
function shapedKey(datum: Datum & { readonly kind: 'text' }): string {
  const shapes = datum.text.map((piece) => (piece.kind === 'lit' || piece.kind === 'wild' ? '' : JSON.stringify(piece)));
  return shapes.some((shape) => shape !== '') ? JSON.stringify([keyOf(datum.text), shapes]) : keyOf(datum.text);
}

import { showSpan, wholeFile, type Span } from '../base/index.ts';
import type { Node } from '../workflow/index.ts';

/** A step into YAML: a key or a position. */
export type Step = string | number;

/** A YAML document as plain data, with the place of each key and value kept for messages. */
export class PlainYaml {
  readonly value: unknown;
  readonly #path: string;
  readonly #node: Node | undefined;

  constructor(path: string, node: Node | undefined) {
    this.#path = path;
    this.#node = node;
    this.value = node === undefined ? undefined : plain(node);
  }

  /** Returns `file:line` of the value at `steps`, or of the nearest thing around it that is there. */
  placeOf(steps: readonly Step[]): string {
    return this.#show(this.#find(steps).span);
  }

  /** Returns the span of the value at `steps`, which is there. */
  spanOf(steps: readonly Step[]): Span {
    return this.#find(steps).span ?? wholeFile(this.#path);
  }

  /** Returns `file:line` of the key `key` in the map at `steps`. */
  placeOfKey(steps: readonly Step[], key: string): string {
    const { node, span } = this.#find(steps);
    const found = node?.kind === 'map' ? node.entries.find((one) => one.key.value === key) : undefined;
    return this.#show(found?.key.span ?? span);
  }

  /** Returns the value at `steps`, or undefined. */
  valueAt(steps: readonly Step[]): unknown {
    const { node, left } = this.#find(steps);
    return node === undefined || left > 0 ? undefined : plain(node);
  }

  #find(steps: readonly Step[]): { readonly node: Node | undefined; readonly span: Span | undefined; readonly left: number } {
    let node = this.#node;
    let span = node?.span;
    for (const [i, step] of steps.entries()) {
      const next = childOf(node, step);
      if (next === undefined) return { node, span, left: steps.length - i };
      node = next.value;
      span = next.span;
    }
    return { node, span, left: 0 };
  }

  #show(span: Span | undefined): string {
    return span === undefined ? `${this.#path}:1` : showSpan(span);
  }
}

function childOf(node: Node | undefined, step: Step): { readonly value: Node; readonly span: Span } | undefined {
  if (node?.kind === 'map') {
    const found = node.entries.find((one) => one.key.value === step);
    return found === undefined ? undefined : { value: found.value, span: found.value.kind === 'scalar' ? found.value.span : found.key.span };
  }
  const item = node?.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
  return item === undefined ? undefined : { value: item, span: item.span };
}

function plain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      switch (node.scalar.type) {
        case 'string':
          return node.scalar.value;
        case 'boolean':
          return node.scalar.value.toLowerCase() === 'true';
        case 'number':
          return Number(node.scalar.value);
        case 'null':
          return null;
        default: {
          const never: never = node.scalar.type;
          return never;
        }
      }
    case 'list':
      return node.items.map(plain);
    case 'map': {
      // Without a prototype, so that a key named `__proto__` is a key like any other, and unknown.
      const out = Object.create(null) as Record<string, unknown>;
      for (const one of node.entries) out[one.key.value] = plain(one.value);
      return out;
    }
    default: {
      const never: never = node;
      return never;
    }
  }
}

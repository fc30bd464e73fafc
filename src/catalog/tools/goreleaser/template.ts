import { alternatives, concatAll, emptyText, hole, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import { callFunction } from './functions.ts';
import { parseTemplate } from './template-parse.ts';
import type { Operand, Part, Pipe } from './template-parse.ts';
import { print, textValue, truthOf } from './value.ts';
import type { Value } from './value.ts';

/** The fields of a template's dot, and the environment that its functions read. */
export interface TemplateScope {
  readonly field: (name: string) => Value | undefined;
  readonly env: (name: string) => Text | undefined;
}

/**
 * Evaluates a Go template as far as it is known. The same template over the same fields gives the same text: what is
 * not known becomes an unknown named by the field or by the template itself, a condition that is open gives both of
 * its branches under one key.
 */
export function renderTemplate(source: string, scope: TemplateScope): Text {
  if (!source.includes('{{')) return lit(source);
  const parts = parseTemplate(source);
  if (parts === undefined) return hole(`template(${source.slice(0, 200)})`, { label: source.slice(0, 80) });
  return new Evaluation(scope).parts(parts, { dot: { kind: 'nothing' }, variables: new Map() });
}

interface Frame {
  /** `nothing` stands for the root. */
  readonly dot: Value;
  readonly variables: Map<string, Value>;
}

class Evaluation {
  readonly #scope: TemplateScope;

  constructor(scope: TemplateScope) {
    this.#scope = scope;
  }

  parts(parts: readonly Part[], frame: Frame): Text {
    return concatAll(parts.map((part) => this.#part(part, frame)));
  }

  #part(part: Part, frame: Frame): Text {
    switch (part.kind) {
      case 'text':
        return lit(part.text);
      case 'output': {
        const value = this.#pipe(part.pipe, frame);
        return part.pipe.declares === undefined ? print(value) : emptyText;
      }
      case 'opaque':
        return hole(`template(${part.source.slice(0, 200)})`, { label: part.source.slice(0, 80) });
      case 'if':
      case 'with': {
        const value = this.#pipe(part.pipe, frame);
        const inner: Frame = part.kind === 'with' ? { dot: value, variables: frame.variables } : frame;
        const { truth, key } = truthOf(value);
        if (truth === true) return this.parts(part.then, inner);
        if (truth === false) return this.parts(part.otherwise, frame);
        return alternatives(key, [this.parts(part.then, inner), this.parts(part.otherwise, frame)]);
      }
    }
  }

  #pipe(pipe: Pipe, frame: Frame): Value {
    let piped: Value | undefined;
    for (const command of pipe.commands) piped = this.#command(command, piped, frame);
    const value = piped ?? { kind: 'nothing' };
    if (pipe.declares !== undefined) frame.variables.set(pipe.declares, value);
    return value;
  }

  #command(command: readonly Operand[], piped: Value | undefined, frame: Frame): Value {
    const [head, ...rest] = command;
    const args = (): readonly Value[] => [...rest.map((operand) => this.#operand(operand, frame)), ...(piped === undefined ? [] : [piped])];
    if (head?.kind === 'function') return callFunction(head.name, args(), { env: this.#scope.env });
    return head === undefined ? { kind: 'nothing' } : this.#operand(head, frame);
  }

  #operand(operand: Operand, frame: Frame): Value {
    switch (operand.kind) {
      case 'string':
        return textValue(lit(operand.value));
      case 'number':
        return { kind: 'number', value: operand.value };
      case 'bool':
        return { kind: 'bool', truth: operand.value, key: '' };
      case 'nil':
        return { kind: 'nothing' };
      case 'function':
        return callFunction(operand.name, [], { env: this.#scope.env });
      case 'group':
        return this.#walk(this.#pipe(operand.pipe, frame), operand.names, 'group');
      case 'path': {
        if (operand.root === '$' || (operand.root === '' && frame.dot.kind === 'nothing')) return this.#rooted(operand.names);
        const start = operand.root === '' ? frame.dot : (frame.variables.get(operand.root) ?? textValue(hole(`template${operand.root}`)));
        return this.#walk(start, operand.names, operand.root);
      }
    }
  }

  #rooted(names: readonly string[]): Value {
    const [first, ...rest] = names;
    if (first === undefined) return { kind: 'nothing' };
    const start = this.#scope.field(first) ?? textValue(hole(`goreleaser.${first}`, { label: first }));
    return this.#walk(start, rest, first);
  }

  #walk(start: Value, names: readonly string[], label: string): Value {
    let value = start;
    for (const name of names) {
      const inner: Value | undefined = value.kind === 'map' ? value.get(name) : undefined;
      value = inner ?? textValue(hole(`goreleaser.${label}.${name}`, { label: `${label}.${name}` }));
    }
    return value;
  }
}

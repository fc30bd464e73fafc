import { basename, concat, difference, fingerprint, keyOf, mapEach, nameSet, type Hole, type NameSet, type Piece, type Text } from '../values/index.ts';
import { impliedAtoms, keyOfCondition, keyOfSide, negateKey, type Condition, type Side } from './condition.ts';
import { narrowSet } from './narrow.ts';
import type { Value } from './state.ts';

/**
 * What is taken to hold where the interpreter is: conditions whose branch it is in or whose guard it has passed, and
 * loop variables that stand for a part of their set. Taken back mark by mark.
 */
export class Assumptions {
  /** The sets of loop variables, by id. */
  readonly elementSets = new Map<string, NameSet>();
  readonly #choices = new Map<string, boolean>();
  readonly #narrowed = new Map<string, NameSet>();
  readonly #log: { readonly map: 'choices' | 'narrowed'; readonly key: string; readonly before: boolean | NameSet | undefined }[] = [];

  /** `refine` for all that a variable holds. */
  refineValue(value: Value): Value {
    if (this.#choices.size + this.#narrowed.size === 0) return value;
    switch (value.kind) {
      case 'text':
        return { kind: 'text', text: this.refine(value.text) };
      case 'list':
        return { kind: 'list', items: value.items.map((item) => this.refine(item)) };
      case 'map':
        return { kind: 'map', entries: new Map([...value.entries].map(([k, v]) => [k, this.refine(v)])) };
    }
  }

  /** Applies what is assumed where we are: choices that are made, loop variables that stand for a part of their set. */
  refine(text: Text): Text {
    if (!text.some((piece) => piece.kind === 'alt' || (piece.kind === 'hole' && piece.each !== undefined))) return text;
    const only = text[0];
    if (text.length === 1 && only?.kind === 'alt') return this.#refineChoice(only, text);
    return concat(...text.map((piece): Text => this.#refinePiece(piece)));
  }

  /** `alone` is the text of this one piece: where nothing in it changes it stays, with all that was worked out about it. */
  #refineChoice(piece: Piece & { readonly kind: 'alt' }, alone: Text): Text {
    const held = piece.options.length === 2 ? this.#choices.get(piece.key) : undefined;
    if (held !== undefined) return this.refine(piece.options[held ? 0 : 1]!);
    const options = piece.options.map((option) => this.refine(option));
    return options.every((option, i) => option === piece.options[i]) ? alone : [{ kind: 'alt', key: piece.key, options }];
  }

  #refinePiece(piece: Piece): Text {
    if (piece.kind === 'alt') return this.#refineChoice(piece, [piece]);
    if (piece.kind !== 'hole' || piece.each === undefined || this.#narrowed.size === 0) return [piece];
    return [this.#refineHole({ ...piece, each: piece.each })];
  }

  #refineHole(piece: Hole & { readonly each: NameSet }): Hole {
    const own = this.#narrowed.get(piece.id);
    if (own !== undefined) return { ...piece, id: partId(piece.id, own), from: [piece.id, ...piece.from], each: own };
    const root = piece.from.find((id) => this.#narrowed.has(id));
    if (root === undefined) return piece;
    const origin = this.elementSets.get(root);
    if (origin !== undefined && origin.include.map((path) => keyOf(basename(path))).join('\u0002') === piece.each.include.map(keyOf).join('\u0002')) {
      const names = this.#narrowed.get(lastNameOf(root));
      if (names !== undefined) return { ...piece, id: partId(piece.id, names), from: [piece.id, ...piece.from], each: names };
      return mapEach(
        { kind: 'hole', id: partId(root, this.#narrowed.get(root)!), label: piece.label, from: [root], each: this.#narrowed.get(root)! },
        'basename',
        basename,
      ) as Hole;
    }
    // Computed from a loop variable that now stands for fewer names: which of them is not known any more.
    return { kind: 'hole', id: partId(piece.id, this.#narrowed.get(root)!), label: piece.label, from: [piece.id, ...piece.from] };
  }

  /** Decides a condition by what is assumed where we are. */
  resolve(condition: Condition): Condition {
    if (this.#choices.size === 0) return condition;
    switch (condition.kind) {
      case 'known':
      case 'run':
        return condition;
      case 'atom': {
        const held = this.#choices.get(condition.key);
        return held === undefined ? condition : { kind: 'known', value: held };
      }
      case 'not': {
        const of = this.resolve(condition.of);
        return of.kind === 'known' ? { kind: 'known', value: !of.value } : condition;
      }
      case 'and':
      case 'or': {
        const left = this.resolve(condition.left);
        const right = this.resolve(condition.right);
        const absorbing = condition.kind === 'or';
        if ((left.kind === 'known' && left.value === absorbing) || (right.kind === 'known' && right.value === absorbing))
          return { kind: 'known', value: absorbing };
        if (left.kind === 'known') return right;
        if (right.kind === 'known') return left;
        const held = this.#choices.get(keyOfCondition(condition));
        return held === undefined ? { kind: condition.kind, left, right } : { kind: 'known', value: held };
      }
    }
  }

  /** Takes a condition as answered from here on, until `forget` returns to an earlier mark. */
  assume(condition: Condition, side: Side): void {
    if (condition.kind === 'known') return;
    this.#choose(keyOfSide(condition, side));
    for (const implied of impliedAtoms(condition, side)) {
      this.#choose(implied.side === 'holds' ? implied.key : negateKey(implied.key));
      for (const part of implied.narrowing?.parts ?? []) {
        const current = this.#narrowed.get(part.hole) ?? part.all;
        this.#narrow(part.hole, implied.side === 'holds' ? (narrowSet(current, part.pattern)?.set ?? nameSet([])) : difference(current, part.pattern));
      }
    }
  }

  /** Takes a key as true; one that begins with `!` says that the rest of it is not. */
  #choose(key: string): void {
    const negated = key.startsWith('!');
    const positive = negated ? negateKey(key) : key;
    this.#log.push({ map: 'choices', key: positive, before: this.#choices.get(positive) });
    this.#choices.set(positive, !negated);
  }

  #narrow(id: string, set: NameSet): void {
    this.#log.push({ map: 'narrowed', key: id, before: this.#narrowed.get(id) });
    this.#narrowed.set(id, set);
  }

  /** What a loop variable stands for here. */
  narrowedSet(id: string): NameSet | undefined {
    return this.#narrowed.get(id) ?? this.elementSets.get(id);
  }

  /** True when a loop variable stands for no name at all here: what is assumed cannot be. */
  get impossible(): boolean {
    for (const set of this.#narrowed.values()) if (set.include.length === 0) return true;
    return false;
  }

  mark(): number {
    return this.#log.length;
  }

  forget(mark: number): void {
    while (this.#log.length > mark) {
      const entry = this.#log.pop()!;
      const map: Map<string, boolean | NameSet> =
        entry.map === 'choices' ? (this.#choices as Map<string, boolean | NameSet>) : (this.#narrowed as Map<string, boolean | NameSet>);
      if (entry.before === undefined) map.delete(entry.key);
      else map.set(entry.key, entry.before);
    }
  }
}

/** The name under which the last names of a loop variable's paths are narrowed. */
export function lastNameOf(id: string): string {
  return `last(${id})`;
}

/** The id of a loop variable that stands for a part of its set; the same part is the same unknown. */
function partId(id: string, part: NameSet): string {
  return `${id}|${fingerprint([...part.include.map(keyOf), '-', ...part.exclude.map(keyOf)].join('\u0002'))}`;
}

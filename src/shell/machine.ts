import { limits, type Span } from '../base/index.ts';
import { basename, concat, difference, emptyText, fingerprint, hole, keyOf, lit, mapEach, nameSet, show, type Hole, type NameSet, type Piece, type Text } from '../values/index.ts';
import { allKeys, impliedAtoms, keyOfCondition, negateKey, showCondition, yes, type Condition } from './condition.ts';
import type { ShellHost, Softness } from './host.ts';
import { narrowSet } from './narrow.ts';
import { Output } from './output.ts';
import { Scope, textOf, type Source, type Value } from './state.ts';
import { unmask } from './placeholder.ts';

/** How a construct ends: `fail` and `return-fail` are guards, after which nothing that matters runs. */
export type Flow = 'next' | 'continue' | 'break' | 'return' | 'return-fail' | 'exit' | 'fail';

export interface Outcome {
  readonly flow: Flow;
  readonly status: Condition;
}

export interface Io {
  readonly out: Output;
  readonly stdin: Text | undefined;
  readonly stdinPath: Text | undefined;
  /** The command whose output standard input is. */
  readonly stdinBy: readonly Text[] | undefined;
  readonly captured: boolean;
}

/** What a local variable hides: a value of the caller, or nothing the script had set. */
export type Hidden = { readonly kind: 'set'; readonly value: Value | undefined } | { readonly kind: 'inherited' };

export type FrameKind = 'process' | 'function' | 'loop' | 'iteration';

/** Something that `exit`, `return`, `break` or `continue` leaves; conditions on its remainder are kept here. */
interface Frame {
  readonly kind: FrameKind;
  readonly mark: number;
  readonly assumptions: number;
  extra: Softness[];
}

/** What a loop that stands for all of a set knows about itself. */
export interface EachLoop {
  readonly id: string;
}

/** Variables that name the same folder wherever they are read; anything else may differ from script to script. */
const wellKnown: ReadonlyMap<string, string> = new Map([
  ['HOME', 'env.HOME'],
  ['GITHUB_WORKSPACE', 'github.workspace'],
  ['RUNNER_TEMP', 'runner.temp'],
]);

const maxExtra = 24;
const maxNesting = 500;

/** The state of one interpretation. All of it is bounded by the number of commands. */
export class Machine {
  readonly host: ShellHost;
  readonly shell: 'bash' | 'sh';
  scope: Scope;
  source: Source;
  io: Io;
  /** Values of the environment the shell was started with. */
  environment: (name: string) => Text | undefined;
  isUnset: (name: string) => boolean;
  exported = new Set<string>();
  /** What `local` has hidden, innermost function last. */
  readonly locals: Map<string, Hidden>[] = [];
  /** Above zero inside conditions, where `set -e` is off. */
  guarded = 0;
  /** The status of what runs now is the status of the script (or of the condition it is in). */
  tail = true;
  /** The next statement asks for `$?` and leaves. */
  checked = false;
  status: Condition = yes;
  readonly running: string[] = [];
  scriptDepth: number;
  /** Ids of unknowns that stand for a whole list of names, and of those that stand for one name at a time. */
  readonly lists = new Set<string>();
  readonly elements = new Set<string>();
  /** The sets of loop variables, by id. */
  readonly elementSets = new Map<string, NameSet>();
  readonly loops: EachLoop[] = [];
  /** Loops without an end of their own, innermost last, and how many ways there are to leave each. */
  readonly endless: { readonly ways: number }[] = [];
  exitTraps: { readonly text: Text; readonly node: { readonly pos: number; readonly end: number }; readonly source: Source }[] = [];
  /** Names that a loop over a set adds to, innermost loop last. */
  readonly soft: Softness[] = [];
  readonly frames: Frame[] = [];
  stopped = false;
  /** Writes to a workflow file that opened a block and did not close it yet, by path. */
  readonly openBlocks = new Map<string, { readonly path: Text; readonly content: Text; readonly told: Parameters<ShellHost['write']>[2] }>();
  /** What can be read from the files that process substitutions stand for, by the unknown that is their name. */
  readonly pipes = new Map<string, Text>();
  /** What was encoded, by the unknown that the encoded text is. */
  readonly encoded = new Map<string, Text>();
  /** Values that the arithmetic expression being evaluated has read. */
  arithmeticReads: Text[] = [];
  #unknowns = new Map<string, Text>();
  #softness: readonly Softness[] | undefined;
  #left: number = limits.maxCommandsPerScript;
  #nesting = 0;
  #choices = new Map<string, boolean>();
  #narrowed = new Map<string, NameSet>();
  readonly #log: { readonly map: 'choices' | 'narrowed'; readonly key: string; readonly before: boolean | NameSet | undefined }[] = [];

  constructor(options: { host: ShellHost; shell: 'bash' | 'sh'; scope: Scope; source: Source; scriptDepth: number }) {
    this.host = options.host;
    this.shell = options.shell;
    this.scope = options.scope;
    this.source = options.source;
    this.scriptDepth = options.scriptDepth;
    this.environment = (name) => options.host.variable(name);
    this.isUnset = (name) => options.host.isUnset(name);
    this.io = { out: new Output('log'), stdin: undefined, stdinPath: undefined, stdinBy: undefined, captured: false };
  }

  span(node: { readonly pos: number; readonly end: number }): Span {
    return this.source.spanOf(node.pos, node.end);
  }

  /** The source of a node, shortened, for people. */
  snippet(node: { readonly pos: number; readonly end: number }): string {
    const raw = this.source.text.slice(node.pos, Math.min(node.end, node.pos + 80));
    const text = show(unmask(raw, this.source.placeholders)).replace(/\s+/g, ' ').trim();
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  }

  /** Uses up one step; false when the budget is gone, which is reported once. */
  step(span: () => Span): boolean {
    if (this.stopped) return false;
    if (--this.#left < 0 || !this.host.tick()) {
      this.stopped = true;
      this.host.unread(span(), 'the script needs more steps than the bound allows');
      return false;
    }
    return true;
  }

  /** Uses up steps for work that grows with the size of a text. */
  charge(size: number): void {
    this.#left -= size >> 12;
  }

  /** Guards against nesting that would exhaust the stack. */
  nested<T>(node: { readonly pos: number; readonly end: number }, otherwise: T, run: () => T): T {
    if (this.#nesting >= maxNesting) {
      this.host.unread(this.span(node), 'nested too deeply');
      return otherwise;
    }
    this.#nesting++;
    try {
      return run();
    } finally {
      this.#nesting--;
    }
  }

  /** Reads a variable; undefined when it is certainly not set. */
  read(name: string, node: { readonly pos: number; readonly end: number }): Value | undefined {
    const value = this.scope.has(name) ? this.scope.get(name) : this.#inherited(name, node);
    return this.#choices.size + this.#narrowed.size === 0 || value === undefined ? value : this.#refineValue(value);
  }

  /** True when the shell was started with the variable. */
  inherits(name: string): boolean {
    return this.environment(name) !== undefined;
  }

  #inherited(name: string, node: { readonly pos: number; readonly end: number }): Value | undefined {
    const known = this.environment(name);
    if (known !== undefined) return { kind: 'text', text: known };
    if (this.isUnset(name)) return undefined;
    let text = this.#unknowns.get(name);
    if (text === undefined) {
      text = hole(wellKnown.get(name) ?? this.host.freshId(this.span(node), `$${name}`), { label: name });
      this.#unknowns.set(name, text);
    }
    return { kind: 'text', text };
  }

  #refineValue(value: Value): Value {
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
    return concat(...text.map((piece): Text => this.#refinePiece(piece)));
  }

  #refinePiece(piece: Piece): Text {
    if (piece.kind === 'alt') {
      const held = piece.options.length === 2 ? this.#choices.get(piece.key) : undefined;
      if (held !== undefined) return this.refine(piece.options[held ? 0 : 1]!);
      return [{ kind: 'alt', key: piece.key, options: piece.options.map((option) => this.refine(option)) }];
    }
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
      return mapEach({ kind: 'hole', id: partId(root, this.#narrowed.get(root)!), label: piece.label, from: [root], each: this.#narrowed.get(root)! }, 'basename', basename) as Hole;
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
        if ((left.kind === 'known' && left.value === absorbing) || (right.kind === 'known' && right.value === absorbing)) return { kind: 'known', value: absorbing };
        if (left.kind === 'known') return right;
        if (right.kind === 'known') return left;
        const held = this.#choices.get(keyOfCondition(condition));
        return held === undefined ? { kind: condition.kind, left, right } : { kind: 'known', value: held };
      }
    }
  }

  /** Takes a condition as answered from here on, until `forget` returns to an earlier mark. */
  assume(condition: Condition, outcome: boolean): void {
    if (condition.kind === 'known') return;
    const key = keyOfCondition(condition);
    this.#choose(key, outcome);
    for (const implied of impliedAtoms(condition, outcome)) {
      this.#choose(implied.key, implied.value);
      for (const part of implied.narrowing?.parts ?? []) {
        const current = this.#narrowed.get(part.hole) ?? part.all;
        this.#narrow(part.hole, implied.value ? (narrowSet(current, part.pattern)?.set ?? nameSet([])) : difference(current, part.pattern));
      }
    }
  }

  #choose(key: string, outcome: boolean): void {
    const positive = key.startsWith('!') ? negateKey(key) : key;
    const value = key.startsWith('!') ? !outcome : outcome;
    this.#log.push({ map: 'choices', key: positive, before: this.#choices.get(positive) });
    this.#choices.set(positive, value);
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
      const map: Map<string, boolean | NameSet> = entry.map === 'choices' ? (this.#choices as Map<string, boolean | NameSet>) : (this.#narrowed as Map<string, boolean | NameSet>);
      if (entry.before === undefined) map.delete(entry.key);
      else map.set(entry.key, entry.before);
    }
  }

  /** Everything that softens a command here. */
  get softness(): readonly Softness[] {
    this.#softness ??= [...this.frames.flatMap((frame) => frame.extra), ...this.soft];
    return this.#softness;
  }

  soften<T>(softness: Softness, run: () => T): T {
    this.soft.push(softness);
    this.#softness = undefined;
    try {
      return run();
    } finally {
      this.soft.pop();
      this.#softness = undefined;
    }
  }

  /** True where leaving the innermost loop is what a command's success does, and nothing else: it is tried until it succeeds. */
  get retries(): boolean {
    const innermost = this.frames.findLast((frame) => frame.kind !== 'iteration');
    return innermost?.kind === 'loop' && this.endless.at(-1)?.ways === 1;
  }

  frame<T>(kind: FrameKind, run: () => T): T {
    this.frames.push({ kind, mark: this.soft.length, assumptions: this.mark(), extra: [] });
    try {
      return run();
    } finally {
      const frame = this.frames.pop()!;
      this.forget(frame.assumptions);
      this.#softness = undefined;
    }
  }

  /**
   * Says that the rest of a frame runs only when `condition` is not `outcome`: a branch has left it. What is already
   * conditional inside the frame is part of what has to hold for the frame to be left.
   */
  leave(kind: FrameKind, condition: Condition, outcome: boolean, span: Span): void {
    const frame = this.frames.findLast((f) => f.kind === kind) ?? this.frames[0];
    if (frame === undefined) return;
    const own = keyOfCondition(condition);
    const around = this.soft.slice(frame.mark).flatMap((s) => (s.kind === 'conditional' ? [s.key] : []));
    const key = negateKey(allKeys([...around, outcome ? own : negateKey(own)]));
    const how = outcome ? `not ${showCondition(condition)}` : showCondition(condition);
    const last = frame.extra.at(-1);
    if (frame.extra.length >= maxExtra && last?.kind === 'conditional') {
      frame.extra[frame.extra.length - 1] = { kind: 'conditional', key: allKeys([last.key, key]), how: 'several conditions', span };
    } else frame.extra.push({ kind: 'conditional', key, how, span });
    this.#softness = undefined;
  }

  /** True when something conditional was entered since the innermost frame of this kind began. */
  conditionalWithin(kind: FrameKind): boolean {
    const frame = this.frames.findLast((f) => f.kind === kind);
    return frame !== undefined && this.soft.slice(frame.mark).some((s) => s.kind === 'conditional');
  }

  /** Runs with some of the state replaced, and puts it back. */
  with<K extends 'scope' | 'io' | 'tail' | 'guarded' | 'source' | 'environment' | 'isUnset' | 'exported' | 'checked'>(changes: Pick<Machine, K>, run: () => Outcome): Outcome {
    const before = new Map<string, unknown>();
    for (const key of Object.keys(changes) as K[]) before.set(key, this[key]);
    Object.assign(this, changes);
    try {
      return run();
    } finally {
      Object.assign(this, Object.fromEntries(before));
    }
  }

  /** A fresh unknown. */
  fresh(node: { readonly pos: number; readonly end: number }, what: string, label: string): Text {
    return hole(this.host.freshId(this.span(node), what), { label });
  }

  /** `set -e` ends the script when something fails here. */
  get strict(): boolean {
    return this.scope.settings.errexit && this.guarded === 0;
  }

  variable(name: string, node: { readonly pos: number; readonly end: number }): Text {
    return textOf(this.read(name, node));
  }

  /** `$PWD`: the workspace, and the folder in it. */
  workingFolder(node: { readonly pos: number; readonly end: number }): Text {
    const cwd = this.scope.cwd;
    const first = cwd[0];
    if (first?.kind === 'lit' && (first.text.startsWith('/') || first.text.startsWith('~'))) return cwd;
    const workspace = this.variable('GITHUB_WORKSPACE', node);
    return cwd.length === 0 ? workspace : concat(workspace, lit('/'), cwd);
  }

  /** True when the unknown stands for a whole list of names rather than one of them at a time. */
  isList(piece: Piece): boolean {
    if (piece.kind !== 'hole' || piece.each === undefined) return false;
    if (this.elements.has(piece.id)) return false;
    if (this.lists.has(piece.id)) return true;
    for (const id of piece.from) {
      if (this.elements.has(id)) return false;
      if (this.lists.has(id)) return true;
    }
    return false;
  }

  /** The names that a pattern stands for now, as one unknown that is each of them. */
  listOf(set: NameSet, node: { readonly pos: number; readonly end: number }, label: string): Text {
    const names = this.host.glob(set, this.scope.cwd);
    const id = this.host.freshId(this.span(node), label);
    this.lists.add(id);
    return hole(id, { label, each: names });
  }

  /** Binds a loop variable: one name at a time of a set. */
  elementOf(each: NameSet, from: readonly string[], node: { readonly pos: number; readonly end: number }, label: string): { readonly text: Text; readonly id: string } {
    const id = this.host.freshId(this.span(node), label);
    this.elements.add(id);
    this.elementSets.set(id, each);
    return { text: hole(id, { label, from, each }), id };
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

export const done: Outcome = { flow: 'next', status: yes };

export function outcome(status: Condition, flow: Flow = 'next'): Outcome {
  return { flow, status };
}

export const nothing: Text = emptyText;

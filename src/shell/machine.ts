import { limits, type Span } from '../base/index.ts';
import { concat, hole, lit, show, type NameSet, type Piece, type Text } from '../values/index.ts';
import { Assumptions } from './assumptions.ts';
import { yes, type Condition } from './condition.ts';
import type { ShellHost } from './host.ts';
import { Output } from './output.ts';
import { Place } from './place.ts';
import { unmask } from './placeholder.ts';
import { textOf, type Scope, type Source, type Value } from './state.ts';

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
  /** Standard input ends as the script prints it: with a newline only where the text has one. */
  readonly asGiven?: boolean;
}

/** What a local variable hides: a value of the caller, or nothing the script had set. */
export type Hidden = { readonly kind: 'set'; readonly value: Value | undefined } | { readonly kind: 'inherited' };

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
  /** What `$?` reads: the status of the statement before. */
  asked: Condition = yes;
  /** The commands whose success a value of `$?` stands for, by the key of the choice. */
  readonly statuses = new Map<string, Condition>();
  readonly running: string[] = [];
  scriptDepth: number;
  /** Ids of unknowns that stand for a whole list of names, and of those that stand for one name at a time. */
  readonly lists = new Set<string>();
  readonly elements = new Set<string>();
  readonly loops: EachLoop[] = [];
  exitTraps: { readonly text: Text; readonly node: { readonly pos: number; readonly end: number }; readonly source: Source }[] = [];
  readonly assumptions = new Assumptions();
  readonly place = new Place(this.assumptions);
  stopped = false;
  /** Writes to a workflow file that opened a block and did not close it yet, by path. */
  readonly openBlocks = new Map<
    string,
    { readonly path: Text; readonly parts: Text[]; readonly delimiter: Text; readonly told: Parameters<ShellHost['write']>[2] }
  >();
  /** What can be read from the files that process substitutions stand for, by the unknown that is their name. */
  readonly pipes = new Map<string, Text>();
  /** What was encoded, by the unknown that the encoded text is. */
  readonly encoded = new Map<string, Text>();
  /** Values that the arithmetic expression being evaluated has read. */
  arithmeticReads: Text[] = [];
  #unknowns = new Map<string, Text>();
  #left: number = limits.maxCommandsPerScript;
  #nesting = 0;

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
      this.host.cut(span(), 'the script needs more steps than the bound allows');
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
      this.host.cut(this.span(node), 'nested too deeply');
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
    return value === undefined ? undefined : this.assumptions.refineValue(value);
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

  /** Runs with some of the state replaced, and puts it back. */
  with<K extends 'scope' | 'io' | 'tail' | 'guarded' | 'source' | 'environment' | 'isUnset' | 'exported' | 'checked'>(
    changes: Pick<Machine, K>,
    run: () => Outcome,
  ): Outcome {
    const before: Partial<Pick<Machine, K>> = {};
    for (const key in changes) before[key] = this[key];
    Object.assign(this, changes);
    try {
      return run();
    } finally {
      Object.assign(this, before);
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
  elementOf(
    each: NameSet,
    from: readonly string[],
    node: { readonly pos: number; readonly end: number },
    label: string,
  ): { readonly text: Text; readonly id: string } {
    const id = this.host.freshId(this.span(node), label);
    this.elements.add(id);
    this.assumptions.elementSets.set(id, each);
    return { text: hole(id, { label, from, each }), id };
  }
}

export const done: Outcome = { flow: 'next', status: yes };

export function outcome(status: Condition, flow: Flow = 'next'): Outcome {
  return { flow, status };
}

import type { Assignment, Command, Word } from 'unbash';
import { concat, emptyText, keyOf, lit, literalOf, show, type Text } from '../values/index.ts';
import { assignInScope, assignmentValue } from './assignments.ts';
import { branch } from './branches.ts';
import { atom, decided, known, yes, type Condition } from './condition.ts';
import type { CommandResult, Softness } from './host.ts';
import { runBuiltin } from './builtins/index.ts';
import { callFunction, runScriptFile, runSourceText } from './functions.ts';
import { done, outcome, type Machine, type Outcome } from './machine.ts';
import { line } from './output.ts';
import { onlyPlaceholder } from './placeholder.ts';
import { finishRedirects, planRedirects } from './redirects.ts';
import { asksForStatus } from './asking.ts';
import type { Value } from './state.ts';
import { expandValue, expandWord } from './words.ts';
import { peel } from './wrappers.ts';

/** A simple command with its words expanded. */
export interface Call {
  readonly words: readonly Text[];
  /** Which words are unquoted unknowns that may be several words or none. */
  readonly loose: ReadonlySet<Text>;
  readonly assignments: ReadonlyMap<string, Text>;
  readonly node: { readonly pos: number; readonly end: number };
}

/** Names whose arguments of the form `a=b` are assignments. */
const declarations = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

/** Shared by all commands that have none: most have none. */
const noAssignments = new Map<string, Text>();
const noneLoose: ReadonlySet<Text> = new Set();

/** Runs a simple command: assignments, expansion, redirections, then whatever the first word names. */
export function runCommand(m: Machine, node: Command): Outcome {
  if (!m.step(() => m.span(node))) return done;
  const whole = wholePlaceholder(m, node);
  if (whole !== undefined) return runSourceText(m, whole, node, { own: true });
  if (node.name === undefined) return runAssignments(m, node);
  const words: Text[] = [];
  const loose: Text[] = [];
  m.status = yes;
  const { tail } = m;
  m.tail = false;
  add(m, node.name, words, loose);
  const declares = node.name.parts === undefined && declarations.has(node.name.value);
  const declared: Assignment[] = [];
  for (const part of node.suffix) {
    if (part.type === 'Word') add(m, part, words, loose);
    else if (part.type === 'Assignment') {
      if (declares) declared.push(part);
      else words.push(concat(lit(`${part.name}=`), part.value.type === 'Word' ? expandValue(m, part.value) : emptyText));
    }
  }
  const assignments = node.prefix.length === 0 ? noAssignments : new Map<string, Text>();
  for (const part of node.prefix) {
    if (part.type === 'Assignment' && part.value.type === 'Word') assignments.set(part.name, expandValue(m, part.value));
  }
  const redirects = node.redirects;
  const plan = redirects.length === 0 ? undefined : planRedirects(m, redirects);
  m.tail = tail;
  const call: Call = { words, loose: loose.length === 0 ? noneLoose : new Set(loose), assignments, node };
  const run = (): Outcome => (declares ? declare(m, call, declared) : runCall(m, call));
  if (plan === undefined) return run();
  const result = m.with({ io: plan.io }, run);
  finishRedirects(m, plan, node);
  return result;
}

function add(m: Machine, word: Word, words: Text[], loose: Text[]): void {
  for (const field of expandWord(m, word)) {
    words.push(field.text);
    if (field.loose) loose.push(field.text);
  }
}

/** `${{ inputs.script }}` standing alone is a script of its own. */
function wholePlaceholder(m: Machine, node: Command): Text | undefined {
  if (node.name === undefined || node.prefix.length > 0 || node.suffix.length > 0 || node.name.parts !== undefined) return undefined;
  const text = onlyPlaceholder(node.name.text, m.source.placeholders);
  if (text === undefined) return undefined;
  return text.some((piece) => piece.kind === 'lit' && /[\s;&|<>"'$()]/.test(piece.text)) ? text : undefined;
}

function runAssignments(m: Machine, node: Command): Outcome {
  m.status = yes;
  const { tail } = m;
  // The status of `x=$(cmd)` is that of cmd: where `set -e` looks at the assignment it looks at the command.
  m.tail = tail || m.strict || m.checked;
  for (const part of node.prefix) if (part.type === 'Assignment') assignInScope(m, part);
  m.tail = tail;
  const status = m.status;
  if (node.redirects.length > 0) {
    const plan = planRedirects(m, node.redirects);
    // `$(< file)`: the file's text is the output.
    if (plan.io.stdin !== undefined && plan.output === undefined) m.io.out.add(plan.io.stdin);
    else if (plan.io.stdinPath !== undefined && plan.output === undefined && m.io.out.wanted)
      m.io.out.add(line(m.fresh(node, 'file', `content of ${show(plan.io.stdinPath)}`)));
    finishRedirects(m, plan, node);
  }
  return outcome(status);
}

/** `export`, `local`, `declare`, `readonly` with their assignments. */
function declare(m: Machine, call: Call, assigned: readonly Assignment[]): Outcome {
  const name = literalOf(call.words[0] ?? emptyText) ?? '';
  const flags = call.words
    .slice(1)
    .map((word) => literalOf(word) ?? '')
    .filter((word) => /^[-+]/.test(word))
    .join('');
  const exports = name === 'export' || flags.includes('x');
  const hides = m.locals.length > 0 && (name === 'local' || ((name === 'declare' || name === 'typeset') && !flags.includes('g')));
  const isMap = flags.includes('A');
  const isList = flags.includes('a');
  for (const word of call.words.slice(1)) {
    const text = literalOf(word) ?? '';
    // `export $(cat .env)`: names that are not known are set.
    if (literalOf(word) === undefined && word[0]?.kind !== 'lit') m.isUnset = () => false;
    const pair = /^([A-Za-z_]\w*)=/.exec(show(word));
    if (/^[A-Za-z_]\w*$/.test(text)) {
      if (hides) hide(m, text);
      if (hides || isMap || isList) {
        const empty: Value = isMap ? { kind: 'map', entries: new Map() } : isList ? { kind: 'list', items: [] } : { kind: 'text', text: emptyText };
        if (hides || !m.scope.has(text)) m.scope.set(text, empty);
      }
      if (exports) m.exported.add(text);
    } else if (pair !== null && word[0]?.kind === 'lit') {
      if (hides) hide(m, pair[1]!);
      m.scope.set(pair[1]!, { kind: 'text', text: concat(lit(word[0].text.slice(pair[0].length)), word.slice(1)) });
      if (exports) m.exported.add(pair[1]!);
    }
  }
  // The status of the declaration is its own, not that of a command in a value.
  const { tail } = m;
  m.tail = false;
  for (const part of assigned) {
    const value = assignmentValue(m, part, { map: isMap });
    if (hides) hide(m, part.name);
    m.scope.set(part.name, value);
    if (exports) m.exported.add(part.name);
  }
  m.tail = tail;
  return done;
}

/** Remembers what a local variable hides, once for each function call. */
export function hide(m: Machine, name: string): void {
  const hidden = m.locals.at(-1);
  if (hidden === undefined || hidden.has(name)) return;
  hidden.set(name, m.scope.has(name) ? { kind: 'set', value: m.scope.get(name) } : { kind: 'inherited' });
}

const maxNameChoices = 4;

/** Runs an expanded command: a function, a builtin, a wrapper's command, a script, or the host's. */
export function runCall(m: Machine, call: Call): Outcome {
  const first = call.words[0];
  if (first === undefined) return done;
  const name = literalOf(first);
  if (name === undefined) return runUnknownName(m, call, first);
  if (name === '') return runCall(m, { ...call, words: call.words.slice(1) });
  const fn = m.scope.function(name);
  if (fn !== undefined) return callFunction(m, name, fn, call);
  const peeled = peel(name, call);
  if (peeled !== undefined) {
    const result = m.nested(call.node, done, () => runCall(m, peeled));
    // The program takes the place of the shell: nothing of the script comes after it.
    return name === 'exec' && result.flow === 'next' ? outcome(result.status, decided(result.status) === false ? 'fail' : 'exit') : result;
  }
  return runBuiltin(m, name, call) ?? runShadow(m, name, call) ?? callHost(m, call);
}

/** Runs the script that stands before a program of its name. In that script the name is the program's own. */
function runShadow(m: Machine, name: string, call: Call): Outcome | undefined {
  const set = call.assignments.get('PATH') ?? (m.scope.has('PATH') ? m.variable('PATH', call.node) : m.environment('PATH'));
  const script = m.host.program(name, set, m.scope.cwd);
  if (script === undefined || m.running.some((one) => one.startsWith('script ') && one.endsWith(`/${name}`))) return undefined;
  return runScriptFile(m, script, call, { own: false, positional: call.words.slice(1), errexit: false });
}

/** A command whose name is one of two is run as both, each under its choice. */
function runUnknownName(m: Machine, call: Call, first: Text): Outcome {
  const only = first.length === 1 ? first[0] : undefined;
  if (only?.kind !== 'alt' || only.options.length !== 2 || maxNameChoices < only.options.length) return callHost(m, call);
  const rest = call.words.slice(1);
  const run = (option: Text): Outcome => runCall(m, { ...call, words: option.length === 0 ? rest : [option, ...rest] });
  return m.nested(call.node, done, () =>
    branch(m, atom(only.key, `the command is ${show(only.options[0]!)}`), call.node, {
      then: () => run(only.options[0]!),
      otherwise: () => run(only.options[1]!),
    }),
  );
}

/** Hands a command to the host and takes its output. */
export function callHost(m: Machine, call: Call): Outcome {
  const span = m.span(call.node);
  const { io } = m;
  const result: CommandResult = m.host.command({
    words: call.words,
    assignments: call.assignments,
    env: (name) => environmentOf(m, call, name),
    stdout: io.out.redirect,
    stdin: io.stdin,
    stdinPath: io.stdinPath,
    stdinBy: io.stdinBy,
    cwd: m.scope.cwd,
    softness: softnessHere(m, call),
    span,
    captured: io.captured,
  });
  if (io.out.wanted || result.stdout !== undefined) {
    const text = result.stdout ?? m.fresh(call.node, 'stdout', `output of ${nameOf(call)}`);
    io.out.add(text.length === 0 ? emptyText : line(text), call.words);
  }
  const status: Condition = result.status === undefined || result.status === 'unknown' ? runStatus(m, call) : known(result.status);
  m.status = status;
  return outcome(status);
}

function runStatus(m: Machine, call: Call): Condition {
  let key: string | undefined;
  return {
    kind: 'run',
    how: `${nameOf(call)} succeeds`,
    key: () => (key ??= `ok:${m.host.freshId(m.span(call.node), 'status')}`),
    asks: asksForStatus(call.words),
    ...(m.loops.length === 0 ? {} : { about: call.words.map(keyOf).join(' ') }),
  };
}

/** The command's name and first word, for people. */
function nameOf(call: Call): string {
  return call.words.slice(0, 2).map(show).join(' ').slice(0, 60);
}

/** What softens this very command: where it stands, and whether `set -e` would stop the script at it. */
export function softnessHere(m: Machine, call: Call): readonly Softness[] {
  if (m.strict || m.tail || m.checked) return m.place.softness;
  const how = m.io.captured && m.guarded === 0 ? 'inside $( )' : m.guarded > 0 ? 'inside a condition' : 'without set -e';
  if (m.place.softness.some((s) => s.kind === 'swallowed')) return m.place.softness;
  return [...m.place.softness, { kind: 'swallowed', how, span: m.span(call.node) }];
}

/** A variable as the command sees it: set for it alone, exported by the script, or inherited. */
function environmentOf(m: Machine, call: Call, name: string): Text | undefined {
  const own = call.assignments.get(name);
  if (own !== undefined) return own;
  if (m.exported.has(name) || m.inherits(name)) return m.scope.has(name) ? m.variable(name, call.node) : m.environment(name);
  return undefined;
}

import type { ArithmeticFor, CompoundList, For, Select, While } from 'unbash';
import { limits } from '../base/index.ts';
import { concat, derive, hole, lit, literalOf, show, type Hole, type Text } from '../values/index.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { changesOf } from './assigned.ts';
import { branch, runCondition } from './branches.ts';
import { atom, decided, not, yes } from './condition.ts';
import type { Field } from './fields.ts';
import { itemsOfFields, itemsOfText, type Item } from './items.ts';
import { done, outcome, type Machine, type Outcome } from './machine.ts';
import { readInto, readPlan, type ReadPlan } from './read.ts';
import { runList } from './statements.ts';
import { bounded, type Scope, type Value } from './state.ts';
import { expandWords } from './words.ts';
import { alwaysFails } from './endings.ts';

type Node = { readonly pos: number; readonly end: number };

export function runFor(m: Machine, node: For | Select): Outcome {
  const fields: readonly Field[] = node.wordlist === undefined ? m.scope.positional.map((text) => ({ text, loose: false })) : expandWords(m, node.wordlist);
  const name = node.name.value;
  return overItems(m, itemsOfFields(m, fields), node, node.body, { label: name, bind: (text) => m.scope.set(name, { kind: 'text', text }) });
}

export interface Binding {
  /** How the loop variable is called. */
  readonly label: string;
  readonly bind: (text: Text) => void;
}

/** Runs a body for every item: known values one after another, a set once with the variable standing for each of its names. */
export function overItems(m: Machine, items: readonly Item[], node: Node, body: CompoundList, binding: Binding): Outcome {
  if (items.some((item) => item.kind === 'set' && item.cut === true)) m.host.cut(m.span(node), 'a loop over more names than the bound allows');
  const run = (): Outcome => {
    let last: Outcome = done;
    for (const item of items) {
      if (m.stopped) break;
      last = item.kind === 'value' ? iteration(m, body, () => binding.bind(item.text)) : forEach(m, item, node, body, binding);
      if (last.flow === 'break') return outcome(last.status);
      if (last.flow !== 'next') return last;
    }
    return last;
  };
  const tail = m.tail;
  m.tail = false;
  try {
    return m.place.frame('loop', run);
  } finally {
    m.tail = tail;
  }
}

function iteration(m: Machine, body: CompoundList, bind: () => void): Outcome {
  const result = m.place.frame('iteration', () => {
    bind();
    return runList(m, body.commands);
  });
  return result.flow === 'continue' ? outcome(result.status) : result;
}

/** One evaluation of a body that stands for all of a set. */
function forEach(m: Machine, item: Item & { kind: 'set' | 'parts' }, node: Node, body: CompoundList, binding: Binding): Outcome {
  const changes = changesOf(body);
  const element = elementFor(m, item, node, binding.label);
  widen(m, changes.set, node, binding.label);
  const outer = m.scope;
  const scope = outer.fork();
  const { io } = m;
  const out = io.out.branch();
  m.scope = scope;
  m.io = { ...io, out };
  m.loops.push({ id: element.id });
  const run = (): Outcome => m.host.round(element.id, () => iteration(m, body, () => binding.bind(element.text)));
  let result: Outcome;
  try {
    result =
      changes.leaves > 0
        ? m.place.soften(
            {
              kind: 'conditional',
              key: `loop:${m.host.freshId(m.span(node), 'loop')}`,
              how: 'the loop may end before all are done',
              span: m.span(node),
              varies: true,
            },
            run,
          )
        : run();
  } finally {
    m.loops.pop();
    m.scope = outer;
    m.io = io;
  }
  io.out.take(out, (text) => settleText(m, text, element.id, 'all'));
  settle(m, scope, element.id);
  outer.commit(scope);
  return result.flow === 'break' ? outcome(result.status) : result;
}

function elementFor(m: Machine, item: Item & { kind: 'set' | 'parts' }, node: Node, label: string): { readonly text: Text; readonly id: string } {
  if (item.kind === 'set') return m.elementOf(item.set, item.from, node, label);
  const piece = item.text[0];
  const id = piece?.kind === 'hole' ? piece.id : '';
  if (!m.loops.some((loop) => loop.id === id)) return { text: named(item.text, label), id };
  const fresh = m.host.freshId(m.span(node), label);
  return { text: hole(fresh, { label, from: piece?.kind === 'hole' ? [piece.id, ...piece.from] : [] }), id: fresh };
}

/** A line of what editing commands leave is called by the variable that the script keeps it in, which says what it is. */
function named(text: Text, name: string): Text {
  return text.map((piece) => (piece.kind === 'hole' && editedLine.test(piece.label) && name.length > 1 ? { ...piece, label: name } : piece));
}

const editedLine = /^each (?:line|word) of (?:awk|cut|head|jq|sed|sort|tail|tr|uniq) /;

/** What a loop's body changes has, where an iteration begins, some value of an earlier one. */
function widen(m: Machine, names: ReadonlySet<string>, node: Node, except: string): void {
  for (const name of names) {
    if (name === except || !m.scope.has(name)) continue;
    const before = m.scope.get(name);
    if (before?.kind === 'text') m.scope.set(name, { kind: 'text', text: m.fresh(node, name, name) });
  }
}

/** After a loop over a set: what was gathered stands for the whole list, what was assigned for some one of it. */
function settle(m: Machine, scope: Scope, id: string): void {
  for (const name of scope.written()) {
    const value = scope.get(name);
    if (value === undefined) continue;
    const gathers = scope.onlyAdds(name);
    const settled = mapValue(value, (text) => settleText(m, text, id, gathers ? 'all' : 'one'));
    if (gathers) scope.add(name, settled);
    else scope.set(name, settled);
  }
}

function mapValue(value: Value, fn: (text: Text) => Text): Value {
  switch (value.kind) {
    case 'text':
      return { kind: 'text', text: fn(value.text) };
    case 'list':
      return { kind: 'list', items: value.items.map(fn) };
    case 'map':
      return { kind: 'map', entries: new Map([...value.entries].map(([key, text]) => [key, fn(text)])) };
  }
}

function settleText(m: Machine, text: Text, id: string, how: 'all' | 'one'): Text {
  const touched = text.some((piece) => piece.kind === 'alt' || (piece.kind === 'hole' && (piece.id === id || piece.from.includes(id))));
  if (!touched) return text;
  return bounded(
    concat(
      ...text.map((piece): Text => {
        if (piece.kind === 'alt') {
          const key = piece.key.includes(id) ? `after(${piece.key})` : piece.key;
          return [{ kind: 'alt', key, options: piece.options.map((option) => settleText(m, option, id, how)) }];
        }
        if (piece.kind !== 'hole' || (piece.id !== id && !piece.from.includes(id))) return [piece];
        return [how === 'all' ? wholeList(m, piece) : oneOf(piece)];
      }),
    ),
  );
}

function wholeList(m: Machine, piece: Hole): Hole {
  if (piece.each === undefined) return piece;
  const all: Hole = { ...piece, id: `all(${piece.id})`, from: piece.from };
  m.lists.add(all.id);
  return all;
}

function oneOf(piece: Hole): Hole {
  return {
    kind: 'hole',
    id: `one(${piece.id})`,
    label: piece.label,
    from: [piece.id, ...piece.from],
    ...(piece.shape === undefined ? {} : { shape: piece.shape }),
  };
}

/** `while` and `until`. */
export function runWhile(m: Machine, node: While): Outcome {
  const reading = node.kind === 'while' ? readPlan(m, node.clause) : undefined;
  if (reading !== undefined) return runReading(m, node, reading);
  const { tail } = m;
  m.tail = false;
  try {
    return m.place.frame('loop', () => repeat(m, node));
  } finally {
    m.tail = tail;
  }
}

function repeat(m: Machine, node: While): Outcome {
  const changes = changesOf(node.body);
  if (isEndless(node)) {
    m.place.endless.push({ ways: changes.leaves });
    try {
      const result = iteration(m, node.body, () => undefined);
      // Further rounds do the same again; what they change may be anything.
      if (result.flow === 'next') widen(m, new Set([...changes.set, ...changes.added]), node, '');
      return result.flow === 'break' ? outcome(yes) : result;
    } finally {
      m.place.endless.pop();
    }
  }
  let last: Outcome = done;
  for (let round = 0; round < limits.maxLoopUnroll && !m.stopped; round++) {
    // A loop that runs until a command succeeds does not swallow its failure, unless it can be left.
    const guards = node.kind === 'until' && changes.leaves === 0;
    const test = runCondition(m, node.clause, node.clause, {
      guards: guards || alwaysFails(m, node.body.commands),
      how: `${node.kind} ${m.snippet(node.clause)}`,
    });
    if (test.flow !== 'next') return test.flow === 'break' ? outcome(yes) : test;
    const condition = m.assumptions.resolve(node.kind === 'while' ? test.status : not(test.status));
    const answer = decided(condition);
    if (answer === false) return last;
    if (answer === 'unknown') return symbolic(m, node, condition);
    last = iteration(m, node.body, () => undefined);
    if (last.flow === 'break') return outcome(last.status);
    if (last.flow !== 'next') return last;
  }
  // A loop with no end in sight: what it changes may be anything.
  if (!m.stopped) m.host.cut(m.span(node), `a loop of more than ${limits.maxLoopUnroll} rounds`);
  widen(m, changes.set, node, '');
  return last;
}

/** `while true`, `while :`, `until false`. */
function isEndless(node: While): boolean {
  const only = node.clause.commands.length === 1 ? node.clause.commands[0]!.command : undefined;
  if (only?.type === 'ArithmeticCommand') return node.kind === 'while' && only.body.trim() === '1';
  if (only?.type !== 'Command' || only.name?.parts !== undefined || only.suffix.length > 0) return false;
  return node.kind === 'while' ? only.name?.value === 'true' || only.name?.value === ':' : only.name?.value === 'false';
}

/** A loop whose number of rounds is not known: its body once, under the loop's condition. */
function symbolic(m: Machine, node: While, condition: Outcome['status']): Outcome {
  const changes = changesOf(node.body);
  const outer = m.scope;
  const scope = outer.fork();
  m.scope = scope;
  let result: Outcome;
  try {
    widen(m, changes.set, node, '');
    widen(m, changes.added, node, '');
    // `while true`-like conditions of ordinary commands aside, a body may not run at all.
    result = branch(m, condition, node.clause, { then: () => iteration(m, node.body, () => undefined), otherwise: () => done });
  } finally {
    m.scope = outer;
  }
  outer.commit(scope);
  return result.flow === 'break' ? outcome(result.status) : result;
}

function runReading(m: Machine, node: While, plan: ReadPlan): Outcome {
  const given = m.io.stdin ?? unknownInput(m, node);
  // With `|| [ -n "$line" ]` the body runs for a last line without its newline too.
  const whole = node.clause.commands[0]?.command.type !== 'Command';
  const text = whole || m.io.asGiven !== true ? given : endedLines(given);
  const only = text.length === 1 ? text[0] : undefined;
  const loop = (input: Text): Outcome =>
    overItems(m, itemsOfText(m, input, 'lines'), node, node.body, { label: plan.names[0] ?? 'REPLY', bind: (line) => readInto(m, plan, line) });
  if (only?.kind === 'alt' && only.options.length === 2) {
    return branch(m, atom(only.key, `the input is ${show(only.options[0]!).slice(0, 40)}`), node, {
      then: () => loop(only.options[0]!),
      otherwise: () => loop(only.options[1]!),
    });
  }
  return loop(text);
}

/** The lines of a text that end in a newline: `read` fails at another. What an unknown value ends in is not known. */
function endedLines(text: Text): Text {
  const at = text.findLastIndex((piece) => piece.kind === 'lit' && piece.text.includes('\n'));
  const piece = text[at] ?? text[0];
  if (piece?.kind !== 'lit' || text.some((one) => one.kind === 'alt')) return text;
  const end = piece.text.lastIndexOf('\n') + 1;
  return piece.text.length === end ? text : concat(text.slice(0, Math.max(at, 0)), lit(piece.text.slice(0, end)));
}

function unknownInput(m: Machine, node: Node): Text {
  const path = m.io.stdinPath;
  return path === undefined ? m.fresh(node, 'stdin', 'standard input') : derive('lines', concat(lit('content of '), path), { label: `lines of ${show(path)}` });
}

/** `for ((i = 0; i < n; i++))`: round by round while the test is decided, else once. */
export function runArithmeticFor(m: Machine, node: ArithmeticFor): Outcome {
  const step = (part: ArithmeticFor['test']): Text => evaluateArithmetic(m, part, part === undefined ? '' : m.source.text.slice(part.pos, part.end));
  const { tail } = m;
  m.tail = false;
  try {
    return m.place.frame('loop', () => {
      step(node.initialize);
      let last: Outcome = done;
      for (let round = 0; round < limits.maxLoopUnroll && !m.stopped; round++) {
        const test = node.test === undefined ? lit('1') : step(node.test);
        const value = literalOf(test);
        if (value === '0') return last;
        if (value === undefined) return symbolicFor(m, node, test);
        last = iteration(m, node.body, () => undefined);
        if (last.flow === 'break') return outcome(last.status);
        if (last.flow !== 'next') return last;
        step(node.update);
      }
      if (!m.stopped) m.host.cut(m.span(node), `a loop of more than ${limits.maxLoopUnroll} rounds`);
      return last;
    });
  } finally {
    m.tail = tail;
  }
}

function symbolicFor(m: Machine, node: ArithmeticFor, test: Text): Outcome {
  const changes = changesOf(node.body);
  const counters = new Set([...changes.set, ...namesIn(node)]);
  widen(m, counters, node, '');
  const condition = atom(`loop:${show(test)}:${m.host.freshId(m.span(node), 'loop')}`, `the loop runs`);
  const result = branch(m, condition, node, { then: () => iteration(m, node.body, () => undefined), otherwise: () => done });
  return result.flow === 'break' ? outcome(result.status) : result;
}

function namesIn(node: ArithmeticFor): readonly string[] {
  const init = node.initialize;
  return init?.type === 'ArithmeticBinary' && init.left.type === 'ArithmeticWord' ? [init.left.value.trim()] : [];
}

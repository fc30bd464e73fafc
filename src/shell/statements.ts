import type { AndOr, CommandNode, Pipeline, PipelineNode, Redirected, Statement } from 'unbash';
import { arithmeticCondition } from './arithmetic.ts';
import { collapse, runAfter, runCase, runIf } from './branches.ts';
import { runCommand } from './commands.ts';
import { and, decided, not, yes, type Condition } from './condition.ts';
import { leavesLoop, nodeFails } from './endings.ts';
import { defineFunction } from './functions.ts';
import { runArithmeticFor, runFor, runWhile } from './loops.ts';
import { done, outcome, type Machine, type Outcome } from './machine.ts';
import { Output } from './output.ts';
import { withRedirects } from './redirects.ts';
import type { Source } from './state.ts';
import { testExpression } from './tests.ts';

/** Runs statements one after another until one leaves. Returns how the list ended and the last status. */
export function runList(m: Machine, statements: readonly Statement[]): Outcome {
  const { tail, checked } = m;
  let last: Outcome = done;
  for (let i = 0; i < statements.length; i++) {
    if (m.stopped) break;
    const statement = statements[i]!;
    m.tail = tail && i === statements.length - 1;
    m.checked = i < statements.length - 1 && asksForStatus(m, statements[i + 1]!, statements.at(-1)!.end);
    last = runStatement(m, statement);
    if (last.flow !== 'next') break;
    m.status = last.status;
    m.asked = last.status;
    if (m.strict && decided(last.status) === false && stops(statement.command)) {
      last = outcome(last.status, 'fail');
      break;
    }
  }
  m.tail = tail;
  m.checked = checked;
  return last;
}

/** `set -e` looks at a command alone, not at one in a list or behind `!`. */
function stops(node: PipelineNode | AndOr): boolean {
  return (
    node.type === 'Command' ||
    node.type === 'TestCommand' ||
    node.type === 'Subshell' ||
    (node.type === 'Pipeline' && node.prefixes.every((prefix) => prefix.type !== 'Negation'))
  );
}

const maxLookedAt = 1_500;

/** `cmd; if [ $? -ne 0 ]; then exit 1; fi`, `cmd; rc=$?; …; exit $rc`: the failure is looked at. `end` is where the list ends. */
function asksForStatus(m: Machine, next: Statement, end: number): boolean {
  const { command } = next;
  if (command.type === 'If' || command.type === 'AndOr') {
    const text = m.source.text.slice(next.pos, Math.min(next.end, next.pos + maxLookedAt));
    return /\$\?|\$\{\?\}/.test(text) && /\b(?:exit|return)\s+(?:[1-9]|"?\$)/.test(text);
  }
  const name = statusKeptBy(command);
  return name !== undefined && leavesWith(m, name, next.end, end);
}

/** The variable of `rc=$?`. */
function statusKeptBy(node: PipelineNode | AndOr): string | undefined {
  if (node.type !== 'Command' || node.name !== undefined || node.prefix.length !== 1) return undefined;
  const only = node.prefix[0]!;
  return only.type === 'Assignment' && /^"?\$(?:\?|\{\?\})"?$/.test(only.value.type === 'Word' ? only.value.text : '') ? only.name : undefined;
}

/** Whether the script goes on to leave with the status that a variable keeps, or because of it. */
function leavesWith(m: Machine, name: string, from: number, to: number): boolean {
  const text = m.source.text.slice(from, Math.min(to, from + maxLookedAt));
  if (new RegExp(`\\b(?:exit|return)\\s+"?\\$\\{?${name}\\b`).test(text)) return true;
  return new RegExp(`(?:\\[|\\(\\()[^\\n;]*\\b${name}\\b[^\\n]*`).test(text) && /\b(?:exit|return)\s+[1-9]/.test(text);
}

function runStatement(m: Machine, statement: Statement): Outcome {
  if (statement.background !== true) return runNode(m, statement.command);
  const scope = m.scope.fork();
  const run = (): Outcome => m.with({ scope, tail: false }, () => m.place.frame('process', () => runNode(m, statement.command)));
  if (lastWait(m.source) > statement.end) run();
  else m.place.soften({ kind: 'swallowed', how: 'runs in the background', span: m.span(statement) }, run);
  return done;
}

const waits = new WeakMap<Source, number>();

/** Where the last `wait` for a job of one's own is: only that gives a job's status back. */
function lastWait(source: Source): number {
  let at = waits.get(source);
  if (at === undefined) {
    at = -1;
    for (const found of source.text.matchAll(/\bwait[ \t]+(?:-n|"?\$)/g)) at = found.index;
    waits.set(source, at);
  }
  return at;
}

/** Runs any command. */
export function runNode(m: Machine, node: PipelineNode | AndOr): Outcome {
  if (m.stopped) return done;
  return m.nested(node, done, () => dispatch(m, node));
}

function dispatch(m: Machine, node: PipelineNode | AndOr): Outcome {
  switch (node.type) {
    case 'Command':
      return runCommand(m, node);
    case 'AndOr':
      return runAndOr(m, node);
    case 'Pipeline':
      return runPipeline(m, node);
    case 'If':
      return runIf(m, node);
    case 'Case':
      return runCase(m, node);
    case 'For':
    case 'Select':
      return runFor(m, node);
    case 'ArithmeticFor':
      return runArithmeticFor(m, node);
    case 'While':
      return runWhile(m, node);
    case 'Function':
      return defineFunction(m, node);
    case 'Subshell':
      return runSubshell(m, node.body.commands);
    case 'BraceGroup':
      return runList(m, node.body.commands);
    case 'Redirected':
      return runRedirected(m, node);
    case 'TestCommand':
      m.step(() => m.span(node));
      return outcome(m.assumptions.resolve(testExpression(m, node.expression)));
    case 'ArithmeticCommand':
      m.step(() => m.span(node));
      return outcome(m.assumptions.resolve(arithmeticCondition(m, node.expression, node.body)));
    case 'Coproc':
      m.host.unread(m.span(node), 'a coprocess');
      return node.body.type === 'CompoundList'
        ? done
        : runSubshell(m, [{ type: 'Statement', pos: node.body.pos, end: node.body.end, command: node.body, background: true }]);
  }
}

function runRedirected(m: Machine, node: Redirected): Outcome {
  return withRedirects(m, node.redirects, node, () => runNode(m, node.command));
}

/** `( … )`: variables, folder and settings stay inside. */
export function runSubshell(m: Machine, statements: readonly Statement[]): Outcome {
  const scope = m.scope.fork();
  const result = m.with({ scope }, () => m.place.frame('process', () => runList(m, statements)));
  return afterSubshell(result);
}

function afterSubshell(result: Outcome): Outcome {
  switch (result.flow) {
    case 'fail':
    case 'return-fail':
      return outcome({ kind: 'known', value: false });
    case 'exit':
    case 'return':
      return outcome(result.status);
    default:
      return outcome(result.status);
  }
}

const maxOperands = 24;

function runAndOr(m: Machine, node: AndOr): Outcome {
  let result = done;
  const size = node.commands.length;
  const reasons = swallowing(m, node);
  for (let i = 0; i < size; i++) {
    if (m.stopped) return result;
    const command = node.commands[i]!;
    const swallowed = reasons[i];
    const { tail, guarded, checked } = m;
    const run = (): Outcome => {
      if (i < size - 1) {
        m.guarded = guarded + 1;
        m.tail = true;
      } else m.tail = tail;
      try {
        return swallowed === undefined
          ? runNode(m, command)
          : m.place.soften({ kind: 'swallowed', how: swallowed, span: m.span(node) }, () => runNode(m, command));
      } finally {
        m.tail = tail;
        m.guarded = guarded;
        m.checked = checked;
      }
    };
    if (i === 0) result = run();
    else {
      const previous = i > maxOperands ? collapse(m, node) : result.status;
      m.status = previous;
      m.asked = previous;
      result = runAfter(m, previous, node, { on: node.operators[i - 1] === '&&', run });
    }
    if (result.flow !== 'next') return result;
  }
  return result;
}

/** Why the failure of each operand does not stop the script; undefined where it does. */
function swallowing(m: Machine, node: AndOr): readonly (string | undefined)[] {
  const out: (string | undefined)[] = [];
  // Read from the right: the nearest `||` decides, and whether all that stands between only tells.
  let nearest: string | undefined;
  let onlyTells = true;
  for (let i = node.operators.length - 1; i >= 0; i--) {
    const right = node.commands[i + 1]!;
    const isOr = node.operators[i] === '||';
    if (isOr) nearest = nodeFails(m, right) || isKept(m, right) ? '' : `|| ${m.snippet(right)}`;
    onlyTells = onlyTells && isHarmless(right);
    if (!isOr && m.place.retries && leavesLoop(right)) out[i] = undefined;
    else if (nearest !== undefined) out[i] = nearest === '' ? undefined : nearest;
    // A failing `a && b` does not stop a script under `set -e`; what comes after runs unless b is all that matters.
    else out[i] = onlyTells && !m.tail && !m.checked ? `&& ${m.snippet(right)}` : undefined;
  }
  return out;
}

/** `cmd || rc=$?` with an `exit $rc` to come. */
function isKept(m: Machine, node: PipelineNode): boolean {
  const name = statusKeptBy(node);
  return name !== undefined && leavesWith(m, name, node.end, m.source.text.length);
}

const harmless = new Set(['echo', 'printf', 'true', ':', 'break', 'continue', 'log', 'info', 'date']);

function isHarmless(node: PipelineNode): boolean {
  return node.type === 'Command' && node.name?.parts === undefined && harmless.has(node.name?.value ?? '');
}

/** `a | b | c`: each part in a subshell, the output of one being the input of the next. */
function runPipeline(m: Machine, node: Pipeline): Outcome {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const parts = node.commands;
  if (!negated) return parts.length === 1 ? runNode(m, parts[0]!) : runParts(m, parts);
  const run = (): Outcome => m.with({ guarded: m.guarded + 1, tail: true }, () => (parts.length === 1 ? runNode(m, parts[0]!) : runParts(m, parts)));
  // Behind `!` a failure is a success; inside a condition the condition's branches decide that.
  const result = m.guarded > 0 ? run() : m.place.soften({ kind: 'swallowed', how: '!', span: m.span(node) }, run);
  return outcome(not(asking(result.status)), result.flow);
}

/** A command behind `!` is asked for its status. */
function asking(status: Condition): Condition {
  return status.kind === 'run' ? { ...status, asks: true } : status;
}

function runParts(m: Machine, parts: readonly CommandNode[]): Outcome {
  let stdin = m.io.stdin;
  let stdinPath = m.io.stdinPath;
  let stdinBy = m.io.stdinBy;
  let { asGiven = false } = m.io;
  let status: Condition = yes;
  const pipefail = m.scope.settings.pipefail;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const last = i === parts.length - 1;
    const out = last ? m.io.out : new Output('capture');
    const scope = m.scope.fork();
    const io = { out, stdin, stdinPath, stdinBy, captured: last ? m.io.captured : true, asGiven };
    const run = (): Outcome => m.with({ scope, io }, () => m.place.frame('process', () => runNode(m, part)));
    const result = last || pipefail ? run() : m.place.soften({ kind: 'swallowed', how: 'no pipefail', span: m.span(part) }, run);
    const ended = afterSubshell(result).status;
    status = pipefail && !last ? and(status, ended) : last ? (pipefail ? and(status, ended) : ended) : status;
    if (!last) {
      stdin = out.text();
      stdinPath = undefined;
      stdinBy = out.by;
      asGiven = out.asGiven;
    }
  }
  return outcome(status);
}

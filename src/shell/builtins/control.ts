import { emptyText, lit, literalOf, nameSet, resolvePath, show, type Text } from '../../values/index.ts';
import { evaluateArithmetic } from '../arithmetic.ts';
import type { Call } from '../commands.ts';
import { decided, known, yes, type Condition } from '../condition.ts';
import { hasWild } from '../fields.ts';
import { done, outcome, type Flow, type Machine } from '../machine.ts';
import { countOf } from '../parameters.ts';
import { parseScript } from '../parse.ts';
import { hide } from '../commands.ts';
import { getopts } from './getopts.ts';
import { bracketTest } from './bracket.ts';
import type { Builtin } from './index.ts';

function leave(flow: { readonly success: Flow; readonly failure: Flow }): Builtin {
  return (m, call) => {
    const word = call.words[1];
    if (word === undefined) {
      // With no argument: the status of what ran last.
      const last = decided(m.status);
      return outcome(known(last !== false), last === false ? flow.failure : flow.success);
    }
    const code = literalOf(word);
    if (code !== undefined && /^\d+$/.test(code)) return Number(code) === 0 ? outcome(yes, flow.success) : outcome(known(false), flow.failure);
    return outcome(m.status, flow.success);
  };
}

function changeFolder(m: Machine, target: Text | undefined, call: Call): void {
  if (target === undefined) {
    m.scope.cwd = m.variable('HOME', call.node);
    return;
  }
  const word = hasWild(target) ? m.fresh(call.node, 'cd', show(target)) : target;
  m.scope.cwd = resolvePath(m.scope.cwd, word);
}

function operands(call: Call): readonly Text[] {
  return call.words.slice(1).filter((word) => !/^-[A-Za-z@-]*$/.test(literalOf(word) ?? '') || literalOf(word) === '-');
}

const cd: Builtin = (m, call) => {
  const target = operands(call)[0];
  const before = m.scope.cwd;
  if (target !== undefined && literalOf(target) === '-') {
    const old = m.scope.get('OLDPWD');
    m.scope.cwd = old?.kind === 'text' ? old.text : m.fresh(call.node, 'cd', 'the folder before');
  } else changeFolder(m, target, call);
  m.scope.set('OLDPWD', { kind: 'text', text: before });
  return done;
};

const pushd: Builtin = (m, call) => {
  const target = operands(call)[0];
  m.scope.folders = [...m.scope.folders, m.scope.cwd].slice(-256);
  if (target !== undefined) changeFolder(m, target, call);
  return done;
};

const popd: Builtin = (m, call) => {
  const back = m.scope.folders.at(-1);
  m.scope.folders = m.scope.folders.slice(0, -1);
  m.scope.cwd = back ?? m.fresh(call.node, 'popd', 'the folder before');
  return done;
};

const set: Builtin = (m, call) => {
  const words = call.words.slice(1);
  for (let i = 0; i < words.length; i++) {
    const text = literalOf(words[i]!);
    if (text === '--' || (text === '-' && i === 0)) {
      m.scope.positional = wholeLists(m, words.slice(i + 1), call);
      return done;
    }
    if (text === undefined || !/^[-+]/.test(text)) {
      m.scope.positional = wholeLists(m, words.slice(i), call);
      return done;
    }
    const on = text.startsWith('-');
    if (text.includes('e')) m.scope.settings.errexit = on;
    if (text.endsWith('o')) setOption(m, literalOf(words[++i] ?? emptyText) ?? '', on ? 'on' : 'off');
  }
  return done;
};

function wholeLists(m: Machine, words: readonly Text[], call: Call): readonly Text[] {
  return words.map((word) => (hasWild(word) ? m.listOf(nameSet([word]), call.node, show(word)) : word));
}

function setOption(m: Machine, name: string, state: 'on' | 'off'): void {
  const on = state === 'on';
  if (name === 'pipefail') m.scope.settings.pipefail = on;
  if (name === 'errexit') m.scope.settings.errexit = on;
}

const shopt: Builtin = (m, call) => {
  const words = call.words.map((word) => literalOf(word) ?? '');
  if (words.includes('globstar')) m.scope.settings.globstar = words.includes('-s');
  return done;
};

const unset: Builtin = (m, call) => {
  const words = call.words.slice(1).map((word) => literalOf(word) ?? '');
  for (const word of words) if (/^[A-Za-z_]\w*$/.test(word)) m.scope.set(word, undefined);
  return done;
};

const shift: Builtin = (m, call) => {
  const count = Number(literalOf(call.words[1] ?? lit('1')) ?? Number.NaN);
  const items = m.scope.positional;
  if (!Number.isInteger(count) || countOf(m, items.slice(0, count)) === undefined) {
    m.scope.positional = items.length === 0 ? [] : [m.fresh(call.node, 'shift', 'remaining arguments')];
    return done;
  }
  if (count > items.length) return outcome(known(false));
  m.scope.positional = items.slice(count);
  return done;
};

const letBuiltin: Builtin = (m, call) => {
  let status: Condition = yes;
  for (const word of call.words.slice(1)) {
    const source = literalOf(word);
    const command = source === undefined ? undefined : parseScript(`((${source}))`).commands[0]?.command;
    if (command?.type !== 'ArithmeticCommand') continue;
    const value = literalOf(evaluateArithmetic(m, command.expression, source ?? ''));
    status = value === undefined ? status : known(value !== '0');
  }
  return outcome(status);
};

/** A trap that ends the script with success, whatever failed. */
const leavesWell = /(?:^|[\s;&|{])exit\s+0\s*[;}]?\s*$/;

const trap: Builtin = (m, call) => {
  const words = operands(call);
  const signals = words.slice(1).map((word) => (literalOf(word) ?? '').toUpperCase());
  const body = words[0];
  const ended = signals.filter((signal) => signal === 'ERR' || signal === 'EXIT' || signal === '0');
  if (body !== undefined && ended.length > 0) {
    const how = `trap ${ended.join(' ')}`;
    m.place.unswallow(how);
    if (leavesWell.test(literalOf(body) ?? '')) m.place.swallow({ kind: 'swallowed', how, span: m.span(call.node) });
  }
  if (body === undefined || !(signals.includes('EXIT') || signals.includes('0'))) return done;
  m.exitTraps = body.length === 0 || literalOf(body) === '-' ? [] : [{ text: body, node: call.node, source: m.source }];
  return done;
};

const local: Builtin = (m, call) => {
  for (const word of call.words.slice(1)) {
    const name = literalOf(word);
    if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) hide(m, name);
  }
  return done;
};

const wait: Builtin = () => done;

const bracket: Builtin = (m, call) => {
  const words = call.words.slice(1);
  const close = words.at(-1);
  const inner = literalOf(call.words[0] ?? emptyText) === '[' && close !== undefined && literalOf(close) === ']' ? words.slice(0, -1) : words;
  return outcome(m.assumptions.resolve(bracketTest(m, inner, call)));
};

function flowOf(flow: Flow): Builtin {
  return (m) => outcome(m.status, flow);
}

export const controls: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['cd', cd],
  ['chdir', cd],
  ['pushd', pushd],
  ['popd', popd],
  ['set', set],
  ['shopt', shopt],
  ['unset', unset],
  ['shift', shift],
  ['let', letBuiltin],
  ['trap', trap],
  ['local', local],
  ['wait', wait],
  ['jobs', wait],
  ['umask', wait],
  ['ulimit', wait],
  ['sleep', wait],
  ['disown', wait],
  ['getopts', getopts],
  ['[', bracket],
  ['test', bracket],
  ['exit', leave({ success: 'exit', failure: 'fail' })],
  ['return', leave({ success: 'return', failure: 'return-fail' })],
  ['break', flowOf('break')],
  ['continue', flowOf('continue')],
]);

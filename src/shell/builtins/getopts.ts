import { dropPrefix, emptyText, lit, literalOf, type Text } from '../../values/index.ts';
import { known } from '../condition.ts';
import type { Call } from '../commands.ts';
import { outcome, type Machine } from '../machine.ts';
import { countOf } from '../parameters.ts';
import { textOf } from '../state.ts';
import type { Builtin } from './index.ts';

/** Where in a group of letters (`-ab`) the next one stands, with the position of its word: no script can name it. */
const within = ' getopts';

/** `getopts`: the options of known arguments one after another; those of others may be any. */
export const getopts: Builtin = (m, call) => {
  const letters = literalOf(call.words[1] ?? emptyText);
  const name = literalOf(call.words[2] ?? emptyText);
  const args = call.words.length > 3 ? call.words.slice(3) : m.scope.positional;
  const at = position(m);
  if (letters === undefined || name === undefined || !/^[A-Za-z_]\w*$/.test(name) || at === undefined || countOf(m, args.slice(0, at + 1)) === undefined)
    return unknown(m, call, name);
  const word = args[at - 1];
  const set = (option: string, value: Text | undefined, next: number, inside = 1): void => {
    m.scope.set(name, { kind: 'text', text: lit(option) });
    m.scope.set('OPTARG', { kind: 'text', text: value ?? emptyText });
    m.scope.set('OPTIND', { kind: 'text', text: lit(String(next)) });
    m.scope.set(within, { kind: 'text', text: lit(`${next} ${inside}`) });
  };
  const end = (next: number): ReturnType<Builtin> => {
    set('?', undefined, next);
    return outcome(known(false));
  };
  if (word === undefined) return end(at);
  const first = word[0];
  const head = first?.kind === 'lit' ? first.text : '';
  if (head === '' && word.length > 0) return unknown(m, call, name);
  if (!head.startsWith('-') || (head === '-' && word.length === 1)) return end(at);
  if (literalOf(word) === '--') return end(at + 1);
  const [of, inside] = (literalOf(textOf(m.scope.get(within))) ?? '').split(' ').map(Number);
  const index = of === at && inside !== undefined ? inside : 1;
  const letter = head[index];
  if (letter === undefined) return unknown(m, call, name);
  const place = letters.replace(/^:/, '').indexOf(letter);
  const takes = place !== -1 && letters.replace(/^:/, '')[place + 1] === ':';
  const rest = dropPrefix(word, head.slice(0, index + 1)) ?? emptyText;
  if (takes) {
    if (rest.length > 0) set(letter, rest, at + 1);
    else if (args[at] === undefined) set(letters.startsWith(':') ? ':' : '?', letters.startsWith(':') ? lit(letter) : undefined, at + 1);
    else set(letter, args[at], at + 2);
  } else {
    const option = place === -1 || letter === ':' ? '?' : letter;
    const value = option === '?' && letters.startsWith(':') ? lit(letter) : undefined;
    if (rest.length === 0) set(option, value, at + 1);
    else set(option, value, at, index + 1);
  }
  return outcome(known(true));
};

/** The position of the word that comes next; the first where none is set, as behind `local OPTIND`. */
function position(m: Machine): number | undefined {
  const given = literalOf(textOf(m.scope.get('OPTIND')));
  const value = given === '' ? 1 : Number(given ?? Number.NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function unknown(m: Machine, call: Call, name: string | undefined): ReturnType<Builtin> {
  if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) m.scope.set(name, { kind: 'text', text: m.fresh(call.node, name, 'an option') });
  m.scope.set('OPTARG', { kind: 'text', text: m.fresh(call.node, 'OPTARG', "an option's value") });
  m.scope.set('OPTIND', { kind: 'text', text: m.fresh(call.node, 'OPTIND', 'the first word behind the options') });
  return outcome({ kind: 'atom', key: `getopts:${m.host.freshId(m.span(call.node), 'getopts')}`, how: 'an option is given' });
}

import { concat, lit, literalOf, type Text } from '../values/index.ts';
import type { Call } from './commands.ts';

/** A command that runs another one given in its arguments: which options take a value, and how many words come first. */
interface Wrapper {
  readonly values: ReadonlySet<string>;
  /** Words before the command: a duration, a number of tries. */
  readonly leading?: number;
  readonly assignments?: boolean;
  /** Options that mean it runs nothing. */
  readonly except?: ReadonlySet<string>;
}

function wrapper(values: string, more: Omit<Wrapper, 'values'> = {}): Wrapper {
  return { values: new Set(values.split(' ').filter((value) => value !== '')), ...more };
}

const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper('-u -g -h -p -C -r -t -D -R -T --user --group --chdir --host', { assignments: true, except: new Set(['-l', '-v', '-k', '--list']) })],
  ['doas', wrapper('-u -C')],
  ['env', wrapper('-u -C -S --unset --chdir', { assignments: true })],
  ['command', wrapper('', { except: new Set(['-v', '-V']) })],
  ['builtin', wrapper('')],
  ['exec', wrapper('-a')],
  ['time', wrapper('-f -o --format --output')],
  ['nohup', wrapper('')],
  ['nice', wrapper('-n --adjustment')],
  ['ionice', wrapper('-c -n -p')],
  ['setsid', wrapper('')],
  ['stdbuf', wrapper('-i -o -e')],
  ['unbuffer', wrapper('')],
  ['chronic', wrapper('')],
  ['timeout', wrapper('-s -k --signal --kill-after', { leading: 1 })],
  ['gtimeout', wrapper('-s -k --signal --kill-after', { leading: 1 })],
  ['xvfb-run', wrapper('-n -e -f -l -p -s -w --server-num --server-args --error-file --auth-file --wait')],
  ['dbus-run-session', wrapper('--config-file')],
  ['caffeinate', wrapper('-t -w')],
  ['arch', wrapper('-arch')],
  ['retry', wrapper('-n -t -d -m -r -s --tries --times --delay --max --retries --sleep --until --backoff')],
  ['travis_retry', wrapper('')],
  ['gosu', wrapper('', { leading: 1 })],
  ['su-exec', wrapper('', { leading: 1 })],
]);

/** The command that a wrapper runs, or undefined when the name is no wrapper or runs nothing. */
export function peel(name: string, call: Call): Call | undefined {
  const base = name.startsWith('/') ? name.slice(name.lastIndexOf('/') + 1) : name;
  const spec = wrappers.get(base);
  if (spec === undefined) return undefined;
  const assignments = new Map(call.assignments);
  const { words } = call;
  let i = 1;
  for (; i < words.length; i++) {
    const word = words[i]!;
    const text = literalOf(word);
    if (text !== undefined && spec.except?.has(text) === true) return undefined;
    if (text === '--') {
      i++;
      break;
    }
    if (text?.startsWith('-') === true && text !== '-') {
      if (spec.values.has(text)) i++;
      continue;
    }
    const pair = spec.assignments === true ? assignmentIn(word) : undefined;
    if (pair === undefined) break;
    assignments.set(pair.name, pair.value);
  }
  i += spec.leading ?? 0;
  while (base === 'retry' && /^\d+[smh]?$/.test(literalOf(words[i] ?? []) ?? '')) i++;
  if (i >= words.length) return undefined;
  return { ...call, words: words.slice(i), assignments };
}

/** `NAME=value` as a word. */
function assignmentIn(word: Text): { readonly name: string; readonly value: Text } | undefined {
  const first = word[0];
  if (first?.kind !== 'lit') return undefined;
  const found = /^([A-Za-z_]\w*)=/.exec(first.text);
  return found === null ? undefined : { name: found[1]!, value: concat(lit(first.text.slice(found[0].length)), word.slice(1)) };
}

import { basename, concat, derive, dirname, lit, literalOf, type Text } from '../../values/index.ts';
import { callHost } from '../commands.ts';
import { runSourceText } from '../functions.ts';
import { itemsOfText, type Item } from '../items.ts';
import { done, type Outcome } from '../machine.ts';
import type { Builtin } from './index.ts';

const takesValue =
  /^(?:-[jnNLPISEaC]|--(?:jobs|max-args|max-replace-args|max-lines|max-procs|delimiter|arg-file|colsep|joblog|results|tmpdir|timeout|retries|delay|halt|halt-on-error|load|memfree|nice|workdir|wd|tagstring|shuf-seed|sshlogin|env|basefile|return))$/;
const marks = /\{(?:\.|\/|\/\/|\/\.|#|%)?\}/g;

interface Plan {
  /** The command as the shell reads it; empty where each item is a command of its own. */
  readonly command: Text;
  /** The arguments after `:::`, where it has them. */
  readonly given: readonly Text[] | undefined;
}

/** What a call runs for each of its arguments; undefined where it takes them from files or several lists. */
function planOf(words: readonly Text[]): Plan | undefined {
  let i = 1;
  for (; i < words.length; i++) {
    const text = literalOf(words[i]!);
    if (text === undefined || !text.startsWith('-') || text === '-') break;
    if (/^--(?:pipe(?:part)?|arg-file|xapply|link|semaphore|colsep|onall|nonall)\b|^-[aC]|^-I/.test(text)) return undefined;
    if (takesValue.test(text)) i++;
  }
  const rest = words.slice(i);
  const lists = rest.flatMap((word, at) => (/^:{3,4}\+?$/.test(literalOf(word) ?? '') ? [at] : []));
  if (lists.length > 1 || (lists.length === 1 && literalOf(rest[lists[0]!]!) !== ':::')) return undefined;
  const end = lists[0] ?? rest.length;
  const command = rest.slice(0, end);
  return {
    command: concat(...command.flatMap((word, at) => (at === 0 ? [word] : [lit(' '), word]))),
    given: lists.length === 0 ? undefined : rest.slice(end + 1),
  };
}

/** GNU `parallel`: its command, read anew by a shell, for every argument or line of the input. */
export const parallel: Builtin = (m, call) => {
  if (call.words.some((word) => /^--(?:dry-?run|version|help)$/.test(literalOf(word) ?? ''))) return done;
  const plan = planOf(call.words);
  if (plan === undefined) return callHost(m, call);
  const items: readonly Item[] =
    plan.given?.map((text): Item => ({ kind: 'value', text })) ?? itemsOfText(m, m.io.stdin ?? m.fresh(call.node, 'stdin', 'standard input'), 'lines');
  const io = { ...m.io, stdin: undefined, stdinPath: undefined, stdinBy: undefined };
  const run = (argument: Text): Outcome =>
    m.with({ io }, () => runSourceText(m, filled(plan.command, argument), call.node, { own: false, assignments: call.assignments }));
  let last: Outcome = done;
  for (const item of items) {
    if (m.stopped) break;
    const element = item.kind === 'set' ? m.elementOf(item.set, item.from, call.node, 'item') : { text: item.text, id: undefined };
    const { text, id } = element;
    last = id === undefined ? run(text) : m.host.round(id, () => run(text));
    if (last.flow !== 'next') return last;
  }
  return last;
};

/** The command with an argument in place of its marks, or behind it where it has none. */
function filled(command: Text, argument: Text): Text {
  if (command.length === 0) return argument;
  let found = false;
  const pieces = command.flatMap((piece): Text => {
    if (piece.kind !== 'lit') return [piece];
    const parts: Text[] = [];
    let from = 0;
    for (const mark of piece.text.matchAll(marks)) {
      found = true;
      parts.push(lit(piece.text.slice(from, mark.index)), markedPart(mark[0], argument));
      from = mark.index + mark[0].length;
    }
    return concat(...parts, lit(piece.text.slice(from)));
  });
  return found ? concat(pieces) : concat(pieces, lit(' '), argument);
}

function markedPart(mark: string, argument: Text): Text {
  switch (mark) {
    case '{}':
      return argument;
    case '{/}':
      return basename(argument);
    case '{//}':
      return dirname(argument);
    default: {
      const known = literalOf(argument);
      if (known === undefined || mark === '{#}' || mark === '{%}') return derive(`parallel ${mark}`, argument);
      const bare = known.replace(/\.[^./]*$/, '');
      return lit(mark === '{.}' ? bare : bare.slice(bare.lastIndexOf('/') + 1));
    }
  }
}

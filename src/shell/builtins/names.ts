import { basename, concat, emptyText, hole, join, lit, literalOf, nameSet, show, stripPrefix, type Text } from '../../values/index.ts';
import { runCall, type Call } from '../commands.ts';
import { hasWild } from '../fields.ts';
import { itemsOfText, type Item } from '../items.ts';
import { done, type Machine, type Outcome } from '../machine.ts';
import { line } from '../output.ts';
import { planFind, type FindAction, type FindPlan } from './find-set.ts';
import { readOptions } from './options.ts';
import { parallel } from './parallel.ts';
import { contentOf } from './print.ts';
import { give } from './source.ts';
import type { Builtin } from './index.ts';

/** `find`: the names it prints as one unknown that is each of them; `-exec` runs its command for them. */
const find: Builtin = (m, call) => {
  const plan = planFind(call.words);
  if (plan === undefined) return undefined;
  const actions: readonly FindAction[] = plan.actions.length === 0 ? [{ kind: 'print' }] : plan.actions;
  let result: Outcome = done;
  for (const action of actions) {
    if (m.stopped) break;
    result = act(m, plan, action, call);
  }
  return result;
};

/** What `find` found, as a list. */
function found(m: Machine, plan: FindPlan, call: Call): Text {
  const label = `find ${plan.folders.map(show).join(' ')}`;
  if (plan.set === undefined || plan.quits) return m.fresh(call.node, 'find', label);
  return m.listOf(plan.set, call.node, label);
}

function act(m: Machine, plan: FindPlan, action: FindAction, call: Call): Outcome {
  switch (action.kind) {
    case 'print':
      if (m.io.out.wanted) m.io.out.add(line(found(m, plan, call)));
      return done;
    case 'printf':
      if (m.io.out.wanted) m.io.out.add(formatted(m, plan, action.format, call));
      return done;
    case 'delete':
      return runCall(m, { ...call, words: [lit('rm'), lit('-f'), found(m, plan, call)], assignments: new Map() });
    case 'exec': {
      if (action.together) return runCall(m, { ...call, words: replaced(action.words, '{}', found(m, plan, call)), assignments: new Map() });
      const element =
        plan.set === undefined || plan.quits
          ? undefined
          : m.elementOf(m.host.glob(plan.set, m.scope.cwd), [], call.node, `find ${plan.folders.map(show).join(' ')}`);
      const words = replaced(action.words, '{}', element?.text ?? found(m, plan, call));
      const run = (): Outcome => runCall(m, { ...call, words, assignments: new Map() });
      // `find` succeeds whatever its commands do.
      m.place.soften({ kind: 'swallowed', how: 'find -exec', span: m.span(call.node) }, () =>
        m.with({ tail: true }, () => (element === undefined ? run() : m.host.round(element.id, run))),
      );
      return done;
    }
  }
}

function formatted(m: Machine, plan: FindPlan, format: Text, call: Call): Text {
  const known = literalOf(format);
  const names = found(m, plan, call);
  if (known === undefined || plan.set === undefined) return line(m.fresh(call.node, 'find', 'files found'));
  const parts = known
    .replace(/\\n/g, '\n')
    .replace(/\\0/g, '\0')
    .replace(/\\t/g, '\t')
    .split(/(%[a-zA-Z])/);
  const texts = parts.map((part): Text | undefined => {
    if (!part.startsWith('%')) return lit(part);
    if (part === '%p') return names;
    if (part === '%f') return basename(names);
    const only = plan.folders.length === 1 ? plan.folders[0]! : undefined;
    if (part === '%P' && only !== undefined) return literalOf(only) === '.' ? names : stripPrefix(names, concat(only, lit('/')));
    return undefined;
  });
  return texts.includes(undefined) ? line(m.fresh(call.node, 'find', 'files found')) : concat(...texts.map((text) => text ?? emptyText));
}

/** Replaces a mark in every literal of the words. */
function replaced(words: readonly Text[], mark: string, by: Text): readonly Text[] {
  return words.map((word) =>
    concat(
      ...word.map((piece): Text => {
        if (piece.kind !== 'lit' || mark === '' || !piece.text.includes(mark)) return [piece];
        return concat(...piece.text.split(mark).flatMap((run, i) => (i === 0 ? [lit(run)] : [by, lit(run)])));
      }),
    ),
  );
}

/** `ls`: patterns are the names they stand for, a folder the base names in it. */
const ls: Builtin = (m, call) => {
  if (!m.io.out.wanted) return done;
  const options = readOptions(call.words, ['I', 'ignore', 'w']);
  if (['l', 'i', 's', 'F', 'p', 'R', 'I', 'ignore'].some((flag) => options.flags.has(flag)))
    return give(m, line(m.fresh(call.node, 'ls', call.words.map(show).join(' ').slice(0, 40))));
  const operands = options.operands.length === 0 ? [lit('.')] : options.operands;
  const lists = operands.map((operand): Text => {
    if (hasWild(operand)) return m.listOf(nameSet([operand]), call.node, show(operand));
    const text = literalOf(operand);
    const isFile = options.flags.has('d') || operand.some((piece) => m.isList(piece)) || (text !== undefined && /[^./]\.\w{1,5}$/.test(text));
    if (isFile) return operand;
    const folder = text === '.' || text === './' ? emptyText : text?.endsWith('/') === true ? operand : concat(operand, lit('/'));
    return basename(m.listOf(nameSet([concat(folder, [{ kind: 'wild', glob: '*' }])]), call.node, show(operand)));
  });
  return give(m, line(join(lists, '\n')));
};

interface XargsPlan {
  /** The mark that `-I` replaces. */
  readonly mark: string | undefined;
  /** One call for each item. */
  readonly each: boolean;
  readonly lines: boolean;
  readonly skipsEmpty: boolean;
  readonly file: Text | undefined;
  readonly words: readonly Text[];
}

function planXargs(words: readonly Text[]): XargsPlan {
  let mark: string | undefined;
  let each = false;
  let lines = false;
  let skipsEmpty = false;
  let file: Text | undefined;
  let i = 1;
  for (; i < words.length; i++) {
    const text = literalOf(words[i]!);
    if (text === undefined || !text.startsWith('-') || text === '-') break;
    const takes = /^(?:-([nLPdEsaI])|--(max-args|max-lines|max-procs|delimiter|arg-file|replace))(?:=)?(.*)$/s.exec(text);
    if (takes === null) {
      if (text === '-i') mark = '{}';
      if (/^-[a-z]*0/.test(text) || text === '--null') lines = true;
      if (/^-[a-z0]*r/.test(text) || text === '--no-run-if-empty') skipsEmpty = true;
      if (text === '--') {
        i++;
        break;
      }
      continue;
    }
    const name = takes[1] ?? takes[2]!;
    const value = takes[3] !== '' ? takes[3]! : (literalOf(words[++i] ?? []) ?? '?');
    if (name === 'I' || name === 'replace') mark = value;
    if ((name === 'n' || name === 'L' || name === 'max-args' || name === 'max-lines') && value === '1') each = true;
    if (name === 'L' || name === 'd' || name === 'delimiter') lines = true;
    if (name === 'a' || name === 'arg-file') file = words[i];
  }
  return { mark, each: each || mark !== undefined, lines: lines || mark !== undefined, skipsEmpty, file, words: words.slice(i) };
}

/** `xargs`: its command with the items of the input, all at once or one by one. */
const xargs: Builtin = (m, call) => {
  const plan = planXargs(call.words);
  const text = plan.file === undefined ? m.io.stdin : contentOf(m, plan.file);
  const input = text ?? m.fresh(call.node, 'stdin', 'standard input');
  const items = itemsOfText(m, input, plan.lines ? 'lines' : 'quoted words');
  const command = plan.words.length === 0 ? [lit('echo')] : plan.words;
  const io = { ...m.io, stdin: undefined, stdinPath: undefined, stdinBy: undefined };
  const run = (words: readonly Text[]): Outcome => m.with({ io }, () => runCall(m, { ...call, words, assignments: call.assignments }));
  if (!plan.each) {
    if (items.length === 0 && plan.skipsEmpty) return done;
    return run([...command, ...items.map((item) => listed(m, item, call))]);
  }
  let last: Outcome = done;
  for (const item of items) {
    if (m.stopped) break;
    const element = item.kind === 'set' ? m.elementOf(item.set, item.from, call.node, plan.mark ?? 'item') : { text: item.text, id: undefined };
    const each = (): Outcome => run(plan.mark === undefined ? [...command, element.text] : replaced(command, plan.mark, element.text));
    last = element.id === undefined ? each() : m.host.round(element.id, each);
    if (last.flow !== 'next') return last;
  }
  return last;
};

function listed(m: Machine, item: Item, call: Call): Text {
  if (item.kind !== 'set') return item.text;
  const id = m.host.freshId(m.span(call.node), 'items');
  m.lists.add(id);
  return hole(id, { label: 'items', from: item.from, each: item.set });
}

export const names: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['find', find],
  ['gfind', find],
  ['ls', ls],
  ['xargs', xargs],
  ['gxargs', xargs],
  ['parallel', parallel],
]);

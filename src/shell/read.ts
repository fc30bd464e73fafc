import type { Command, CompoundList } from 'unbash';
import { concat, derive, emptyText, lit, literalOf, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import { expandValue } from './words.ts';

/** How `read` splits a line into variables. */
export interface ReadPlan {
  readonly names: readonly string[];
  /** `-a name`: the fields go into an array. */
  readonly array: string | undefined;
  /** Separators: `undefined` for blanks, the empty string for none. */
  readonly ifs: string | undefined;
}

/** The plan of a loop's `read`, when its condition is one: `while IFS= read -r line`, also with `|| [ -n "$line" ]`. */
export function readPlan(m: Machine, clause: CompoundList): ReadPlan | undefined {
  const node = clause.commands.length === 1 ? clause.commands[0]!.command : undefined;
  if (node === undefined) return undefined;
  if (node.type === 'Command') return planOf(m, node);
  if (node.type !== 'AndOr' || node.operators[0] !== '||') return undefined;
  const first = node.commands[0];
  return first?.type === 'Command' ? planOf(m, first) : undefined;
}

/** Reads a `read` command's options. */
export function planOf(m: Machine, node: Command): ReadPlan | undefined {
  if (node.name?.parts !== undefined || node.name?.value !== 'read') return undefined;
  const own = node.prefix.find((part) => part.type === 'Assignment' && part.name === 'IFS');
  const ifs =
    own?.type === 'Assignment' && own.value.type === 'Word'
      ? literalOf(expandValue(m, own.value))
      : m.scope.has('IFS')
        ? literalOf(m.variable('IFS', node))
        : undefined;
  return planOfWords(
    node.args.map((arg) => (arg.type === 'Word' ? (literalOf(expandValue(m, arg)) ?? '?') : arg.text)),
    ifs,
  );
}

export function planOfWords(args: readonly string[], ifs: string | undefined): ReadPlan {
  const names: string[] = [];
  let array: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (!arg.startsWith('-') || arg === '-') {
      if (/^[A-Za-z_]\w*$/.test(arg)) names.push(arg);
      continue;
    }
    const takes = /^-[ers]*([adinNptu])(.*)$/.exec(arg);
    if (takes === null) continue;
    const value = takes[2] === '' ? args[++i] : takes[2];
    if (takes[1] === 'a' && value !== undefined) array = value;
  }
  return { names: names.length === 0 && array === undefined ? ['REPLY'] : names, array, ifs };
}

/** Gives the variables of a `read` their parts of a line; the last one takes the rest. */
export function readInto(m: Machine, plan: ReadPlan, line: Text): void {
  if (plan.array !== undefined) {
    m.scope.set(plan.array, { kind: 'list', items: fields(line, plan.ifs) });
    return;
  }
  const { names } = plan;
  if (names.length === 1 || plan.ifs === '') {
    names.forEach((name, i) => m.scope.set(name, { kind: 'text', text: i === 0 ? line : emptyText }));
    return;
  }
  const parts = fields(line, plan.ifs);
  const opaque = parts.length === 1 && line.length === 1 && line[0]!.kind !== 'lit';
  names.forEach((name, i) => {
    const rest = i === names.length - 1 ? parts.slice(i) : [parts[i] ?? emptyText];
    const text = opaque ? derive(`field ${i + 1}`, line, { label: name }) : joinWith(rest, plan.ifs);
    m.scope.set(name, { kind: 'text', text });
  });
}

function joinWith(parts: readonly Text[], ifs: string | undefined): Text {
  return concat(...parts.flatMap((part, i) => (i === 0 ? [part] : [lit(ifs?.[0] ?? ' '), part])));
}

/** Splits a line at separators in its literals. */
export function fields(line: Text, ifs: string | undefined): readonly Text[] {
  if (ifs === '') return [line];
  const blank = ifs === undefined || /^\s+$/.test(ifs);
  const separators = blank ? /[ \t\n]+/ : new RegExp(`[${(ifs ?? '').replace(/[\]\\^-]/g, '\\$&')}]`);
  const out: Text[] = [];
  let current: Text = emptyText;
  for (const piece of line) {
    if (piece.kind !== 'lit') {
      current = concat(current, [piece]);
      continue;
    }
    piece.text.split(separators).forEach((run, i) => {
      if (i > 0) {
        out.push(current);
        current = emptyText;
      }
      current = concat(current, lit(run));
    });
  }
  out.push(current);
  return blank ? out.filter((part) => part.length > 0) : out;
}

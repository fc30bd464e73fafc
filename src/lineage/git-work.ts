import type { CommandCall } from '../shell/index.ts';
import { lit, literalOf, nameSet, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';
import { baseNames, showSet, withBelow } from './names.ts';

/**
 * `git add PATHS` stages files and a later `git push` makes them public on a branch: signatures that are committed
 * reach strangers that way. Returns true when the command was one of the two.
 */
export function stageOrPush(machine: Machine, call: CommandCall, weak: readonly Weakness[]): boolean {
  if (literalOf(call.words[0] ?? []) !== 'git') return false;
  const words = call.words.slice(1).filter((w) => !startsWithDash(w));
  const verb = literalOf(words[0] ?? []);
  if (verb === 'add') {
    const paths = machine.paths(words.slice(1), call.cwd, { glob: false });
    machine.staged.push(withBelow(nameSet(paths.include.map((p) => (p.length === 0 ? [{ kind: 'wild' as const, glob: '**' }] : p)), paths.exclude)));
    return true;
  }
  if (verb !== 'push' || machine.staged.length === 0) return verb === 'push';
  const found = machine.staged.flatMap((set) => machine.files.read(set).entries);
  machine.staged.length = 0;
  const items = found.filter((f) => machine.trace.batches.get(f.item.batch)?.kind !== 'checkout');
  if (items.length === 0) return true;
  machine.trace.publishes.push({
    id: machine.trace.nextId('p'),
    sink: { kind: 'git-branch', branch: words[2] ?? lit('') },
    files: items.map((f) => f.item),
    shown: items.map((f) => showSet(baseNames(f.path))),
    packages: [],
    auth: 'unknown',
    draft: false,
    replaces: false,
    origin: machine.origin(call.span),
    weak: machine.weak(weak),
    cannotWork: undefined,
    unresolved: undefined,
  });
  return true;
}

function startsWithDash(word: Text): boolean {
  const first = word[0];
  return first?.kind === 'lit' && first.text.startsWith('-');
}

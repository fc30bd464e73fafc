import { lit, literalOf, nameSet, resolvePath, show, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';

/** Notes a checkout of this repository, at the commit that runs, in a folder of its own. */
export function noteOwnCheckout(machine: Machine, inputs: ReadonlyMap<string, Text>): void {
  const folder = literalOf(inputs.get('path') ?? []);
  const isElsewhere = (inputs.get('ref') ?? []).length > 0 || (inputs.get('repository') ?? []).length > 0;
  if (folder !== undefined && !isElsewhere) note(machine, folder);
}

/** Notes that a command puts all of the checkout into a folder of its own: `mv * .github ../action/`, `cp -r . ../action`. */
export function noteOwnCopy(machine: Machine, words: readonly Text[], cwd: Text): void {
  const [program = '', ...rest] = words.map(show);
  if ((program !== 'mv' && program !== 'cp') || cwd.length > 0) return;
  const paths = rest.filter((word) => !word.startsWith('-'));
  const to = literalOf(resolvePath(cwd, words.at(-1) ?? []));
  if (paths.length < 2 || to === undefined || !paths.slice(0, -1).some((from) => from === '*' || (program === 'cp' && /^\.\/?\.?$/.test(from)))) return;
  note(machine, to);
}

function note(machine: Machine, folder: string): void {
  const path = plain(folder);
  if (path !== '') machine.ownCopies.add(path);
}

/** Where a folder of such a copy stands in the checkout; undefined for one that is in none, and where a step wrote an action of its own. */
export function folderInCopy(machine: Machine, folder: string): string | undefined {
  const path = plain(folder);
  for (const copy of machine.ownCopies) {
    if (path !== copy && !path.startsWith(`${copy}/`)) continue;
    const files = nameSet(['action.yml', 'action.yaml'].map((name) => lit(`${path}/${name}`)));
    const isOther = machine.files.read(files).entries.some((e) => machine.trace.batches.get(e.item.batch)?.kind !== 'checkout');
    return isOther ? undefined : path.slice(copy.length + 1);
  }
  return undefined;
}

function plain(folder: string): string {
  return folder.replace(/^(?:\.\/+)+/, '').replace(/\/+$/, '');
}

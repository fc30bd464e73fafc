import { limits, wholeFile } from '../base/index.ts';
import { lit, literalOf, nameSet, resolvePath, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import { launchers } from './program-names.ts';

/** Whether a step wrote a file of this name. An archive that was unpacked around it is taken to hold other files than the checkout's scripts. */
export function isReplaced(machine: Machine, name: string): boolean {
  return machine.files
    .read(nameSet([lit(name)]))
    .entries.some(
      ({ item, entry }) => !machine.trace.unpacked.has(item.batch) || entry.path.include.every((path) => path.every((piece) => piece.kind !== 'wild')),
    );
}

/** A shell script of the checkout that a path names, unless a step put something else there. */
export function checkoutScript(machine: Machine, path: Text, cwd: Text): { readonly path: string; readonly text: string } | undefined {
  const name = literalOf(resolvePath(cwd, path));
  // The launchers that build tools put into a checkout are the tools themselves, whose commands have rows.
  if (name !== undefined && launchers.has(name.split('/').at(-1) ?? '')) return undefined;
  if (name === undefined || isReplaced(machine, name)) return undefined;
  const read = machine.trace.input.files.read(name.replace(/^\.\//, ''));
  if (read.kind !== 'text') return undefined;
  if (read.text.length > limits.maxDocumentBytes) {
    machine.cut(wholeFile(name), `a script longer than ${limits.maxDocumentBytes} characters`);
    return undefined;
  }
  const first = read.text.slice(0, 200).split('\n')[0] ?? '';
  if (first.startsWith('#!') && !/\b(ba|da|z|k)?sh\b/.test(first)) return undefined;
  return { path: name, text: read.text };
}

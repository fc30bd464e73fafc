import { basename, concat, dirname, dropSuffix, lit, literalOf, parseGlob } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import { tail } from './view.ts';
import type { View } from './view.ts';

/**
 * PowerShell's cmdlets about files: what they take as `from`, their target as `to`, and `to-folder` where that is a folder
 * for certain. A list has commas between its items; a target that no parameter names is the word after them.
 */
export const cmdlet: View = ({ argv, program }) => {
  const words = [...argv.args];
  const given = (name: string): readonly Text[] => argv.flags.get(name)?.values ?? [];
  const named = [...given('Path'), ...given('LiteralPath')];
  const first = named.length > 0 ? named : words.splice(0, 1);
  const listed = [...first];
  while (words.length > 0 && tail(listed.at(-1)).endsWith(',')) listed.push(words.shift()!);
  const from = listed.flatMap((one) => itemsOf(one)).flatMap((one) => parseGlob(one, { braces: false }));
  const target = given('Destination')[0] ?? given('DestinationPath')[0] ?? given('NewName')[0] ?? words[0];
  if (from.length === 0) return {};
  switch (program.toLowerCase()) {
    case 'rename-item':
      return target === undefined ? {} : { from, to: [beside(from[0]!, target)] };
    case 'compress-archive':
      return target === undefined ? {} : { from, to: [literalOf(target)?.includes('.') === false ? concat(target, lit('.zip')) : target] };
    case 'expand-archive':
      return { from, to: [concat(target ?? dropSuffix(basename(from[0]!), '.zip') ?? basename(from[0]!), lit('/**'))] };
    default: {
      if (target === undefined) return { from, to: [lit('.')], 'to-folder': [lit('true')] };
      const certain = from.length > 1 || tail(target).endsWith('/') || ['.', '..'].includes(literalOf(target) ?? '');
      return { from, to: [target], ...(certain ? { 'to-folder': [lit('true')] } : {}) };
    }
  }
};

/** The items of `a.zip,b.zip`; a name with an unknown part in it is one. */
function itemsOf(word: Text): readonly Text[] {
  const text = literalOf(word);
  if (text === undefined) return [dropSuffix(word, ',') ?? word];
  return text.split(',').flatMap((item) => (item === '' ? [] : [lit(item)]));
}

function beside(path: Text, name: Text): Text {
  const folder = dirname(path);
  return folder.length === 0 || literalOf(folder) === '.' ? name : concat(folder, lit('/'), name);
}

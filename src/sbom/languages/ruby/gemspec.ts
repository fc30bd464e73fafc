import type { Found } from '../../cataloger.ts';
import { failed, malformed } from '../../gather.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/** Reads the specification that RubyGems writes of an installed gem: assignments of literals, which are not run. Source: RubyGems, `Gem::Specification#to_ruby`. */
export function readGemspec(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const text = read.value;
  const one = (field: string): string | undefined =>
    new RegExp(`^[ \\t]*s\\.${field}[ \\t]*=[ \\t]*"([^"\\\\#\n]*)"(?:\\.freeze)?[ \\t]*\\r?$`, 'm').exec(text)?.[1];
  const name = one('name');
  const version = one('version') ?? /^[ \t]*s\.version[ \t]*=[ \t]*Gem::Version\.new\("([^"\\#\n]*)"/m.exec(text)?.[1];
  if (name === undefined || version === undefined) return malformed(path, 'it says neither a name nor a version that can be read without running it');
  const platform = /^# stub: \S+ \S+ (\S+) /m.exec(text)?.[1];
  const licences = /^[ \t]*s\.licenses[ \t]*=[ \t]*\[([^\]\n]{0,2000})\]/m.exec(text)?.[1] ?? '';
  return {
    packages: [
      {
        key: `${folderOfGems(path)}#${name}`,
        type: 'gem',
        name,
        version,
        ...(platform === undefined || platform === 'ruby' ? {} : { qualifiers: { platform } }),
        state: 'installed',
        licences: [...licences.matchAll(/"([^"\\#]+)"/g)].map((match) => match[1] ?? ''),
        homepage: one('homepage'),
        foundIn: [path],
        dependsOn: [...text.matchAll(/^[ \t]*s\.add_(?:runtime_)?dependency\((?:%q<([^>\n]{1,200})>|"([^"\n]{1,200})")/gm)].map(
          (match) => `${folderOfGems(path)}#${match[1] ?? match[2] ?? ''}`,
        ),
      },
    ],
    problems: [],
  };
}

function folderOfGems(path: string): string {
  return path.slice(0, path.lastIndexOf('specifications/'));
}

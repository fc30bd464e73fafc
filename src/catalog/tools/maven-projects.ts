import { literalOf } from '../../values/index.ts';
import type { Args } from './support/args.ts';
import { folderOf } from './support/path.ts';
import { childText, type Element } from './support/xml.ts';

/**
 * The projects that a build is for: all, or those of `-pl` by folder or `:artifactId`, less those with `!` or `-`.
 * With `-am` or `-amd` others take part that are not told here: then all may. A name that is not known leaves all in.
 */
export function chosenProjects<T extends { readonly path: string; readonly root: Element }>(args: Args, top: T, poms: readonly T[]): readonly T[] {
  const given = (args.flags.get('projects') ?? []).map(literalOf);
  if (given.length === 0 || given.includes(undefined) || ['am', 'amd', 'also-make', 'also-make-dependents'].some((flag) => args.flags.has(flag))) return poms;
  const names = given.flatMap((value) => value!.split(',')).map((name) => name.trim());
  const bare = (name: string): string => name.replace(/^[!\-+?]+/, '').replace(/^\.\/|\/$/g, '');
  const home = folderOf(top.path);
  const fits = (one: T, name: string): boolean => {
    const folder = folderOf(one.path);
    const inside = home === '' ? folder : folder.slice(home.length + 1);
    const artifact = childText(one.root, 'artifactId') ?? '';
    return name.includes(':') ? name.split(':').at(-1) === artifact : name === (inside === '' ? '.' : inside);
  };
  if (names.some((name) => !poms.some((one) => fits(one, bare(name))))) return poms;
  const out = names.filter((name) => /^[!-]/.test(name)).map(bare);
  const taken = names.filter((name) => !/^[!-]/.test(name)).map(bare);
  return poms.filter((one) => (taken.length === 0 || taken.some((name) => fits(one, name))) && !out.some((name) => fits(one, name)));
}

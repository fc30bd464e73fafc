import type { Problem } from './problem.ts';
import type { ByteTree } from './tree/byte-tree.ts';

/** Folders that installers fill, and the packages of Node in them: what is behind one that is a link counts as if it lay there. */
const ofPackages = /(?:^|\/)(?:node_modules(?:\/(?:@[^/.][^/]*\/)?[^/.@][^/]*|\/\.pnpm)?|site-packages|dist-packages|vendor|\.venv|venv)$/;

const mostNames = 5;

/** Links whose target is not in the tree. */
export interface LostLinks {
  /** One for each folder: in a workspace all that a member needs is behind such links. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/**
 * Tells links that leave what is described, and links to nothing. Where somebody would have read the file, or packages lie
 * behind it, that is a problem; of the others those that lead out are named. Takes the links, sorted, each with whether it is
 * wanted by its name. Not for images, which have no outside.
 */
export function lostLinks(tree: ByteTree, links: readonly { readonly path: string; readonly isWanted: boolean }[]): LostLinks {
  const byFolder = new Map<string, { readonly path: string; readonly leads: string; count: number }>();
  const out: string[] = [];
  for (const { path, isWanted } of links) {
    const leads = leadsOf(tree, path);
    if (leads === undefined) continue;
    if (!isWanted && !ofPackages.test(path)) {
      if (leads === 'out of what is described') out.push(path);
      continue;
    }
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const known = byFolder.get(folder);
    if (known === undefined) byFolder.set(folder, { path, leads, count: 1 });
    else known.count += 1;
  }
  const problems = [...byFolder.values()].map(({ path, leads, count }): Problem => {
    const others = count === 1 ? '' : `, and so or to nothing ${count === 2 ? 'does another' : `do ${count - 1} others`} beside it`;
    const hint = leads === 'to nothing' ? '' : '; describe the folder that holds both';
    return { code: 'ENTRY_REFUSED', path, reason: `it is a link that leads ${leads}${others}${hint}` };
  });
  const more = out.length > mostNames ? `, and ${out.length - mostNames} more` : '';
  return { problems, notes: out.length === 0 ? [] : [`what is behind links that lead out of it: ${out.slice(0, mostNames).join(', ')}${more}`] };
}

/** Where a link leads that leads to nothing in the tree; undefined for every other. */
function leadsOf(tree: ByteTree, path: string): 'out of what is described' | 'to nothing' | undefined {
  const entry = tree.entry(path);
  if (entry?.kind !== 'link') return undefined;
  const isAbsolute = entry.target.startsWith('/');
  if (!isAbsolute && leaves(path, entry.target)) return 'out of what is described';
  if (tree.resolve(path) !== undefined) return undefined;
  return isAbsolute ? 'out of what is described' : 'to nothing';
}

/** Whether a relative target has more steps up than there are. */
function leaves(path: string, target: string): boolean {
  let depth = path.split('/').length - 1;
  for (const step of target.split('/')) {
    if (step === '' || step === '.') continue;
    depth += step === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

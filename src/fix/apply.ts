import type { ProposedFix } from '../audit/index.ts';
import type { FileTree } from '../base/index.ts';
import { whyUnread } from '../edits/index.ts';
import { applySplices } from '../workflow/index.ts';
import type { Refusal } from './prove.ts';
import { realPathOf } from './overlay-tree.ts';

/** Texts by path, without links. */
export type Texts = ReadonlyMap<string, string>;

/** The texts that an edit gives to the files that it changes; or why one of them is not edited. */
export function applyFix(files: FileTree, fix: ProposedFix): { readonly texts: Texts } | Refusal {
  const texts = new Map<string, string>();
  for (const [path, edits] of Map.groupBy(fix.edits, (one) => realPathOf(files, one.at.file))) {
    const read = files.read(path);
    if (read.kind !== 'text' || read.notes.length > 0) return whyUnread(path, read);
    texts.set(
      path,
      applySplices(
        read.text,
        edits.map(({ at, text }) => ({ start: at.start, end: at.end, text })),
      ),
    );
  }
  return { texts };
}

import { LineIndex, type FileTree, type Span } from '../../base/index.ts';
import type { Traced } from '../../lineage/index.ts';
import type { Disagreement } from './model.ts';

const fragment = /^(?:changelog\.d|changes|newsfragments|\.changes|changelog\/unreleased)\/(?:fix(?:ed|es)?\/[^/]+|[^/]*(?:fix|bugfix)[^/]*)\.(?:md|rst|txt)$/i;
const maxFragments = 300;
/** A code span that names something of a workflow, told as what was there before. */
const code = '`([^`\\n]{4,160})`';
const forms: readonly { readonly form: RegExp; readonly before: number; readonly now: number }[] = [
  { form: new RegExp(`${code}[^\`\\n]{0,60}\\b(?:instead of|rather than|in place of)\\b[^\`\\n]{0,30}${code}`, 'i'), before: 2, now: 1 },
  { form: new RegExp(`\\bfrom ${code} to ${code}`, 'i'), before: 1, now: 2 },
  { form: new RegExp(`${code} ?(?:→|->|=>) ?${code}`), before: 1, now: 2 },
  { form: new RegExp(`\\breplac(?:e|es|ed|ing) ${code}[^\`\\n]{0,30}\\b(?:with|by) [^\`\\n]{0,20}${code}`, 'i'), before: 1, now: 2 },
];

/**
 * Notes that tell a fix of a workflow which is not there: the old text stands in the workflow still, and the new one
 * does not. Only notes with both texts as code are held against the files.
 */
export function fixedOnPaper(files: FileTree, { workflows }: Traced): readonly Disagreement[] {
  const notes = files.list().filter((path) => fragment.test(path));
  if (notes.length === 0 || workflows.size === 0) return [];
  const texts = new Map([...workflows.keys()].map((path) => [path, textOf(files, path)]));
  const found: Disagreement[] = [];
  for (const path of notes.slice(0, maxFragments)) {
    const text = textOf(files, path).slice(0, 20_000);
    const lines = new LineIndex(path, text);
    for (const paragraph of text.split(/\n[ \t]*\n|\n(?=[-*] )/)) {
      const told = paragraph.replaceAll(/\s*\n\s*/g, ' ');
      for (const { form, before, now } of forms) {
        const match = form.exec(told);
        if (match === null) continue;
        const [old, fresh] = [match[before]!.trim(), match[now]!.trim()];
        const still = /[/.@=-]| /.test(old) && old !== fresh && !fresh.includes(old) ? stillIn(old, fresh, told, texts) : undefined;
        if (still === undefined) continue;
        const start = text.indexOf(paragraph);
        found.push({
          sort: 'fixed-on-paper',
          at: still,
          message: `${path} says that ${old} is replaced by ${fresh}, and it still stands here`,
          related: [{ at: lines.span(start, start + paragraph.trimEnd().length), what: 'tells the fix' }],
          path: [path, still.file],
        });
        break;
      }
    }
  }
  return found;
}

function stillIn(old: string, fresh: string, told: string, texts: ReadonlyMap<string, string>): Span | undefined {
  const named = [...texts].filter(([path]) => told.includes(path.slice(path.lastIndexOf('/') + 1)));
  for (const [path, text] of named.length > 0 ? named : texts) {
    if (text.includes(fresh)) continue;
    for (let at = text.indexOf(old); at !== -1; at = text.indexOf(old, at + 1)) {
      const lineStart = text.lastIndexOf('\n', at) + 1;
      if (/^\s*#/.test(text.slice(lineStart, at + 1)) || /[\w-]/.test(text[at + old.length] ?? '') || /[\w-]/.test(text[at - 1] ?? '')) continue;
      return new LineIndex(path, text).span(at, at + old.length);
    }
  }
  return undefined;
}

function textOf(files: FileTree, path: string): string {
  const read = files.read(path);
  return read.kind === 'text' && read.text.length <= 400_000 ? read.text : '';
}

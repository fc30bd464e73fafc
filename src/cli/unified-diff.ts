import { structuredPatch } from 'diff';

/** Two texts of one file as a patch that `git apply` takes. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: 3 });
  const [a, b] = [quotedPath(`a/${path}`), quotedPath(`b/${path}`)];
  // A blank in a name is told from what may follow it by a tab.
  const end = path.includes(' ') && !a.startsWith('"') ? '\t' : '';
  const lines = [`diff --git ${a} ${b}`, `--- ${a}${end}`, `+++ ${b}${end}`];
  for (const { oldStart, oldLines, newStart, newLines, lines: own } of hunks) lines.push(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...own);
  return `${lines.join('\n')}\n`;
}

/** A path as git writes it (git-config, `core.quotePath`): in quotes with escapes where it has letters that could be taken for others. */
function quotedPath(path: string): string {
  if (/^[\x20-\x7e]*$/.test(path) && !/["\\]/.test(path)) return path;
  const bytes = [...new TextEncoder().encode(path)].map((byte) => {
    const letter = String.fromCharCode(byte);
    if (letter === '"' || letter === '\\') return `\\${letter}`;
    return byte >= 0x20 && byte < 0x7f ? letter : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${bytes.join('')}"`;
}

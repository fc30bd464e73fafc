import type { Block } from './blocks.ts';
import { HeadingTrail } from './blocks.ts';
import { fenceOpening } from './markdown-line.ts';
import { linesOf } from './lines-of.ts';
import { dedent } from './restructured-text.ts';
import { sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/**
 * Reads text without a known markup, YAML with prose in it included: what stands between fences is code, every other
 * run of lines a paragraph, a title of `#` marks a heading.
 */
export function plainTextBlocks(text: string): readonly Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  const trail = new HeadingTrail();
  let paragraph: SourceText[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', lines: paragraph.map(trimSource), heading: trail.path });
    paragraph = [];
  };
  // A fence without an end is no fence; looking for the end of each would be quadratic, so the search remembers where none was left.
  const noneLeft = new Set<string>();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const trimmed = line.text.trim();
    const fence = fenceOpening(trimmed);
    if (fence !== undefined && !noneLeft.has(fence.mark)) {
      let end = at + 1;
      while (end < lines.length && lines[end]?.text.trim() !== fence.mark) end += 1;
      if (end < lines.length) {
        flush();
        blocks.push({ kind: 'code', language: fence.language, lines: dedent(lines.slice(at + 1, end)), heading: trail.path });
        at = end;
        continue;
      }
      noneLeft.add(fence.mark);
    }
    const heading = /^(#{1,6})[ \t]+(?=\S)/.exec(trimmed);
    if (trimmed === '') flush();
    else if (heading !== null && paragraph.length === 0 && /[a-z]/i.test(trimmed) && !trimmed.includes(' --')) {
      const depth = heading[1]?.length ?? 1;
      const content = trimSource(sliceSource(trimSource(line), heading[0].length));
      const above = trail.enter(depth, content.text);
      blocks.push({ kind: 'heading', depth, content, heading: above });
      paragraph = [];
    } else paragraph.push(line);
  }
  flush();
  return blocks;
}

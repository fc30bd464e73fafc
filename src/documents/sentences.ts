import type { Block } from './blocks.ts';
import { joinSource, sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** Ends that are no sentence's end. */
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|cf|vs|resp|approx|incl|no|fig|sec|ver)\.|\b[A-Z]\.)$/i;

/** The sentences of a paragraph, a heading or a table's cells, in order, with their places; code has none. */
export function sentencesOf(block: Block): readonly SourceText[] {
  switch (block.kind) {
    case 'paragraph':
      return splitSentences(joinSource(block.lines, ' '));
    case 'heading':
      return [block.content];
    case 'row':
      return block.cells.flatMap(splitSentences);
    case 'inline-code':
    case 'code':
      return [];
  }
}

function splitSentences(source: SourceText): readonly SourceText[] {
  const sentences: SourceText[] = [];
  const text = source.text;
  let from = 0;
  for (const end of text.matchAll(/[.!?:][)"'*_`]{0,3}[ \t]+(?=["'*_`([]{0,3}[A-Z0-9])/g)) {
    const to = end.index + 1;
    if (abbreviation.test(text.slice(Math.max(from, to - 12), to))) continue;
    sentences.push(trimSource(sliceSource(source, from, end.index + end[0].length)));
    from = end.index + end[0].length;
  }
  sentences.push(trimSource(sliceSource(source, from)));
  return sentences.filter((sentence) => sentence.text !== '');
}

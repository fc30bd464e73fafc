import type { Block } from '../../src/documents/blocks.ts';

/** Prints blocks in a line each, so that a table can say what it expects. */
export function outline(blocks: readonly Block[]): readonly string[] {
  return blocks.map((block) => {
    switch (block.kind) {
      case 'code':
        return `code(${block.language}) ${block.lines.map((line) => line.text).join('|')}`;
      case 'inline-code':
        return `inline ${block.content.text}`;
      case 'paragraph':
        return `text ${block.lines.map((line) => line.text).join('|')}`;
      case 'heading':
        return `h${block.depth} ${block.content.text}`;
      case 'row':
        return `row ${block.cells.map((cell) => cell.text).join('|')}`;
    }
  });
}

import { limits } from '../base/index.ts';
import { asciiDocBlocks } from './ascii-doc.ts';
import type { Block, DocumentFormat } from './blocks.ts';
import { htmlPage } from './html.ts';
import { markdownBlocks } from './markdown.ts';
import { plainTextBlocks } from './plain-text.ts';
import { restructuredTextBlocks } from './restructured-text.ts';

/** Returns the markup of a file by its name; endings of templates (`.md.j2`, `.md.gotmpl`) are looked through. */
export function formatOf(path: string): DocumentFormat {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const ending = name.replace(/\.(?:j2|tmpl|tpl|gotmpl|template|erb|hbs|mustache|in)$/, '').match(/\.([a-z]+)$/)?.[1] ?? '';
  switch (ending) {
    case 'md':
    case 'mdx':
    case 'markdown':
    case 'mdown':
    case 'mkd':
    case 'qmd':
      return 'markdown';
    case 'rst':
    case 'rest':
      return 'restructuredtext';
    case 'adoc':
    case 'asciidoc':
      return 'asciidoc';
    case 'html':
    case 'htm':
      return 'html';
    default:
      return 'plain';
  }
}

/** The offset from which on a document is not read, or undefined for one that is read whole. */
export function cutOf(text: string): number | undefined {
  return text.length > limits.maxDocumentBytes ? limits.maxDocumentBytes : undefined;
}

/**
 * Reads a document to blocks in the order of the text. Only the first `limits.maxDocumentBytes` characters are read.
 * Any text gives blocks; nothing throws.
 */
export function readDocument(path: string, text: string): readonly Block[] {
  // Several readers ask about one document, one after the other.
  if (last?.text !== text || last.format !== formatOf(path)) last = { text, format: formatOf(path), blocks: blocksOf(path, text) };
  return last.blocks;
}

let last: { readonly text: string; readonly format: DocumentFormat; readonly blocks: readonly Block[] } | undefined;

function blocksOf(path: string, text: string): readonly Block[] {
  const bounded = text.slice(0, cutOf(text));
  switch (formatOf(path)) {
    case 'markdown':
      return markdownBlocks(bounded);
    case 'restructuredtext':
      return restructuredTextBlocks(bounded);
    case 'asciidoc':
      return asciiDocBlocks(bounded);
    case 'html':
      return htmlPage(bounded);
    case 'plain':
      return plainTextBlocks(bounded);
  }
}

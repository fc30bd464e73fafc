import type { SourceText } from './source-text.ts';

export type DocumentFormat = 'markdown' | 'restructuredtext' | 'asciidoc' | 'html' | 'plain';

/** The headings above a block, the outermost first. */
export type HeadingPath = readonly string[];

/** Lines that are shown as they are: a fenced or indented block, `<pre>`, a literal block. */
export interface CodeBlock {
  readonly kind: 'code';
  /** The word after the fence in lower case (`bash`, `console`, `yaml`), or empty. */
  readonly language: string;
  readonly lines: readonly SourceText[];
  readonly heading: HeadingPath;
}

/** Words inside a line that are shown as they are: `` `…` `` in Markdown, ``` ``…`` ``` in reStructuredText, `<code>`. */
export interface InlineCode {
  readonly kind: 'inline-code';
  readonly content: SourceText;
  readonly heading: HeadingPath;
}

/** Prose: the lines of a paragraph, a list item or a table row, without the marks around them. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly lines: readonly SourceText[];
  readonly heading: HeadingPath;
}

export interface Heading {
  readonly kind: 'heading';
  /** 1 is the outermost. */
  readonly depth: number;
  readonly content: SourceText;
  /** The headings above this one. */
  readonly heading: HeadingPath;
}

/** A row of a table by cells; the row of dashes under a header is left out. */
export interface TableRow {
  readonly kind: 'row';
  readonly cells: readonly SourceText[];
  readonly heading: HeadingPath;
}

export type Block = CodeBlock | InlineCode | Paragraph | Heading | TableRow;

/** The headings of a document as they are met; gives each block its path. */
export class HeadingTrail {
  #open: { readonly depth: number; readonly title: string }[] = [];
  #path: HeadingPath = [];

  get path(): HeadingPath {
    return this.#path;
  }

  /** Enters a heading and returns the path above it. */
  enter(depth: number, title: string): HeadingPath {
    const above = this.#open.filter((one) => one.depth < depth);
    this.#open = [...above, { depth, title: title.trim() }];
    this.#path = this.#open.map((one) => one.title);
    return above.map((one) => one.title);
  }
}

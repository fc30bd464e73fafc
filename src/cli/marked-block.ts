import { SealwrightError, type FileTree } from '../base/index.ts';

/** The lines between which a document's recipes are kept; HTML comments, which Markdown does not show. */
export const firstLine = '<!-- sealwright recipe: begin -->';
export const lastLine = '<!-- sealwright recipe: end -->';

/** A document with one marked block, in three parts that together are the whole text. */
export interface MarkedDocument {
  readonly before: string;
  readonly inside: string;
  readonly after: string;
}

/** Reads a document that is to be kept in sync. Throws DOCUMENT_UNWRITABLE where it has no block, or writing it would change other bytes. */
export function readMarked(tree: FileTree, name: string, path: string): MarkedDocument {
  const read = tree.read(name);
  if (read.kind !== 'text')
    throw unwritable(
      path,
      read.kind === 'missing' ? 'there is no such document' : `the document cannot be read: ${read.reason}`,
      'give the path of a Markdown file',
    );
  if (read.notes.length > 0) throw unwritable(path, `the document cannot be kept byte by byte: ${read.notes[0]}`, 'save it as UTF-8 without a byte-order mark');
  const starts = read.text.split(firstLine).length - 1;
  const ends = read.text.split(lastLine).length - 1;
  const start = read.text.indexOf(firstLine);
  const end = read.text.indexOf(lastLine);
  if (starts !== 1 || ends !== 1 || end < start)
    throw new SealwrightError('DOCUMENT_UNWRITABLE', {
      at: path,
      message: 'the document has no single marked block',
      hint: 'put these two lines where the recipes belong:',
      lines: [firstLine, lastLine],
    });
  const from = start + firstLine.length;
  return { before: read.text.slice(0, from), inside: read.text.slice(from, end), after: read.text.slice(end) };
}

/** What stands between the marks: the text with the document's own line breaks, an empty line on both sides. */
export function insideOf(document: MarkedDocument, text: string): string {
  const newline = document.before.includes('\r\n') || document.after.includes('\r\n') ? '\r\n' : '\n';
  return `\n\n${text.trimEnd()}\n\n`.replaceAll('\n', newline);
}

function unwritable(path: string, message: string, hint: string): SealwrightError {
  return new SealwrightError('DOCUMENT_UNWRITABLE', { at: path, message, hint });
}

import { limits, LineIndex, wholeFile, type Span } from '../base/index.ts';
import { maxDocuments } from './document-paths.ts';
import { cutOf } from './read-document.ts';
import { maxCommandsPerDocument } from './recipes-found.ts';

/** What of a document was not read, and from where on. */
export interface LeftOut {
  readonly at: Span;
  readonly reason: string;
}

/** The parts of a document that the bounds cut off; `commands` are how many were found in it. */
export function leftOutOf(path: string, text: string, commands: number): readonly LeftOut[] {
  const cut = cutOf(text);
  return [
    ...(cut === undefined
      ? []
      : [{ at: new LineIndex(path, text).span(cut, text.length), reason: `only its first ${limits.maxDocumentBytes} characters were read as a document` }]),
    ...(commands < maxCommandsPerDocument
      ? []
      : [{ at: wholeFile(path), reason: `it has ${maxCommandsPerDocument} or more commands that verify something: what follows them was not read` }]),
  ];
}

/** What is said when a checkout has as many documents as are read. */
export function documentsLeftOut(paths: readonly string[]): readonly LeftOut[] {
  return paths.length < maxDocuments
    ? []
    : [{ at: wholeFile('.'), reason: `${maxDocuments} documents were read, the likeliest first; any further ones were not` }];
}

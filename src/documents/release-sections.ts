import type { HeadingPath } from './blocks.ts';
import { readDocument } from './read-document.ts';
import { offsetOf } from './source-text.ts';

const ofReleasing = /\b(?:releas(?:e|es|ing)|publish(?:ing)?)\b/i;
/** Headings that speak of releases, and tell nobody of the project how to make one. */
const ofOthers = /\bnotes\b|\btests?\b|\btesting\b|\bsites?\b|\bdoc(?:s|umentation)\b|\byour\b|\bforks?\b|\bplugins?\b|\bversioning\b|\bverif|\bchangelog\b/i;

/** Whether one of the headings above a block is about how the project releases. */
export function isUnderReleasing(heading: HeadingPath): boolean {
  return heading.some((title) => ofReleasing.test(title) && !ofOthers.test(title));
}

/** The parts of a document whose headings are about how the project releases, as offsets into its text and in its order. */
export function releaseSections(path: string, text: string): readonly { readonly start: number; readonly end: number }[] {
  if (!ofReleasing.test(text)) return [];
  const found: { readonly depth: number; readonly start: number; end: number }[] = [];
  let open: { readonly depth: number; readonly start: number; end: number } | undefined;
  for (const block of readDocument(path, text)) {
    if (block.kind !== 'heading') continue;
    const start = offsetOf(block.content, 0);
    if (open !== undefined && block.depth <= open.depth) {
      open.end = start;
      open = undefined;
    }
    if (open !== undefined || !isUnderReleasing([block.content.text])) continue;
    open = { depth: block.depth, start, end: text.length };
    found.push(open);
  }
  return found;
}

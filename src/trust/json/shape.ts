/** What a JSON text is made of, counted without building it. */
export interface TextShape {
  readonly depth: number;
  /** Colons outside strings: one for each member of an object, repeated or not. */
  readonly members: number;
  /** Colons and commas outside strings: what bounds the number of values. */
  readonly separators: number;
  readonly escapes: boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openArray = 0x5b;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/**
 * Counts depth and members of a text that may or may not be JSON, in one pass. Strings, which are nearly all of a bundle,
 * are leapt over by looking for their end.
 */
export function shapeOf(text: string): TextShape | undefined {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  let separators = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote: {
        at = endOfString(text, at + 1);
        if (at < 0) return undefined;
        break;
      }
      case openArray:
      case openObject:
        depth++;
        if (depth > deepest) deepest = depth;
        break;
      case closeArray:
      case closeObject:
        depth--;
        break;
      case colon:
        members++;
        separators++;
        break;
      case comma:
        separators++;
        break;
      default:
    }
  }
  return { depth: deepest, members, separators, escapes: text.includes('\\u') };
}

/** Where the string that was opened before `from` closes, or -1. */
function endOfString(text: string, from: number): number {
  let start = from;
  for (;;) {
    const end = text.indexOf('"', start);
    if (end < 0) return -1;
    let slashes = 0;
    // No further back than the last quote looked at, so that a text of escapes alone stays linear.
    while (end - slashes > start && text.charCodeAt(end - slashes - 1) === backslash) slashes++;
    if (slashes % 2 === 0) return end;
    start = end + 1;
  }
}

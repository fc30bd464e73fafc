/** The lines of a block scalar, taken from their indentation. */
export interface BlockBody {
  /** Where the text goes on after it. */
  readonly next: number;
  literal(chomping: string): string;
  folded(chomping: string): string;
}

/**
 * Reads the body of a block scalar that starts at a line (YAML 1.2.2, section 8.1), its indentation found from its first
 * line. Undefined where the text is doubtful: lines indented less than the first and more than the owner, leading blank
 * lines that are longer, tabs as indentation.
 */
export function blockBody(text: string, start: number, ownerIndent: number): BlockBody | undefined {
  const lines: string[] = [];
  let indent = -1;
  let at = start;
  let filled = 0;
  let longestBlank = 0;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end === -1) end = text.length;
    let first = at;
    while (first < end && text.charCodeAt(first) === 0x20) first++;
    if (first === end) {
      // Blanks that the text ends with, without a line break.
      if (end === text.length) return undefined;
      if (indent === -1) longestBlank = Math.max(longestBlank, end - at);
      lines.push(indent === -1 ? '' : text.slice(Math.min(end, at + indent), end));
      if (indent !== -1 && end - at > indent) filled = lines.length;
    } else {
      const depth = first - at;
      if (indent === -1) {
        if (depth <= ownerIndent) break;
        if (longestBlank > depth || text[first] === '\t') return undefined;
        indent = depth;
      }
      if (depth < indent) {
        if (depth > ownerIndent || text[first] === '\t') return undefined;
        break;
      }
      lines.push(text.slice(at + indent, end));
      filled = lines.length;
    }
    at = end + 1;
  }
  const next = Math.min(at, text.length);
  if (indent === -1 && lines.length > 0) return undefined;
  const content = lines.slice(0, filled);
  const blanks = lines.length - filled;
  const ending = (chomping: string): string => (chomping === '-' || filled === 0 ? '' : chomping === '+' ? '\n'.repeat(1 + blanks) : '\n');
  return {
    next,
    literal: (chomping) => content.join('\n') + ending(chomping),
    folded: (chomping) => fold(content) + ending(chomping),
  };
}

/** Joins lines with spaces; blank lines are line breaks, and so are those around lines that are indented more. */
function fold(lines: readonly string[]): string {
  let out = '';
  let blanks = 0;
  let previous: 'none' | 'text' | 'indented' = 'none';
  for (const line of lines) {
    if (line === '') {
      blanks++;
      continue;
    }
    const kind = line.startsWith(' ') || line.startsWith('\t') ? 'indented' : 'text';
    if (previous === 'none') out += '\n'.repeat(blanks);
    else if (previous === 'text' && kind === 'text') out += blanks === 0 ? ' ' : '\n'.repeat(blanks);
    else out += '\n'.repeat(blanks + 1);
    out += line;
    previous = kind;
    blanks = 0;
  }
  return out;
}

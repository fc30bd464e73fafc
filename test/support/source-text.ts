/** A module's text with comments blanked, and once more with the contents of strings and regular expressions blanked too. */
export interface SourceText {
  readonly withoutComments: string;
  readonly codeAlone: string;
}

/** Words after which a slash begins a regular expression. */
const beforeRegex = /(?:^|[=(,:;[!&|?{}+\-*%~^<>]|\b(?:return|typeof|case|in|of|yield|await|void))\s*$/;

/**
 * Blanks comments, and strings, of TypeScript source; line breaks stay where they are. A scanner, not a parser: it
 * knows quotes, templates with nested code, comments, and regular expressions by what stands before them.
 */
export function sourceText(source: string): SourceText {
  let plain = '';
  let code = '';
  let at = 0;
  /** For each open template: how many braces are open inside its `${`. */
  const templates: number[] = [];
  const take = (length: number, keep: 'both' | 'plain' | 'none'): void => {
    const text = source.slice(at, at + length);
    const blank = text.replace(/[^\n]/g, ' ');
    plain += keep === 'none' ? blank : text;
    code += keep === 'both' ? text : blank;
    at += length;
  };
  const takeTemplate = (): void => {
    while (at < source.length) {
      if (source[at] === '\\') take(2, 'plain');
      else if (source[at] === '`') {
        take(1, 'both');
        return;
      } else if (source.startsWith('${', at)) {
        take(2, 'both');
        templates.push(0);
        return;
      } else take(1, 'plain');
    }
  };
  while (at < source.length) {
    const here = source[at];
    if (source.startsWith('//', at)) take(lengthUntil(source, at, '\n'), 'none');
    else if (source.startsWith('/*', at)) take(lengthUntil(source, at, '*/') + 2, 'none');
    else if (here === "'" || here === '"') takeString(source, at, take);
    else if (here === '`') {
      take(1, 'both');
      takeTemplate();
    } else if (here === '/' && beforeRegex.test(code.slice(-40))) take(regexLength(source, at), 'plain');
    else if (here === '{' && templates.length > 0) {
      templates[templates.length - 1] = (templates.at(-1) ?? 0) + 1;
      take(1, 'both');
    } else if (here === '}' && templates.length > 0) {
      const open = templates.at(-1) ?? 0;
      take(1, 'both');
      if (open > 0) templates[templates.length - 1] = open - 1;
      else {
        templates.pop();
        takeTemplate();
      }
    } else take(1, 'both');
  }
  return { withoutComments: plain, codeAlone: code };
}

function takeString(source: string, start: number, take: (length: number, keep: 'both' | 'plain') => void): void {
  const quote = source[start];
  let end = start + 1;
  while (end < source.length && source[end] !== quote && source[end] !== '\n') end += source[end] === '\\' ? 2 : 1;
  take(1, 'both');
  take(end - start - 1, 'plain');
  take(1, 'both');
}

function lengthUntil(source: string, start: number, mark: string): number {
  const end = source.indexOf(mark, start);
  return (end === -1 ? source.length : end) - start;
}

function regexLength(source: string, start: number): number {
  let inClass = false;
  for (let end = start + 1; end < source.length && source[end] !== '\n'; end++) {
    if (source[end] === '\\') end++;
    else if (source[end] === '[') inClass = true;
    else if (source[end] === ']') inClass = false;
    else if (source[end] === '/' && !inClass) return end + 1 - start;
  }
  return 1;
}

/** One import or re-export of a module. */
export interface ImportLine {
  readonly from: string;
  readonly line: number;
  /** Only types are taken, so that nothing is loaded. */
  readonly typesOnly: boolean;
}

const importForms = /\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)(\s*\.\s*\w)?|\b(import|export)\s+(type\s+)?(?:([^'";()=]*?)\s*\bfrom\s*)?['"]([^'"]+)['"]/g;

/** Lists what a module imports: statically, dynamically, by re-export, and in types. */
export function importsOf(source: string): readonly ImportLine[] {
  const text = sourceText(source).withoutComments;
  const found: ImportLine[] = [];
  for (const match of text.matchAll(importForms)) {
    const from = match[1] ?? match[6] ?? '';
    const named = /^\{([^}]*)\}$/.exec((match[5] ?? '').trim())?.[1];
    const allTypes = named !== undefined && named.split(',').every((one) => one.trim() === '' || one.trim().startsWith('type '));
    found.push({ from, line: text.slice(0, match.index).split('\n').length, typesOnly: match[4] !== undefined || match[2] !== undefined || allTypes });
  }
  return found;
}

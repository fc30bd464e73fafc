import { LineIndex } from '../../base/index.ts';
import type { IdentityPattern } from './model.ts';

const literal = /"((?:[^"\\\n]|\\.){12,400})"|'((?:[^'\\\n]|\\.){12,400})'|`([^`\n]{12,400})`/g;
/** What an argument or a field that takes a pattern is called. */
const takesPattern = /(?:identity|subject|san|signer|workflow)[\w-]{0,20}(?:reg(?:ex|exp)|pattern)/i;
const metacharacters = /\.[*+]|\[\^|\\\.|^\^|\$$/;
const maxPatterns = 50;

/** The texts of a program that are patterns for a workflow's identity: an address of a workflow with a pattern's marks. */
export function patternsInProgram(path: string, text: string): readonly IdentityPattern[] {
  if (!text.includes('github') || !/workflows/.test(text)) return [];
  const lines = new LineIndex(path, text);
  const found: IdentityPattern[] = [];
  let start = 0;
  let before = '';
  for (const line of text.split('\n')) {
    if (line.includes('workflows') && line.includes('github') && line.length <= 2_000 && !/^\s*(?:\/\/|\*|#(?!\s*define))/.test(line)) {
      for (const match of line.matchAll(literal)) {
        if (found.length >= maxPatterns) return found;
        const written = match[1] ?? match[2] ?? match[3] ?? '';
        // In most languages a backslash in a text is written twice.
        const value = match[3] === undefined && written.includes('\\\\') ? written.replaceAll('\\\\', '\\') : written;
        const isIdentity = /github(?:\\{0,2}\.|\[\.\])?com/.test(value) && /\/workflows\b/.test(value) && /^\^?(?:https|\(|\/\/)/.test(value);
        const isPattern = metacharacters.test(value) || takesPattern.test(line.slice(0, match.index)) || takesPattern.test(before.slice(-200));
        if (isIdentity && isPattern && !/[%{$]\w|\{\}/.test(value))
          found.push({ expression: value, in: 'a program', at: lines.span(start + match.index, start + match.index + match[0].length) });
      }
    }
    before = line;
    start += line.length + 1;
  }
  return found;
}

import type { CodeBlock } from './blocks.ts';
import { joinSource, sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** A command line as a person types it: lines that a backslash continues are joined, the prompt is gone. */
export interface LogicalLine {
  readonly content: SourceText;
  /** A space stands behind a backslash at a line's end: pasted as it is, the line does not go on. */
  readonly isBroken: boolean;
}

const shells = new Set([
  '',
  'sh',
  'bash',
  'zsh',
  'fish',
  'ksh',
  'ash',
  'shell',
  'console',
  'shell-session',
  'sh-session',
  'shellsession',
  'bash-session',
  'terminal',
  'cli',
  'text',
  'txt',
  'plain',
  'plaintext',
  'none',
  'output',
  'powershell',
  'ps1',
  'pwsh',
  'ps',
  'posh',
  'cmd',
  'bat',
  'batch',
  'dos',
  'command',
  'commandline',
  'bsh',
  'term',
  'copy',
  '$',
]);

const scripts = new Set(['sh', 'bash', 'zsh', 'fish', 'ksh', 'ash', 'powershell', 'ps1', 'pwsh', 'ps', 'posh']);

/** Whether a code block of this language is typed into a shell; others are configuration or program text. */
export function isShellLanguage(language: string): boolean {
  return shells.has(language);
}

const prompt =
  /^(?:\$|%|❯|➜|PS[^>\n]{0,80}>|[A-Za-z]:\\[^>\n]{0,80}>|\(?[\w.-]{1,40}@[\w.-]{1,40}[^$#%\n]{0,60}[$#%]|(?:\[[^\]\n]{1,60}\]|\([\w.-]{1,40}\))[ \t]?[$#%])[ \t]+/;
/** More lines than anybody continues a command over. */
const maxContinued = 200;

/**
 * Joins a code block's lines to command lines. Where a line has a prompt, only lines with a prompt are commands, the
 * others being output; a lone `#` counts as a prompt where no line is typed in another way.
 */
export function logicalLines(block: CodeBlock): readonly LogicalLine[] {
  const prompted = block.lines.some((line) => isPrompted(line.text.trimStart()));
  // In a script's language `#` begins a comment: a command behind it was taken out.
  const rooted = !prompted && !scripts.has(block.language) && asRoot(block.lines);
  const result: LogicalLine[] = [];
  for (let at = 0; at < block.lines.length; at++) {
    const first = trimSource(block.lines[at] ?? { text: '', segments: [] });
    const bare = stripPrompt(first, rooted);
    if (first.text === '' || first.text.startsWith('<!--') || (prompted && !isPrompted(first.text))) continue;
    const joined = continued(bare, block, at);
    at = joined.last;
    result.push(joined.line);
  }
  return result;
}

/** Joins lines of prose in the same way; each may have a prompt or a list mark. */
export function proseLines(lines: readonly SourceText[]): readonly LogicalLine[] {
  const block: CodeBlock = { kind: 'code', language: '', lines, heading: [] };
  const result: LogicalLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = trimSource(lines[at] ?? { text: '', segments: [] });
    const mark = /^(?:[-*+•]|\d{1,3}[.)])[ \t]+/.exec(line.text)?.[0].length ?? 0;
    const joined = continued(stripPrompt(trimSource(sliceSource(line, mark)), false), block, at);
    at = joined.last;
    result.push(joined.line);
  }
  return result;
}

function continued(first: SourceText, block: CodeBlock, from: number): { readonly line: LogicalLine; readonly last: number } {
  const parts: SourceText[] = [];
  let current = first;
  let isBroken = false;
  let at = from;
  for (; parts.length < maxContinued; at++) {
    const end = continuation(current.text, block.language);
    if (end === undefined || at + 1 >= block.lines.length) break;
    if (/\\[ \t]+(?:#.*)?$/.test(block.lines[at]?.text ?? '')) isBroken = true;
    parts.push(sliceSource(current, 0, end.keep));
    const next = trimSource(block.lines[at + 1] ?? { text: '', segments: [] });
    current = /^>[ \t]/.test(next.text) ? trimSource(sliceSource(next, 1)) : next;
  }
  const last = continuation(current.text, block.language);
  parts.push(last === undefined ? current : sliceSource(current, 0, last.keep));
  return { line: { content: joinSource(parts, ' '), isBroken }, last: at };
}

/** Whether a line goes on, and how much of it to keep: a backslash (sh; a note behind it breaks it, and is meant), a backtick (PowerShell), a caret (cmd), an operator that needs more. */
function continuation(text: string, language: string): { readonly keep: number } | undefined {
  const noted = / \\[ \t]+#/.exec(text);
  const trimmed = (noted === null ? text : text.slice(0, noted.index + 2)).trimEnd();
  if (trimmed.endsWith('\\') && !trimmed.endsWith('\\\\')) return { keep: trimmed.length - 1 };
  if (/^(?:powershell|ps1|pwsh|ps|posh)$/.test(language) && trimmed.endsWith('`')) return { keep: trimmed.length - 1 };
  if (/^(?:cmd|bat|batch|dos)$/.test(language) && trimmed.endsWith('^')) return { keep: trimmed.length - 1 };
  return /(?:\||&&)$/.test(trimmed) ? { keep: trimmed.length } : undefined;
}

function isPrompted(text: string): boolean {
  return prompt.test(text);
}

function stripPrompt(line: SourceText, rooted: boolean): SourceText {
  const mark = prompt.exec(line.text)?.[0] ?? (rooted ? /^#[ \t]+/.exec(line.text)?.[0] : undefined) ?? /^>[ \t]+(?=[a-z])/.exec(line.text)?.[0];
  return mark === undefined ? line : trimSource(sliceSource(line, mark.length));
}

/** A block is typed as root when each line that is not indented and could be a command follows `# `. */
function asRoot(lines: readonly SourceText[]): boolean {
  const filled = lines.map((line) => line.text).filter((text) => text.trim() !== '');
  return (
    filled.some((text) => text.startsWith('# ')) &&
    filled.every((text) => text.startsWith('# ') || !/^[a-z./~$][\w./-]*(?:[ \t]|$)/.test(text) || /^[\w.-]+:/.test(text))
  );
}

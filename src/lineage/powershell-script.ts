import { LineIndex, type FileTree, type Span } from '../base/index.ts';
import { scriptOf, type CommandCall } from '../shell/index.ts';
import { concat, lit, literalOf, resolvePath, type Text } from '../values/index.ts';

/** A PowerShell script that a command runs. */
export interface PowershellScript {
  /** Its file in the checkout; undefined where the command line gives the text. */
  readonly path: string | undefined;
  readonly text: string;
  readonly spanOf: (start: number, end: number) => Span;
  readonly placeholder?: (name: string) => Text | undefined;
}

/**
 * The PowerShell script that a command runs: a file of the checkout (`pwsh -File x.ps1`, `./x.ps1`), or a text in the
 * command line or on the standard input (`pwsh -c '…'`, `echo '…' | pwsh -c -`).
 */
export function powershellScript(files: FileTree, call: CommandCall): PowershellScript | undefined {
  const { words } = call;
  const names = words.map(literalOf);
  const isShell = /^(?:.*[\\/])?(?:pwsh|powershell)(?:\.exe)?$/i.test(names[0] ?? '');
  const given = isShell ? textGiven(words, call.stdin) : undefined;
  if (given?.some((piece) => piece.kind === 'lit') === true) {
    const { script, placeholders } = scriptOf(given);
    return { path: undefined, text: script, spanOf: () => call.span, placeholder: placeholders };
  }
  const at = isShell ? names.findIndex((name, i) => i > 0 && name?.toLowerCase().endsWith('.ps1') === true) : 0;
  const named = at === -1 ? undefined : words[at];
  if (named === undefined || names[at]?.toLowerCase().endsWith('.ps1') !== true) return undefined;
  const path = literalOf(resolvePath(call.cwd, named))?.replaceAll('\\', '/');
  const read = path === undefined || path.startsWith('..') || path.startsWith('/') ? undefined : files.read(path);
  if (path === undefined || read?.kind !== 'text') return undefined;
  const lines = new LineIndex(path, read.text);
  return { path, text: read.text, spanOf: (start, end) => lines.span(start, end) };
}

/** The text after `-Command`, or what comes on the standard input where `-` or nothing is given. */
function textGiven(words: readonly Text[], stdin: Text | undefined): Text | undefined {
  const names = words.map(literalOf);
  const at = names.findIndex((name, i) => i > 0 && /^[-/](?:c|command)$/i.test(name ?? ''));
  const rest = at === -1 ? words.slice(1).filter((_, i) => !/^-(?:NoProfile|NonInteractive|NoLogo|nop|noni)$/i.test(names[i + 1] ?? '')) : words.slice(at + 1);
  const only = rest.length === 1 ? literalOf(rest[0]!) : undefined;
  if (only === '-' || (rest.length === 0 && at === -1)) return stdin;
  return at === -1 || rest.length === 0 ? undefined : concat(...rest.flatMap((word, i) => (i === 0 ? [word] : [lit(' '), word])));
}

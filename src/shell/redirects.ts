import type { HereDoc, Redirect, Redirection, WordPart } from 'unbash';
import { concat, emptyText, keyOf, literalOf, sameText, type Text } from '../values/index.ts';
import { chomp, line, Output } from './output.ts';
import type { Io, Machine, Outcome } from './machine.ts';
import { unmask } from './placeholder.ts';
import { glue } from './state.ts';
import { outputOf, inSubstitution } from './substitution.ts';
import { openDelimiter } from './workflow-commands.ts';
import { expandParts, expandValue } from './words.ts';

type Node = { readonly pos: number; readonly end: number };

/** Runs something with its redirections: input is read before, what was printed is written after. */
export function withRedirects(m: Machine, redirects: readonly Redirection[], node: Node, run: () => Outcome): Outcome {
  if (redirects.length === 0) return run();
  const plan = planRedirects(m, redirects);
  const result = m.with({ io: plan.io }, run);
  finishRedirects(m, plan, node);
  return result;
}

export interface RedirectPlan {
  readonly io: Io;
  /** Files that standard output goes to; the first takes part in the command's call. */
  readonly output: Output | undefined;
  /** Files that get error messages: they exist afterwards, with unknown content. */
  readonly errors: readonly { readonly path: Text; readonly append: boolean }[];
  /** Commands that read the output: `> >(tee log)`. */
  readonly reader: ((text: Text) => void) | undefined;
}

const discarded = new Set(['/dev/null', '/dev/stderr', '/dev/tty']);

/** Evaluates redirections from left to right. */
export function planRedirects(m: Machine, redirects: readonly Redirection[]): RedirectPlan {
  let { out, stdin, stdinPath, stdinBy } = m.io;
  let output: Output | undefined;
  let reader: ((text: Text) => void) | undefined;
  const errors: { path: Text; append: boolean }[] = [];
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') {
      stdin = hereDocument(m, redirect);
      stdinPath = undefined;
      stdinBy = undefined;
      continue;
    }
    if (redirect.type === 'HereString') {
      stdin = redirect.target === undefined ? emptyText : line(expandValue(m, redirect.target));
      stdinPath = undefined;
      stdinBy = undefined;
      continue;
    }
    const inner = processIn(redirect);
    if (inner !== undefined) {
      if (redirect.operator === '<') {
        const read = outputOf(m, inner);
        stdin = read.text.length === 0 ? emptyText : line(read.text);
        stdinBy = read.by;
        stdinPath = undefined;
      } else if (inner.script !== undefined && descriptor(redirect) === 1) {
        output = new Output('capture');
        out = output;
        const script = inner.script;
        reader = (text) =>
          void inSubstitution(m, script, inner, { out: new Output('log'), stdin: text, stdinPath: undefined, stdinBy: output?.by, captured: true });
      }
      continue;
    }
    if (redirect.target === undefined) continue;
    const target = expandValue(m, redirect.target);
    const name = literalOf(target);
    switch (redirect.operator) {
      case '<':
      case '<>':
        stdin = m.host.readFile(target, m.scope.cwd);
        stdinPath = target;
        stdinBy = undefined;
        continue;
      case '<&':
        continue;
      case '>&':
        // `>&2` leaves standard output; `2>&1` adds error messages to it, which nobody can know.
        if (name === '2' && descriptor(redirect) === 1) out = new Output('nowhere');
        if (name !== undefined && /^(?:\d+|-)$/.test(name)) continue;
        break;
    }
    const append = redirect.operator === '>>' || redirect.operator === '&>>';
    if (descriptor(redirect) === 2) {
      if (name === undefined || !discarded.has(name)) errors.push({ path: target, append });
      continue;
    }
    if (descriptor(redirect) !== 1) continue;
    if (name === '/dev/stdout' || name === '/dev/fd/1') continue;
    output = name !== undefined && discarded.has(name) ? undefined : new Output('file', { path: target, append });
    out = output ?? new Output('nowhere');
  }
  return { io: { out, stdin, stdinPath, stdinBy, captured: m.io.captured }, output, errors, reader };
}

/** Writes what was printed to where it goes. */
export function finishRedirects(m: Machine, plan: RedirectPlan, node: Node): void {
  const { output } = plan;
  if (output?.file !== undefined) write(m, output.file.path, output.text(), { append: output.file.append, by: output.by }, node);
  else if (output !== undefined) plan.reader?.(output.text());
  for (const error of plan.errors) write(m, error.path, m.fresh(node, 'messages', 'messages'), { append: error.append, by: undefined }, node);
}

/**
 * Tells the host of a write. A block of `$GITHUB_OUTPUT` or `$GITHUB_ENV` that is opened, filled and closed by several
 * commands is told as one write, when it is closed.
 */
export function write(
  m: Machine,
  path: Text,
  content: Text,
  options: { readonly append: boolean; readonly by: readonly Text[] | undefined },
  node: Node,
): void {
  const told = {
    append: options.append,
    cwd: m.scope.cwd,
    span: m.span(node),
    softness: m.place.softness,
    ...(options.by === undefined ? {} : { by: options.by }),
  };
  const key = keyOf(path);
  const pending = m.openBlocks.get(key);
  if (pending === undefined) {
    const delimiter = options.append && isWorkflowFile(m, path, node) ? openDelimiter(content) : undefined;
    if (delimiter === undefined) m.host.write(path, content, told);
    else m.openBlocks.set(key, { path, parts: [content], delimiter, told });
    return;
  }
  pending.parts.push(content);
  const delimiter = openDelimiter(content, pending.delimiter);
  if (delimiter !== undefined) {
    m.openBlocks.set(key, { ...pending, delimiter });
    return;
  }
  m.openBlocks.delete(key);
  m.host.write(path, glue(...pending.parts), pending.told);
}

/** Tells what is still open when the script ends. */
export function flushWrites(m: Machine): void {
  for (const { path, parts, told } of m.openBlocks.values()) m.host.write(path, glue(...parts), told);
  m.openBlocks.clear();
}

function isWorkflowFile(m: Machine, path: Text, node: Node): boolean {
  return ['GITHUB_OUTPUT', 'GITHUB_ENV'].some((name) => sameText(path, m.variable(name, node)));
}

function descriptor(redirect: Redirect): number {
  if (redirect.descriptor?.type === 'FileDescriptor') return redirect.descriptor.value;
  return redirect.descriptor === undefined ? 1 : 9;
}

/** The process substitution that a redirection is from or to, when it is nothing else. */
function processIn(redirect: Redirect): (WordPart & { type: 'ProcessSubstitution' }) | undefined {
  const parts = redirect.target?.parts;
  const only = parts?.length === 1 ? parts[0] : undefined;
  return only?.type === 'ProcessSubstitution' ? only : undefined;
}

function hereDocument(m: Machine, node: HereDoc): Text {
  const { body } = node;
  const strip = node.operator === '<<-';
  if (node.delimiter?.quoted === true || body.parts === undefined)
    return unmask(strip ? body.text.replace(/^\t+/gm, '') : node.delimiter?.quoted === true ? body.text : unescape(body.text), m.source.placeholders);
  if (!strip) return expandParts(m, body.parts);
  let atStart = true;
  return concat(
    ...body.parts.map((part): Text => {
      if (part.type !== 'Literal') {
        atStart = false;
        return expandParts(m, [part]);
      }
      const value = (atStart ? part.value.replace(/^\t+/, '') : part.value).replace(/\n\t+/g, '\n');
      atStart = value.endsWith('\n');
      return unmask(value, m.source.placeholders);
    }),
  );
}

/** In an unquoted here-document a backslash before `$`, a backtick, itself or a newline goes away. */
function unescape(text: string): string {
  return !text.includes('\\') ? text : text.replace(/\\([$`\\])/g, '$1').replace(/\\\n/g, '');
}

/** What is known of standard input, without its final newline. */
export function input(m: Machine): Text | undefined {
  const { stdin } = m.io;
  return stdin === undefined ? undefined : chomp(stdin);
}

import { concat, derive, emptyText, hole, join, lit, literalOf, show, type Piece, type Text } from '../../values/index.ts';
import type { Call } from '../commands.ts';
import { runScriptFile, runSourceText } from '../functions.ts';
import { done, outcome, type Machine, type Outcome } from '../machine.ts';
import { known } from '../condition.ts';
import { planOfWords, readInto } from '../read.ts';
import { itemsOfText } from '../items.ts';
import { input } from '../redirects.ts';
import type { Builtin } from './index.ts';

/** `bash x.sh a`, `bash -c '…' a`, `sh -eux x.sh`, `bash <<EOF`. */
function shell(kind: 'bash' | 'sh'): Builtin {
  return (m, call) => {
    let errexit = false;
    const { words } = call;
    let i = 1;
    for (; i < words.length; i++) {
      const text = literalOf(words[i]!);
      if (text === undefined || !/^[-+]/.test(text) || text === '-') break;
      if (text === '--') {
        i++;
        break;
      }
      if (!text.startsWith('--') && text.startsWith('-') && text.includes('e')) errexit = true;
      if (/^-[a-z]*c[a-z]*$/.test(text)) return runText(m, words[i + 1], call, { name: words[i + 2], positional: words.slice(i + 3), errexit });
      if (/^-[a-z]*s[a-z]*$/.test(text)) return runText(m, m.io.stdin, call, { name: undefined, positional: words.slice(i + 1), errexit });
      if (/^[-+][a-z]*o$/.test(text) || text === '--rcfile' || text === '--init-file') i++;
    }
    const path = words[i];
    if (path === undefined || literalOf(path) === '-') return runText(m, m.io.stdin, call, { name: undefined, positional: [], errexit });
    return runScriptFile(m, path, call, { own: false, positional: words.slice(i + 1), shell: kind, errexit });
  };
}

/** `su user -c '…'`, `su -m user <<EOF`: a shell of another user in the same folder. A login's shell starts elsewhere, and the host is told of it. */
const su: Builtin = (m, call) => {
  const { words } = call;
  const named: Text[] = [];
  let text = m.io.stdin;
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    const option = literalOf(word) ?? '';
    if (['-', '-l', '--login'].includes(option)) return undefined;
    if (option === '-c' || option === '--command') text = words[++i];
    else if (['-s', '-g', '-G', '--shell', '--group'].includes(option)) i++;
    else if (option.startsWith('-')) {
      if (!/^(-[mpPf]+|--(preserve-environment|fast|pty|shell=\S+|group=\S+))$/.test(option)) return undefined;
    } else named.push(word);
  }
  return runText(m, text, call, { name: undefined, positional: named.slice(1), errexit: false });
};

function runText(
  m: Machine,
  text: Text | undefined,
  call: Call,
  options: { readonly name: Text | undefined; readonly positional: readonly Text[]; readonly errexit: boolean },
): Outcome | undefined {
  if (text === undefined || !text.some((piece) => piece.kind === 'lit')) return undefined;
  return runSourceText(m, text, call.node, { own: false, assignments: call.assignments, ...options });
}

const source: Builtin = (m, call) => {
  const path = call.words[1];
  if (path === undefined) return done;
  const result = runScriptFile(m, path, call, { own: true, positional: call.words.slice(2), errexit: false });
  if (result !== undefined) return result;
  m.host.unread(m.span(call.node), `${show(path)} is sourced and not part of the checkout`);
  // What it runs is not known: the host is told of the command, whose success is taken for granted.
  m.host.command({
    words: call.words,
    assignments: call.assignments,
    stdout: undefined,
    stdin: undefined,
    stdinPath: undefined,
    cwd: m.scope.cwd,
    softness: m.place.softness,
    span: m.span(call.node),
    captured: false,
  });
  // What was not read may have set any variable.
  m.isUnset = () => false;
  return done;
};

/** Programs that print assignments for the shell to take over, and nothing else. */
const settings =
  /\beval\s+["`]*\$?[(`]\s*(?:ssh-agent|keychain|(?:\S*\/)?brew\s+shellenv|opam\s+(?:config\s+)?env|\w+env\s+init|conda\s+shell|micromamba\s+shell|mise\s+activate|direnv|minikube\s+\S*docker-env|docker-machine\s+env|luarocks\s+path|dircolors|gpg-agent)\b/;

const evalBuiltin: Builtin = (m, call) => {
  const text = join(call.words.slice(1), ' ');
  if (text.some((piece) => piece.kind === 'lit' && piece.text.trim() !== '')) return runSourceText(m, text, call.node, { own: true });
  m.isUnset = () => false;
  if (settings.test(m.source.text.slice(call.node.pos, call.node.end))) return done;
  m.host.unread(m.span(call.node), 'eval of a text that is not known');
  return undefined;
};

/** `read a b`: from known input, the first line's fields. */
const read: Builtin = (m, call) => {
  const ifs = call.assignments.get('IFS');
  const plan = planOfWords(
    call.words.slice(1).map((word) => literalOf(word) ?? '?'),
    ifs === undefined ? undefined : literalOf(ifs),
  );
  const text = input(m);
  const own = call.words.some((word) => literalOf(word) === '-d');
  const first = text === undefined || own ? undefined : firstLine(m, text);
  if (first !== undefined) m.io = { ...m.io, stdin: first.rest };
  const line =
    text === undefined
      ? m.fresh(call.node, 'read', plan.names[0] ?? 'input')
      : own
        ? text
        : first !== undefined
          ? first.line
          : isOutput(m)
            ? derive('head -n 1', text)
            : text;
  readInto(m, plan, line);
  return text === undefined
    ? outcome({ kind: 'run', how: 'there is input', key: () => `read:${m.host.freshId(m.span(call.node), 'read')}`, asks: false })
    : outcome(known(true));
};

/** The first of several lines that are apart in the text, and what the next `read` finds; undefined where nothing tells the lines apart. */
function firstLine(m: Machine, text: Text): { readonly line: Text; readonly rest: Text } | undefined {
  const at = text.findIndex((piece) => piece.kind === 'lit' && piece.text.includes('\n'));
  const piece = text[at];
  if (piece?.kind !== 'lit') return literalOf(text) === undefined ? undefined : { line: text, rest: emptyText };
  const end = piece.text.indexOf('\n');
  const line = concat(text.slice(0, at), lit(piece.text.slice(0, end)));
  return {
    line: line.some((part) => isLong(m, part)) ? derive('head -n 1', line) : line,
    rest: concat(lit(piece.text.slice(end).replace(/^\n+/, '')), text.slice(at + 1)),
  };
}

/** Whether a piece of a line may be lines itself. */
function isLong(m: Machine, piece: Piece): boolean {
  if (piece.kind === 'alt') return piece.options.some((option) => option.some((part) => isLong(m, part)));
  return piece.kind === 'lit' ? piece.text.includes('\n') : m.isList(piece);
}

/** Whether the input is what a program prints, which may be many lines; what the shell itself prints is one value. */
function isOutput(m: Machine): boolean {
  const program = m.io.stdinBy?.[0];
  return program !== undefined && !['echo', 'printf'].includes(literalOf(program) ?? '');
}

/** `mapfile -t a`: the lines of the input as an array. */
const mapfile: Builtin = (m, call) => {
  const words = call.words.slice(1).map((word) => literalOf(word) ?? '');
  const name = words.findLast((word) => /^[A-Za-z_]\w*$/.test(word)) ?? 'MAPFILE';
  const text = input(m) ?? m.fresh(call.node, 'mapfile', `lines for ${name}`);
  const items = itemsOfText(m, text, 'lines').map((item): Text => {
    if (item.kind !== 'set') return item.text;
    const id = m.host.freshId(m.span(call.node), name);
    m.lists.add(id);
    return hole(id, { label: name, from: item.from, each: item.set });
  });
  m.scope.set(name, { kind: 'list', items });
  return done;
};

/** `./script.sh`, `scripts/x`: a script of the repository. */
const byPath: Builtin = (m, call) => {
  const path = call.words[0];
  return path === undefined ? undefined : runScriptFile(m, path, call, { own: false, positional: call.words.slice(1), errexit: false });
};

export const callers: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['bash', shell('bash')],
  ['su', su],
  ['/bin/bash', shell('bash')],
  ['/usr/bin/bash', shell('bash')],
  ['sh', shell('sh')],
  ['/bin/sh', shell('sh')],
  ['dash', shell('sh')],
  ['zsh', shell('bash')],
  ['source', source],
  ['.', source],
  ['eval', evalBuiltin],
  ['read', read],
  ['mapfile', mapfile],
  ['readarray', mapfile],
  ['./', byPath],
]);

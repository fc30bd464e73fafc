import type { CommandExpansionPart, ParsedScript, ProcessSubstitutionPart } from 'unbash';
import { derive, emptyText, lit, type Text } from '../values/index.ts';
import { done, outcome, type Io, type Machine, type Outcome } from './machine.ts';
import { yes } from './condition.ts';
import { chomp, Output } from './output.ts';
import { runList } from './statements.ts';
import type { Source } from './state.ts';

/** `$( … )` and backticks: the commands run in a subshell, their output is the value. */
export function substitute(m: Machine, part: CommandExpansionPart): Text {
  if (part.script === undefined) return emptyText;
  const out = new Output('capture');
  const script = part.script;
  const result = m.nested(part, done, () =>
    inSubstitution(m, script, part, { out, stdin: m.io.stdin, stdinPath: m.io.stdinPath, stdinBy: m.io.stdinBy, captured: true }),
  );
  m.status = result.status;
  return chomp(out.text());
}

/** `<( … )`: a file whose content is the output; `>( … )`: a file whose content is given to the commands. */
export function substituteProcess(m: Machine, part: ProcessSubstitutionPart): Text {
  const { text } = outputOf(m, part);
  if (part.operator === '>') return lit('/dev/fd/63');
  const file = derive('file', text, { label: part.text.length > 40 ? 'a pipe' : part.text });
  const piece = file[0];
  if (piece?.kind === 'hole') m.pipes.set(piece.id, text);
  return file;
}

/** Runs the commands of a process substitution; returns what they print. */
export function outputOf(m: Machine, part: ProcessSubstitutionPart): { readonly text: Text; readonly by: readonly Text[] | undefined } {
  if (part.script === undefined) return { text: emptyText, by: undefined };
  const out = new Output('capture');
  const script = part.script;
  m.nested(part, done, () => inSubstitution(m, script, part, { out, stdin: undefined, stdinPath: undefined, stdinBy: undefined, captured: true }));
  return { text: chomp(out.text()), by: out.by };
}

/** Runs commands in a subshell of their own, without `set -e` unless the shell hands it down. */
export function inSubstitution(m: Machine, script: ParsedScript, node: { readonly pos: number; readonly end: number }, io: Io): Outcome {
  const { asked } = m;
  const scope = m.scope.fork();
  if (m.shell === 'bash') scope.settings.errexit = false;
  const source = sourceOf(m, script, node);
  const result = m.with({ scope, io, source, guarded: 0 }, () => m.place.frame('process', () => runList(m, script.commands)));
  m.asked = asked;
  return result.flow === 'fail' || result.flow === 'return-fail'
    ? outcome({ kind: 'known', value: false })
    : outcome(result.flow === 'next' ? result.status : yes);
}

/** Inside backticks with escapes the tree's offsets are those of the unescaped text. */
function sourceOf(m: Machine, script: ParsedScript, node: { readonly pos: number; readonly end: number }): Source {
  if (script.source === undefined) return m.source;
  const outer = m.source;
  return { text: script.source, spanOf: () => outer.spanOf(node.pos, node.end), placeholders: outer.placeholders };
}

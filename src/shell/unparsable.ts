import type { ParseError } from 'unbash';
import type { Machine } from './machine.ts';
import type { Source } from './state.ts';
import { recogniseCommands } from './tolerant.ts';

const maxCommands = 2_000;

/** A script that does not parse: the commands that can be seen are told to the host, each as something that may or may not run. */
export function recogniseInPlace(m: Machine, source: Source, error: ParseError): void {
  m.host.unread(source.spanOf(error.pos, Math.min(error.pos + 1, source.text.length)), `the script cannot be parsed: ${error.message}`);
  const commands = recogniseCommands(source.text, { variable: (name) => m.environment(name), placeholder: source.placeholders, backslashes: 'kept' });
  if (commands.length > maxCommands) m.host.cut(source.spanOf(0, source.text.length), `more than ${maxCommands} commands in a script that cannot be parsed`);
  for (const command of commands.slice(0, maxCommands)) {
    const span = source.spanOf(command.start, command.end);
    if (!m.step(() => span)) return;
    m.host.command({
      words: command.words,
      assignments: new Map(),
      env: (name) => m.environment(name),
      stdout: undefined,
      stdin: undefined,
      stdinPath: undefined,
      stdinBy: undefined,
      cwd: m.scope.cwd,
      softness: [...m.place.softness, { kind: 'conditional', key: `unread:${span.file}:${span.start}`, how: 'the script cannot be parsed', span }],
      span,
      captured: false,
    });
  }
}

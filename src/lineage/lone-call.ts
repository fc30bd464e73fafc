import type { Span } from '../base/index.ts';
import type { CommandCall } from '../shell/index.ts';
import { literalOf, type Text } from '../values/index.ts';

/** The call of a command that is recognised alone, in a script that is not interpreted; a redirection among its words is one. */
export function loneCall(words: readonly Text[], cwd: Text, span: Span, env: (name: string) => Text | undefined): CommandCall {
  const at = words.findIndex((word) => ['>', '>>'].includes(literalOf(word) ?? ''));
  const path = at > 0 ? words[at + 1] : undefined;
  return {
    words: path === undefined ? words : words.slice(0, at),
    assignments: new Map(),
    stdout: path === undefined ? undefined : { path, append: literalOf(words[at] ?? []) === '>>' },
    stdin: undefined,
    stdinPath: undefined,
    stdinBy: undefined,
    env,
    cwd,
    softness: [],
    span,
    captured: false,
  };
}

import type { Span, Tri } from '../base/index.ts';
import { emptyText, type Text } from '../values/index.ts';
import { decided } from './condition.ts';
import { runExitTraps } from './functions.ts';
import type { ShellHost } from './host.ts';
import { Machine, type Outcome } from './machine.ts';
import { chomp, Output } from './output.ts';
import { parseScript } from './parse.ts';
import type { Placeholders } from './placeholder.ts';
import { flushWrites } from './redirects.ts';
import { runList } from './statements.ts';
import { Scope } from './state.ts';
import { recogniseInPlace } from './unparsable.ts';

export interface RunOptions {
  readonly host: ShellHost;
  /** The working folder, relative to the workspace. */
  readonly cwd: Text;
  readonly shell: 'bash' | 'sh';
  /** Whether the shell was started with `-e`, and with `-o pipefail`. */
  readonly errexit: boolean;
  readonly pipefail: boolean;
  /** The value of an identifier that stands for an expression of the workflow (see `maskExpressions`). */
  readonly placeholder: Placeholders;
  /** Turns offsets of the script into a span of the file it stands in. */
  readonly spanOf: (start: number, end: number) => Span;
  readonly positional?: readonly Text[];
  /** How many scripts called each other to come here. */
  readonly depth?: number;
  /** Asks for all that is printed: `ScriptOutcome.stdout`. */
  readonly captured?: boolean;
}

export interface ScriptOutcome {
  /** Whether the script succeeds, as far as its text decides it. */
  readonly status: Tri;
  /** `fail`: on the path that was followed it certainly ends in a failure, and what stands below is not reached. */
  readonly ended: 'end' | 'exit' | 'fail';
  /** What the script prints, without the final newline, when `captured` was asked for. */
  readonly stdout: Text | undefined;
  /** Lines printed to the log that are workflow commands (`::set-output name=x::y`), for `parseWorkflowCommands`. */
  readonly printed: Text;
  /** False when the budget ran out before the end. */
  readonly complete: boolean;
}

/**
 * Interprets a script without running anything: every command is told to the host in order, with its words as far as
 * they are known, and with what softens it. Never throws; what is not understood is told to `host.unread`.
 */
export function interpretScript(script: string, options: RunOptions): ScriptOutcome {
  const source = { text: script, spanOf: options.spanOf, placeholders: options.placeholder };
  const scope = new Scope({
    cwd: options.cwd,
    positional: options.positional ?? [],
    settings: { errexit: options.errexit, pipefail: options.pipefail, globstar: false },
  });
  const m = new Machine({ host: options.host, shell: options.shell, scope, source, scriptDepth: options.depth ?? 0 });
  if (options.captured === true) m.io = { ...m.io, out: new Output('capture'), captured: true };
  try {
    const result = m.place.frame('process', () => runWhole(m));
    const text = m.io.out.text();
    const ended = result.flow === 'fail' || result.flow === 'return-fail' ? 'fail' : result.flow === 'exit' ? 'exit' : 'end';
    return {
      status: decided(result.status),
      ended,
      stdout: options.captured === true ? chomp(text) : undefined,
      printed: options.captured === true ? emptyText : text,
      complete: !m.stopped,
    };
  } catch (error) {
    // The one exception that is expected: a tree so deep that the stack ends.
    if (!(error instanceof RangeError)) throw error;
    options.host.cut(options.spanOf(0, script.length), 'nested too deeply');
    return { status: 'unknown', ended: 'end', stdout: undefined, printed: emptyText, complete: false };
  }
}

function runWhole(m: Machine): Outcome {
  const tree = parseScript(m.source.text);
  if (tree.errors !== undefined && tree.errors.length > 0) {
    recogniseInPlace(m, m.source, tree.errors[0]!);
    return { flow: 'next', status: { kind: 'run', how: 'the script succeeds', key: () => 'script', asks: false } };
  }
  // `#!/bin/bash -e` counts only where the script is a file; a step's script is given to the shell by name.
  const result = runList(m, tree.commands);
  runExitTraps(m);
  flushWrites(m);
  return result;
}

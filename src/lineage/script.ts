import type { Span } from '../base/index.ts';
import { interpretScript, scriptOf } from '../shell/index.ts';
import { literalOf, resolvePath, type Text } from '../values/index.ts';
import { evaluateText, placeholders, segmentText, spanIn } from '../workflow/index.ts';
import { applyOpaque, type ApplyContext } from './apply/index.ts';
import { evalContext } from './context.ts';
import { LineageHost } from './host.ts';
import type { Machine } from './machine.ts';
import type { StepCall } from './steps.ts';
import { runTolerant } from './tolerant-script.ts';

/** Runs a `run:` step: bash and sh are interpreted, other shells are searched for commands that the catalog knows. */
export function runScriptStep(machine: Machine, call: StepCall): void {
  const { step, scope, frame } = call;
  const run = step.run!;
  const ctx = evalContext(machine, scope);
  machine.noteSecrets(run.value, scope.secretsKnown);
  const folder = step.workingDirectory ?? frame.defaults.workingDirectory;
  const cwd = folder === undefined ? [] : resolvePath([], evaluateText(folder, ctx));
  const shellText = step.shell ?? frame.defaults.shell;
  const shell = shellText === undefined ? undefined : literalOf(evaluateText(shellText, ctx));
  // It looks at the syntax alone.
  if (shell !== undefined && /^(?:\/\S*\/)?(?:ba|da|z)?sh\s(?:.*\s)?-(?:\w*n\w*|o noexec)(?:\s|$)/.test(shell)) return;
  const held = placeholders(run);
  const value = (name: string): Text | undefined => {
    const segment = held.segments.get(name);
    return segment === undefined ? undefined : segmentText(segment, ctx);
  };
  const spanOf = (start: number, end: number): Span => spanIn(run, start, end);
  const host = new LineageHost(machine, { env: scope.env, outputs: call.result.outputs, idPrefix: call.id, spanOf, placeholder: value });
  const kind = shellKind(shell ?? (shellText === undefined && machine.runner === 'windows' ? 'pwsh' : 'default'));
  if (kind === 'other') {
    runTolerant(machine, host, held.text, { cwd, shell: shell ?? 'pwsh', placeholder: value, idPrefix: call.id, spanOf, inStep: true });
    const program = notFollowed(shell ?? 'pwsh', held.text);
    if (program !== '') noteProgram(machine, { what: `${shell ?? 'pwsh'} script`, at: spanOf(0, held.text.length), cwd, text: program });
    return;
  }
  interpretScript(held.text, {
    host,
    cwd,
    shell: kind === 'sh' ? 'sh' : 'bash',
    errexit: !/^bash\s+(?!.*-\w*e)/.test(shell ?? ''),
    pipefail: shell === 'bash' || /pipefail/.test(shell ?? ''),
    placeholder: value,
    spanOf,
  });
}

/** What of a script is no command: all of a program in another language, and calls of .NET in PowerShell. */
function notFollowed(shell: string, script: string): string {
  if (!/^(?:pwsh|powershell|cmd)\b/.test(shell)) return script;
  return script
    .split('\n')
    .filter((line) => /\]::(?:Write|Append|Copy|Move|Replace|Create|Delete|Open)/i.test(line))
    .join('\n');
}

/** Records a program in a language that is not followed: what its own step publishes or signs is of before. */
function noteProgram(machine: Machine, program: { readonly what: string; readonly at: Span; readonly cwd: Text; readonly text: string }): void {
  const { what, at, cwd, text } = program;
  const ctx = { at, cwd, glob: false, weak: [], cannotWork: undefined, idPrefix: '', made: undefined, by: what, assumes: [] };
  applyOpaque(machine, { what, why: 'its commands were recognised alone', touches: [], scope: 'command', mayPublish: false, text, inSight: true }, ctx);
}

function shellKind(shell: string): 'bash' | 'sh' | 'other' {
  const name = shell.trim().split(/\s+/)[0]?.split('/').at(-1) ?? '';
  if (name === 'default' || name === 'bash') return 'bash';
  if (name === 'sh' || name === 'dash' || name === 'zsh') return 'sh';
  return 'other';
}

/** Runs a command line that an input gives, as `publish: npm run release` does. */
export function runScriptText(machine: Machine, script: Text, ctx: ApplyContext, { errexit }: { readonly errexit: boolean } = { errexit: true }): void {
  if (script.every((piece) => piece.kind !== 'lit' || piece.text.trim() === '')) {
    if (script.length > 0) machine.trace.notRead(ctx.at, 'a command given as an input is not known');
    return;
  }
  const { script: source, placeholders: placeholder } = scriptOf(script);
  const host = new LineageHost(machine, {
    env: machine.stepEnv,
    outputs: ctx.outputs ?? new Map(),
    idPrefix: `${ctx.idPrefix}/script`,
    spanOf: () => ctx.at,
    placeholder,
    weak: ctx.weak,
  });
  interpretScript(source, { host, cwd: ctx.cwd, shell: 'bash', errexit, pipefail: false, placeholder, spanOf: () => ctx.at });
}

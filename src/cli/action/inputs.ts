import type { UsageError } from '../argv.ts';
import { formats, type Format } from '../formats.ts';

/** What a step gives to the action, as a command line of `audit`. */
export interface ActionInputs {
  readonly kind: 'inputs';
  /** The words after `sealwright`, the outputs to files left out. */
  readonly argv: readonly string[];
  readonly format: Format;
  readonly sarifFile: string | undefined;
  readonly token: string | undefined;
}

/** As YAML writes them in its core schema. */
const yes: ReadonlySet<string> = new Set(['true', 'True', 'TRUE']);
const no: ReadonlySet<string> = new Set(['false', 'False', 'FALSE', '']);

/**
 * Reads the inputs of a step from the variables that a runner sets: `INPUT_` and the name in capitals. A value is one
 * word of the command line whatever it holds, and never an option.
 */
export function readInputs(env: (name: string) => string | undefined): ActionInputs | UsageError {
  const input = (name: string): string | undefined => {
    const text = env(`INPUT_${name.toUpperCase()}`)?.trim();
    return text === '' ? undefined : text;
  };
  const online = env('INPUT_ONLINE')?.trim() ?? '';
  if (!yes.has(online) && !no.has(online))
    return { kind: 'usage', message: `the input online takes true or false, not ${JSON.stringify(online.slice(0, 60))}`, hint: 'online: true' };
  const wanted = input('format') ?? 'github';
  const format = formats.find((one) => one === wanted);
  if (format === undefined)
    return { kind: 'usage', message: `the input format takes ${formats.join(', ')}, not ${JSON.stringify(wanted.slice(0, 60))}`, hint: 'format: github' };
  const valued = (['fail-on', 'baseline', 'config', 'against', 'decisions'] as const).flatMap((name) => {
    const value = input(name);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  return {
    kind: 'inputs',
    argv: ['audit', ...valued, ...(yes.has(online) ? ['--online'] : []), '--', input('path') ?? '.'],
    format,
    sarifFile: input('sarif-file'),
    token: input('token'),
  };
}

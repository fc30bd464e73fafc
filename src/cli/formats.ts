import type { UsageError } from './argv.ts';

/** The forms of a report, as `audit --format` names them. */
export const formats = ['terminal', 'markdown', 'json', 'jsonl', 'summary', 'html', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

/** Forms of which several make no document together. */
const ofOneFolder: readonly Format[] = ['json', 'summary', 'html', 'sarif', 'github'];

/** A form, and the file that it goes to; standard output without one. */
export interface Output {
  readonly format: Format;
  readonly file: string | undefined;
}

/** Reads the values of `--format`, each `FORMAT` or `FORMAT=FILE`, and of `--output`. Pure. */
export function readOutputs(
  values: readonly string[],
  output: string | undefined,
  folders: readonly string[],
): { readonly kind: 'outputs'; readonly outputs: readonly Output[] } | UsageError {
  const outputs: Output[] = [];
  for (const value of values.length === 0 ? ['terminal'] : values) {
    const end = value.indexOf('=');
    const format = formats.find((one) => one === (end === -1 ? value : value.slice(0, end))) ?? 'terminal';
    const file = end === -1 ? output : value.slice(end + 1);
    if (file === '') return { kind: 'usage', message: `--format ${format}= names no file`, hint: `--format ${format}=FILE` };
    const alike = outputs.find((one) => one.file === file);
    if (alike !== undefined)
      return {
        kind: 'usage',
        message: `${alike.format} and ${format} would both go to ${file === undefined ? 'standard output' : JSON.stringify(file.slice(0, 100))}`,
        hint: `--format ${alike.format} --format ${format}=FILE`,
      };
    outputs.push({ format, file });
  }
  if (output !== undefined && !outputs.some((one) => one.file === output))
    return { kind: 'usage', message: 'each --format has its file, so that none goes to the one of --output', hint: 'leave --output out' };
  const single = folders.length > 1 ? outputs.find((one) => ofOneFolder.includes(one.format)) : undefined;
  if (single !== undefined) return { kind: 'usage', message: `--format ${single.format} takes one folder`, hint: 'use --format jsonl for several' };
  return { kind: 'outputs', outputs };
}

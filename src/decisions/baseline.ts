import { limits, SealwrightError, type FileRead } from '../base/index.ts';

const maxFindings = 100_000;

/** Reads a baseline: the ids of findings that were there when it was written. Throws BASELINE_UNREADABLE for anything else. */
export function readBaseline(read: FileRead, path: string): ReadonlySet<string> {
  if (read.kind === 'missing') throw unreadable(path, 'there is no such baseline');
  if (read.kind === 'refused') throw unreadable(path, `the baseline cannot be read: ${read.reason}`);
  if (read.text.length > limits.maxFileBytes) throw unreadable(path, 'the file is too large for a baseline');
  const value = parse(read.text, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(path, 'the file is no baseline', 'a JSON object');
  const { version, findings, ...rest } = value as Readonly<Record<string, unknown>>;
  if (version !== 1) throw unreadable(path, 'the file is no baseline that this version reads', '"version": 1');
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw unreadable(path, `the baseline has an unknown key ${JSON.stringify(unknown.slice(0, 60))}`);
  if (!Array.isArray(findings) || !findings.every((one) => typeof one === 'string'))
    throw unreadable(path, 'the baseline lists no findings', '"findings": a list of texts');
  if (findings.length > maxFindings) throw unreadable(path, 'the baseline lists too many findings', `at most ${maxFindings}`);
  return new Set(findings);
}

/** Returns a baseline of these ids: one a line and sorted, so that a change of it can be read; ASCII alone. */
export function renderBaseline(ids: Iterable<string>): string {
  const text = JSON.stringify({ version: 1, findings: [...new Set(ids)].toSorted() }, null, 2);
  return `${text.replaceAll(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SealwrightError('BASELINE_UNREADABLE', { at: path, message: 'the baseline is not JSON', hint: hintFor(path), cause });
  }
}

function unreadable(path: string, message: string, expected?: string): SealwrightError {
  return new SealwrightError('BASELINE_UNREADABLE', { at: path, message, ...(expected === undefined ? {} : { expected }), hint: hintFor(path) });
}

function hintFor(path: string): string {
  return `sealwright audit --write-baseline ${path}`;
}

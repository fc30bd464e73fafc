import { limits, SealwrightError, type FileRead } from '../base/index.ts';

const maxFindings = 100_000;

/** Of each finding that was there when it was written, by its id, how bad it was and what else told it apart. */
export type Baseline = ReadonlyMap<string, string>;

const substance = /^(?:high|medium|low|info)(?: [0-9a-f]{16})?$/;

/** Reads a baseline. Throws BASELINE_UNREADABLE for anything else. */
export function readBaseline(read: FileRead, path: string): Baseline {
  if (read.kind === 'missing') throw unreadable(path, 'there is no such baseline');
  if (read.kind === 'refused') throw unreadable(path, `the baseline cannot be read: ${read.reason}`);
  if (read.text.length > limits.maxFileBytes) throw unreadable(path, 'the file is too large for a baseline');
  const value = parse(read.text, path);
  if (!isMap(value)) throw unreadable(path, 'the file is no baseline', 'a JSON object');
  const { version, findings, ...rest } = value;
  if (version === 1) throw unreadable(path, 'the baseline is of version 1, which does not tell how bad a finding was', '"version": 2');
  if (version !== 2) throw unreadable(path, 'the file is no baseline that this version reads', '"version": 2');
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw unreadable(path, `the baseline has an unknown key ${JSON.stringify(unknown.slice(0, 60))}`);
  if (!isMap(findings)) throw unreadable(path, 'the baseline lists no findings', '"findings": an object with a key for each');
  const entries = Object.entries(findings);
  if (entries.length > maxFindings) throw unreadable(path, 'the baseline lists too many findings', `at most ${maxFindings}`);
  return new Map(
    entries.map(([id, one]) => {
      if (typeof one === 'string' && substance.test(one)) return [id, one];
      throw unreadable(path, `the baseline does not tell how bad ${JSON.stringify(id.slice(0, 100))} was`, 'a severity such as "low"');
    }),
  );
}

/** Returns a baseline of these findings: one a line and sorted, so that a change of it can be read; ASCII alone. */
export function renderBaseline(findings: Baseline): string {
  const text = JSON.stringify({ version: 2, findings: Object.fromEntries([...findings].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) }, null, 2);
  return `${text.replaceAll(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/**
 * Returns the ids of the findings that a baseline knows: what is worse than it was, or says something else, is new. Of findings
 * that are alike but for their number each takes an entry of its own, whichever number that has.
 */
export function knownTo(baseline: Baseline, findings: Baseline): ReadonlySet<string> {
  const left = new Map(baseline);
  const known = new Set<string>();
  for (const [id, now] of findings) {
    const then = left.get(id);
    if (then === undefined || !covers(then, now)) continue;
    left.delete(id);
    known.add(id);
  }
  const alike = Map.groupBy(left, ([id]) => unnumbered(id));
  for (const [id, now] of findings) {
    if (known.has(id)) continue;
    const others = alike.get(unnumbered(id));
    const found = others?.findIndex(([, then]) => covers(then, now)) ?? -1;
    if (found === -1) continue;
    others?.splice(found, 1);
    known.add(id);
  }
  return known;
}

function unnumbered(id: string): string {
  return id.replace(/ #\d+$/, '');
}

const severities = ['high', 'medium', 'low', 'info'];

function covers(then: string, now: string): boolean {
  const [before = '', was] = then.split(' ');
  const [severity = '', is] = now.split(' ');
  return is === was && severities.indexOf(before) <= severities.indexOf(severity);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

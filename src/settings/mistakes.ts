import type { z } from 'zod';
import { SealwrightError, type ErrorCode } from '../base/index.ts';
import type { PlainYaml, Step } from './plain.ts';

type Issue = z.core.$ZodIssue;

/** Which file it is that mistakes are told of. */
export interface FileKind {
  readonly code: Extract<ErrorCode, 'CONFIG_MALFORMED' | 'POLICY_MALFORMED'>;
  /** What shows the page that lists its keys. */
  readonly page: string;
  /** What to do about a value, by the first key that leads to it. */
  readonly hints: Readonly<Record<string, string>>;
}

/** sealwright.yaml. */
const configuration: FileKind = {
  code: 'CONFIG_MALFORMED',
  page: 'sealwright help docs/configuration',
  hints: { dispositions: '`sealwright help docs/configuration` shows an entry, and `sealwright disposition add` writes one' },
};

/** Turns what the schema found into coded errors with file, line, what was expected and what was there. */
export function mistakesOf(issues: readonly Issue[], plain: PlainYaml, kind: FileKind = configuration): readonly SealwrightError[] {
  return issues.flatMap((issue) => readIssue(issue, plain, kind));
}

/** Throws the first mistake of the file; the others are its cause. */
export function throwMistakes(mistakes: readonly SealwrightError[]): never {
  const [first, ...rest] = mistakes.toSorted((a, b) => lineOf(a) - lineOf(b));
  if (first === undefined) throw new SealwrightError('CONFIG_MALFORMED', { message: 'does not fit its schema' });
  throw rest.length === 0 ? first : new SealwrightError(first.code, { ...first.details, cause: new AggregateError(rest) });
}

function lineOf(mistake: SealwrightError): number {
  return Number(/:(\d+)$/.exec(mistake.details.at ?? '')?.[1] ?? 0);
}

function readIssue(issue: Issue, plain: PlainYaml, kind: FileKind): readonly SealwrightError[] {
  const steps = issue.path.filter((step): step is Step => typeof step !== 'symbol');
  const name = steps.length === 0 ? 'the file' : steps.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      malformed(kind, plain.placeOfKey(steps, key), {
        message: `unknown key ${JSON.stringify(clip(key))} in ${name}`,
        hint: `remove it, or see the keys: ${kind.page}`,
      }),
    );
  }
  if (issue.code === 'invalid_key') {
    const key = String(steps.at(-1) ?? '');
    const wanted = issue.issues.map((one) => one.message).join(', ');
    return [
      malformed(kind, plain.placeOfKey(steps.slice(0, -1), key), {
        message: `the key ${JSON.stringify(clip(key))} in ${steps.slice(0, -1).join('.')} is not understood`,
        expected: wanted,
      }),
    ];
  }
  const value = plain.valueAt(steps);
  const missing = value === undefined;
  const message = !missing ? `${name} is not understood` : steps.length === 0 ? 'the file is empty' : `${name} is missing`;
  const details = { message, expected: expected(issue), got: missing ? 'nothing' : show(value) };
  const hint = hintOf(steps, kind);
  return [malformed(kind, plain.placeOf(steps), hint === undefined ? details : { ...details, hint })];
}

function hintOf([first]: readonly Step[], { hints }: FileKind): string | undefined {
  if (first === undefined || first === 'version') return 'begin the file with `version: 1`';
  return Object.hasOwn(hints, first) ? hints[first] : undefined;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'record' || issue.expected === 'object' ? 'a map' : issue.expected === 'array' ? 'a list' : `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map(String).join(' or ');
    case 'too_small':
      return `at least ${issue.minimum} ${issue.origin === 'string' ? 'character' : 'entry'}`;
    case 'too_big':
      return `at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
    default:
      return issue.message;
  }
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return clip(JSON.stringify(value) ?? 'nothing');
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function malformed(
  { code }: FileKind,
  at: string,
  details: { readonly message: string; readonly expected?: string; readonly got?: string; readonly hint?: string },
): SealwrightError {
  return new SealwrightError(code, { ...details, at });
}

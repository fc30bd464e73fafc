import { readArgv, type UsageError } from '../argv.ts';
import { parse as parseVerify } from '../verify/late.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { gateSpec } from './spec.ts';

/** What `gate` was asked to do. */
export interface GateOptions {
  readonly kind: 'gate';
  readonly subject: string;
  readonly verify: VerifyOptions;
  readonly command: readonly [string, ...string[]];
}

/** Reads the words after `gate`. Pure. */
export function parse(argv: readonly string[]): GateOptions | UsageError {
  const end = argv.indexOf('--');
  const [before, behind] = end === -1 ? [argv, []] : [argv.slice(0, end), argv.slice(end + 1)];
  const [program, ...words] = behind;
  const read = readArgv(gateSpec, [...before, ...(program === undefined ? [] : ['--', program])]);
  if (read.kind === 'usage') return read;
  const [subject, ...others] = read.words;
  if (program === undefined || program === '') return usage('gate needs a command to run, behind --', `sealwright gate ${subject ?? 'SUBJECT'} … -- COMMAND`);
  if (subject === undefined || others.length !== 1) return usage('gate takes one SUBJECT: what to verify', 'one gate for each');
  // What a package or a tag stands for is looked up again by whoever is given its name, and an archive is opened again.
  if (/^(?:pkg:|git:|sha(?:256|384|512):|(?:oci|docker)-archive:)/.test(subject))
    return usage(`gate hands on files and images, not ${JSON.stringify(subject.slice(0, 60))}`, 'sealwright verify, and download by what it printed');
  const lenient = read.options.has('unsafely-lenient');
  const asked = before.filter((word) => word !== '--unsafely-lenient');
  const verify = parseVerify(lenient ? asked : [...asked, '--strict']);
  if (verify.kind === 'usage') return { ...verify, message: verify.message.replace(/^--strict refuses/, 'gate refuses') };
  return { kind: 'gate', subject, verify, command: [program, ...words] };
}

function usage(message: string, hint: string): UsageError {
  return { kind: 'usage', message, hint };
}

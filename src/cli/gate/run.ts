import { SealwrightError } from '../../base/index.ts';
import { exitCode, type Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { decide, tell } from '../verify/late.ts';
import { keepCopy, type KeptCopy } from './copy.ts';
import type { GateOptions } from './options.ts';
import { fileNaming, imageNaming } from './naming.ts';
import { placeSubject, type Naming } from './words.ts';

/** What was verified, by a name that cannot come to stand for something else. */
interface Pinned extends Omit<Naming, 'by'> {
  readonly name: string;
  readonly digest: string;
  readonly copy: KeptCopy | undefined;
}

/** Verifies the subject, and runs the command with it where the verdict is yes. */
export async function run(options: GateOptions, machine: Machine): Promise<Outcome> {
  const decided = await decide(options.verify, machine);
  const verdict = tell(decided, { options: options.verify, machine, to: machine.stderr });
  if (exitCode(verdict) !== 0) return verdict;
  const [judged] = decided.judged;
  const sha256 = judged?.digests.sha256;
  if (judged === undefined || sha256 === undefined)
    throw new SealwrightError('SUBJECT_UNPINNED', { message: `${options.subject} is not known by its SHA-256`, hint: 'name an image by a sha256: digest' });
  const pinned = await pin(options.subject, { name: judged.subject, sha256 }, machine);
  try {
    const [program, ...words] = commandOf(options, pinned, machine);
    const commands = await machine.openCommands();
    const ended = await commands.run(program ?? '', words, { environment: { SEALWRIGHT_SUBJECT: pinned.name, SEALWRIGHT_DIGEST: pinned.digest } });
    if (ended.kind === 'ended') return { kind: 'ran', code: ended.code };
    throw new SealwrightError('COMMAND_MISSING', { message: ended.reason, hint: 'give a program that is installed, or its path' });
  } finally {
    pinned.copy?.remove();
  }
}

async function pin(subject: string, { name, sha256 }: { readonly name: string; readonly sha256: string }, machine: Machine): Promise<Pinned> {
  const { disk } = await machine.openVerifyPorts();
  const digest = `sha256:${sha256}`;
  // Of an image the name ends in its digest; else the subject is a file of this machine.
  if (name.endsWith(`@${digest}`)) return { name, digest, ...imageNaming(subject), copy: undefined };
  const path = subject.replace(/^file:/, '');
  const copy = await keepCopy(path, { sha256, machine });
  return { name: copy.path, digest, ...fileNaming(path, { spellings: [subject, path], disk }), copy };
}

function commandOf({ subject, command }: GateOptions, pinned: Pinned, machine: Machine): readonly string[] {
  const placed = placeSubject(command, { ...pinned, by: pinned.name });
  if (placed.kind === 'buried')
    throw new SealwrightError('USAGE', {
      message: `the command names ${subject} in the middle of a word, where it would be looked up again`,
      got: JSON.stringify(placed.word.slice(0, 100)),
      hint: 'write "$SEALWRIGHT_SUBJECT" there',
    });
  if (placed.kind === 'other')
    throw new SealwrightError('USAGE', {
      message: `the command names what may be another than ${subject}, which was verified`,
      got: JSON.stringify(placed.word.slice(0, 100)),
      hint: `write ${subject} there, as a word of its own, or "$SEALWRIGHT_SUBJECT"`,
    });
  if (placed.places === 0 && !command.some((word) => word.includes('SEALWRIGHT_')))
    machine.stderr.write(`sealwright: the command does not name ${subject}: it is told what was verified by SEALWRIGHT_SUBJECT alone\n`);
  return placed.words;
}

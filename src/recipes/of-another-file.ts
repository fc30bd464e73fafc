import type { VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';

/** Endings of files that hold a signature of the file whose name stands before them. */
const ending = /\.(?:sigstore(?:\.json)?|bundle(?:\.json)?|cosign\.bundle|sig|asc|minisig|sign)$/i;
const isList = /(?:sums?|checksums?|hashes)(?:\.(?:txt|sha\d+))?$/i;

/**
 * Why a signature does not fit the file that it is given with: it is called after another one, which is a checksum list
 * or is published too. Names that the reader fills in are left alone.
 */
export function signatureOfAnother(command: VerifyCommand, traced: Traced): string | undefined {
  const { signature, file } = pairOf(command);
  const [of, subject] = [lastPart(signature).replace(ending, ''), lastPart(file)];
  if (of === lastPart(signature) || !isWritten(of) || !isWritten(subject)) return undefined;
  if (of.startsWith(subject) || subject.startsWith(of) || (isList.test(of) && isList.test(subject))) return undefined;
  const isKnown = isList.test(of) || traced.trace.publishes.some((p) => p.shown.some((one) => one.split(', ').some((name) => lastPart(name) === of)));
  return isKnown ? `${lastPart(signature)} is the signature of ${of}, and the command gives ${subject} with it` : undefined;
}

/** The signature and the one file that a command holds against it; empty texts for a command of another form. */
function pairOf({ tool, subcommand, subjects, flags }: VerifyCommand): { readonly signature: string; readonly file: string } {
  const of = (...names: readonly string[]): string => names.flatMap((name) => flags.get(name) ?? []).at(-1) ?? '';
  const [first = '', second = ''] = subjects;
  if (tool === 'cosign' && subcommand === 'verify-blob') return { signature: of('--bundle', '--signature'), file: subjects.length === 1 ? first : '' };
  if (tool === 'sigstore') return { signature: of('--bundle', '--signature'), file: subjects.length === 1 ? first : '' };
  if (tool === 'gpg' || tool === 'gpgv' || tool === 'sqv') return { signature: first, file: second };
  if (tool === 'minisign' || tool === 'signify') return { signature: flags.has('-C') || flags.has('-Cq') ? '' : of('-x'), file: of('-m') };
  if (tool === 'openssl' && subcommand === 'dgst') return { signature: of('-signature'), file: first };
  return { signature: '', file: '' };
}

/** A name with a letter in it and nothing for the reader to fill in but a version. */
function isWritten(name: string): boolean {
  return /^[\w.+${}-]*[A-Za-z][\w.+${}-]*$/.test(name) && !/^\$\{?\w+\}?$/.test(name) && !/^(?:file|artifact|name|filename)$/i.test(name);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

import type { Controls } from '../controls/index.ts';
import { whatItNames, type VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { concat, lit } from '../values/index.ts';
import { neverPublished } from './cannot-pass.ts';

/** Flags for a file that is read beside what is verified. */
export const besideFlags = ['--bundle', '--signature', '--sig', '--certificate', '--cert', '--provenance-path', '--provenance', '--attestation-path'];

/** A file that the command reads beside what it verifies (`app.tar.gz.bundle`), when no release holds one of this ending. */
export function notPublished(unit: Unit, controls: Controls, command: VerifyCommand, traced: Traced): string | undefined {
  const assets = traced.trace.publishes.filter((p) => p.sink.kind === 'release' || p.sink.kind === 'bucket');
  if (assets.some((p) => p.unresolved !== undefined) || traced.trace.publishes.length === 0) return undefined;
  const shown = assets.flatMap((p) => p.shown.flatMap((one) => one.split(', ')));
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const subjects = whatItNames(command).filter((thing) => thing.kind === 'file' && !thing.isAnything);
  return [...besideFlags.flatMap((flag) => command.flags.get(flag) ?? []), ...detached(unit, controls, command, traced)].find((file) => {
    const subject = subjects.find((one) => last(file).startsWith(`${last(one.written)}.`));
    const ending = subject === undefined ? undefined : last(file).slice(last(subject.written).length);
    if (subject === undefined || ending === undefined) return isLiteral(file) && neverPublished({ patterns: [lit(last(file))], isAnything: false }, traced);
    // That of the list, which ends so too, is not that of the file.
    const beside = { patterns: subject.patterns.map((name) => concat(name, lit(ending))), isAnything: false };
    return !shown.some((name) => name.endsWith(ending) || /[*}…]$/.test(name)) || neverPublished(beside, traced);
  });
}

/** The signature that a tool reads without a flag of that name, where a workflow is known to make those that are published. */
function detached(unit: Unit, controls: Controls, command: VerifyCommand, traced: Traced): readonly string[] {
  if (unit.place !== 'release' || controls.signature.status !== 'present') return [];
  const [first = ''] = command.subjects;
  const named = /^gpgv?$|^sqv$/.test(command.tool)
    ? /\.(?:asc|sig|sign|gpg|pgp)$/i.test(first)
      ? [first]
      : []
    : ['-x', '-signature', '-s'].flatMap((flag) => (/^(?:minisign|signify|openssl|ssh-keygen)$/.test(command.tool) ? (command.flags.get(flag) ?? []) : []));
  const kept = traced.trace.input.files.list();
  // Signatures can be kept in the repository itself, and some names stand for any.
  return named.filter((file) => !/^(?:\.\/)?(?:signature|sig|file)\./i.test(file) && !kept.some((path) => path.endsWith(file.slice(file.lastIndexOf('.')))));
}

/** A file's own name, with nothing for the reader to fill in; what stands in a folder or at an address was fetched before. */
function isLiteral(file: string): boolean {
  return /^[\w.+-]+\.[\w.]+$/.test(file);
}

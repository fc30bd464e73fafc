import type { Controls } from '../controls/index.ts';
import type { VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import { keylessEvidence } from './asked-of-run.ts';

/** Files in which a signing command, its flags or its variables can stand. */
const telling = /\.(?:ya?ml|sh|bash|mk|mak|just|py|js|mjs|ts|go|toml|json|env)$|(?:^|\/)(?:[Mm]akefile|GNUmakefile|[Jj]ustfile|[^/.]+)$/;
const maxFiles = 3_000;

/**
 * Why an image's signature is not found although it is made: the command asks for annotations that no signing command
 * gives, or looks in another repository than the image's (sigstore/cosign, `--annotations` and COSIGN_REPOSITORY).
 */
export function asksSignerForMore(command: VerifyCommand, controls: Controls, traced: Traced): string | undefined {
  if (command.tool !== 'cosign' || (command.subcommand !== 'verify' && command.subcommand !== 'verify-attestation')) return undefined;
  const asked = command.subcommand === 'verify' ? (command.flags.get('--annotations') ?? []).flatMap((one) => /^([\w./-]+)=/.exec(one)?.[1] ?? []) : [];
  const elsewhere = looksElsewhere(command);
  if ((asked.length === 0 && elsewhere === undefined) || !isMadeHere(controls, traced)) return undefined;
  const lacking = asked.find((key) => !isSaid(new RegExp(String.raw`annotation|(?:^|[\s"'\[,])-a[\s=,"']`), traced, `${key}=`));
  if (lacking !== undefined) return `the command asks for the annotation ${lacking}, and nothing is signed with it`;
  return elsewhere !== undefined && !isSaid(/COSIGN_REPOSITORY/, traced, '')
    ? `the command looks for signatures in ${elsewhere}, and they are kept beside the image`
    : undefined;
}

/** A repository that is written out and is not that of the image. */
function looksElsewhere({ keptIn, subjects }: VerifyCommand): string | undefined {
  if (keptIn === undefined || !/^[\w.:-]+\/[\w./-]+$/.test(keptIn)) return undefined;
  const isOwn = subjects.some((one) => one === keptIn || one.startsWith(`${keptIn}:`) || one.startsWith(`${keptIn}@`));
  return isOwn ? undefined : keptIn;
}

/** Whether all that signs is a command of this checkout: what another repository's workflow or action gives is not read. */
function isMadeHere({ signature }: Controls, traced: Traced): boolean {
  const made = traced.trace.evidence.filter((e) => e.kind === 'signature' && e.mechanism?.startsWith('cosign') === true && e.attachedTo === 'registry');
  if (made.length === 0 || signature.status === 'unknown' || made.some((e) => e.signer !== undefined)) return false;
  return keylessEvidence(traced) !== undefined || made.every((e) => !e.keyless);
}

/** Whether a file that can tell how things are signed says both. */
function isSaid(what: RegExp, traced: Traced, besides: string): boolean {
  const { files } = traced.trace.input;
  const paths = files.list().filter((path) => telling.test(path));
  return (
    paths.length > maxFiles ||
    paths.some((path) => {
      const read = files.read(path);
      return read.kind === 'text' && what.test(read.text) && read.text.includes(besides);
    })
  );
}

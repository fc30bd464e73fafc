import { whatItNames, type NamedThing, type VerifyCommand } from '../documents/index.ts';
import type { FileItem, Trace, Traced } from '../lineage/index.ts';
import { mayIntersect, nameSet } from '../values/index.ts';

/** Whether a command itself names this project: its repository, an identity of it, or an image of its owner. */
export function isOfThisProject(command: VerifyCommand, traced: Traced): boolean {
  const { owner, repo } = traced.trace.input.git;
  if (owner === null || repo === null) return false;
  const isSame = (a: string | null | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
  return command.mentions.some((m) => m.by !== 'nearby' && isSame(m.owner, owner) && isSame(m.repo, repo));
}

/** Whether a command names nothing at all, and its tool could verify something that is published here. */
export function isForWhatever(command: VerifyCommand, signers: readonly string[]): boolean {
  if (command.subjects.length > 0 || command.mentions.some((m) => m.by !== 'nearby')) return false;
  return signers.some((how) => (command.tool === 'gh' ? how.includes('GitHub attestation') : how.startsWith(command.tool)));
}

/** The file that a command verifies and that nothing publishes; undefined where something was not read that could publish it. */
export function namesNothingPublished(command: VerifyCommand, traced: Traced): string | undefined {
  const things = whatItNames(command).filter((one) => one.kind === 'file');
  if (things.length === 0 || command.proves === 'checksum') return undefined;
  return things.every((one) => !one.isAnything && !mayBePublished(one, traced)) ? things[0]!.written : undefined;
}

function mayBePublished(thing: NamedThing, { trace }: Traced): boolean {
  const assets = trace.publishes.filter((p) => p.sink.kind === 'release' || p.sink.kind === 'bucket' || p.sink.kind === 'index');
  if (!assets.some((p) => p.sink.kind === 'release') || assets.some((p) => p.unresolved !== undefined || p.files.length === 0)) return true;
  if (trace.opaque.some((one) => one.places.includes('release')) || trace.cuts.length > 0) return true;
  // What is verified is no signature, SBOM or attestation itself; a checksum list may be.
  const isEvidence = (batch: string): boolean => trace.carriedBy(batch).some((one) => one.kind !== 'hash');
  const isNamed = (f: FileItem): boolean => thing.patterns.some((pattern) => mayIntersect(f.names, nameSet([pattern])));
  return assets.some((p) =>
    p.files.some((f) => !isEvidence(f.batch) && (isNamed(f) || packedIn(trace, f.batch).some((one) => isWritten(one) && isNamed(one)))),
  );
}

/** Whether its names are written out: what may be called anything says nothing of what an archive holds. */
function isWritten({ names }: FileItem): boolean {
  return names.include.every((name) => name.every((piece) => piece.kind !== 'wild'));
}

const maxDepth = 4;

/** The files that an archive was made of: who unpacks it has them, and can verify those. */
function packedIn(trace: Trace, id: string, depth = maxDepth): readonly FileItem[] {
  const batch = trace.batches.get(id);
  if (batch === undefined || depth === 0) return [];
  return batch.inputs.flatMap((input) => [input, ...packedIn(trace, input.batch, depth - 1)]);
}

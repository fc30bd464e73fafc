import { limits, SealwrightError, type Disk } from '../base/index.ts';
import { detachedBundle, parseRekorEntries, readEvidence, withLogEntries, type LogEntry, type Offered } from '../trust/bundle/index.ts';
import { refused, type Reason } from '../trust/reason/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { openPgpEvidence } from './openpgp/evidence.ts';
import { looksLikeOpenPgp } from './openpgp/read.ts';
import { looksLikeMinisign, minisignEvidence } from './minisign.ts';
import { looksLikeSsh, sshFileEvidence } from './ssh-file.ts';

/** Reads the files that a person gave as evidence. One that is not there is a mistake of the command line, not of the evidence. */
export function givenEvidence(paths: readonly string[], disk: Disk, artifact?: Artifact): readonly Offered[] {
  const files = paths.map((path) => ({ path, bytes: bytesOf(path, disk) }));
  const signatures = files.filter(({ path }) => path.endsWith('.sig'));
  const certificates = files.filter(({ path }) => /\.(?:pem|crt|cert|cer)$/.test(path));
  const paired = signatures.flatMap(({ path, bytes }) => {
    const stem = path.slice(0, -'.sig'.length);
    const own = certificates.find((one) => one.path.startsWith(`${stem}.`) || one.path.startsWith(`${path}.`)) ?? certificates[0];
    return readSignature({ from: path, bytes, ...(own === undefined ? {} : { certificate: own.bytes }), ...(artifact === undefined ? {} : { artifact }) });
  });
  const rest = files.filter((file) => !signatures.includes(file) && (signatures.length === 0 || !certificates.includes(file)));
  return [...paired, ...rest.flatMap(({ path, bytes }) => readFile(bytes, path, artifact))];
}

/** Reads log entries that a person gave, as Rekor answers with them. */
export function givenLogEntries(paths: readonly string[], disk: Disk): readonly LogEntry[] {
  return paths.flatMap((path) => {
    const entries = parseRekorEntries(bytesOf(path, disk));
    if (entries.kind === 'parsed') return entries.value;
    throw new SealwrightError('EVIDENCE_UNREADABLE', {
      message: `${path} is no log entry: ${entries.reason.message}`,
      hint: 'keep the answer of GET /api/v1/log/entries/{UUID}',
    });
  });
}

/** Reads one file of evidence by what is in it. */
export function readFile(bytes: Uint8Array, from: string, artifact?: Artifact): readonly Offered[] {
  return foreignOf(bytes, from, artifact) ?? readEvidence(bytes, from);
}

/** Why a piece stands for others that were not read, any of which may be about the subject; undefined of one that stands for itself. */
export function leftOut({ bundle }: Offered): Reason | undefined {
  return bundle.kind === 'refused' && bundle.reason.code === 'EVIDENCE_TOO_MUCH' ? bundle.reason : undefined;
}

/** A signature in a file of its own, with what lies beside it. */
export interface SignatureFile {
  readonly from: string;
  readonly bytes: Uint8Array;
  readonly certificate?: Uint8Array;
  readonly entry?: Uint8Array;
  /** What it is a signature of, where that is at hand. */
  readonly artifact?: Artifact;
}

/** Reads a signature in a file of its own. */
export function readSignature({ from, bytes, certificate, entry, artifact }: SignatureFile): readonly Offered[] {
  const foreign = foreignOf(bytes, from, artifact);
  if (foreign !== undefined) return foreign;
  const format = 'detached-signature';
  const entries = entry === undefined ? undefined : parseRekorEntries(entry);
  if (entries?.kind === 'refused') return [{ from, format, bundle: entries }];
  const bundle = detachedBundle({ signature: bytes, ...(certificate === undefined ? {} : { certificate }) });
  return joined([{ from, format, bundle }], entries?.value ?? []);
}

/** Adds log entries that came apart from the evidence. */
export function joined(offered: readonly Offered[], entries: readonly LogEntry[]): readonly Offered[] {
  return entries.length === 0 ? offered : offered.flatMap((one) => withLogEntries(one, entries));
}

/** A signature of another program, told by how it begins. */
function foreignOf(bytes: Uint8Array, from: string, artifact: Artifact | undefined): readonly Offered[] | undefined {
  if (looksLikeOpenPgp(bytes)) return openPgpEvidence(bytes, { from, format: 'detached-signature', artifact });
  if (looksLikeMinisign(bytes) && artifact !== undefined) return [minisignEvidence(bytes, from, artifact)];
  if (looksLikeMinisign(bytes)) return [foreignSignature(from, `minisign -V -m FILE -x ${from} -P PUBLIC-KEY`)];
  if (looksLikeSsh(bytes) && artifact !== undefined) return [sshFileEvidence(bytes, from, artifact)];
  if (looksLikeSsh(bytes)) return [foreignSignature(from, `ssh-keygen -Y verify -n file -f ALLOWED-SIGNERS -I WHO -s ${from} < FILE`)];
  return undefined;
}

/** A signature that another program checks. */
function foreignSignature(from: string, check: string): Offered {
  return {
    from,
    format: 'detached-signature',
    bundle: refused('SIGNATURE_FOREIGN', 'the signature is of another program, whose keys are not known here', { hint: check }),
  };
}

function bytesOf(path: string, disk: Disk): Uint8Array {
  const read = disk.read(path, { maxBytes: limits.maxEvidenceBytes });
  if (read.kind === 'bytes') return read.bytes;
  const why = read.kind === 'refused' ? read.reason : read.kind === 'missing' ? 'it is not there' : 'it is a folder';
  throw new SealwrightError('EVIDENCE_UNREADABLE', {
    message: `${path}: ${why}`,
    hint: 'give a file of evidence that is there: --bundle FILE, or --rekor-entry FILE',
  });
}

import { createHash } from 'node:crypto';
import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import type { SignedBundle, Signer, SignThis } from '../../trust/sign/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { progressLine } from '../progress.ts';
import { signerOf, signingNote } from './options.ts';
import type { SignOptions } from './parse.ts';
import { renderSigned, signedJson, type SignedFile } from './tell.ts';

/** Signs each file, and writes the bundles once all have verified. */
export async function run(options: SignOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { disk } = ports;
  const files = options.files.map((path) => ({ path, target: options.bundle ?? `${path}.sigstore.json` }));
  // What can be seen to fail is seen before a service is told anything.
  for (const { path, target } of files) {
    mustBeFile(path, disk);
    if (options.existing === 'keep') mustNotBe(target, disk);
  }
  const opened = await signerOf(options.signer, machine, ports);
  const note = signingNote(opened);
  if (note !== undefined) machine.stderr.write(`sealwright: ${note}\n`);
  const line = progressLine(machine, 'sign');
  const signed: SignedFile[] = [];
  for (const { path, target } of files) {
    const artifact = readArtifact(path, disk);
    const bundle = await signOne(opened.signer, artifact, { path, done: signed.length, of: files.length });
    if (readArtifact(path, disk).sha256 !== artifact.sha256) throw changed(path);
    signed.push({ path, target, sha256: artifact.sha256, bundle });
    line.report({ stage: 'file', done: signed.length, total: files.length });
  }
  line.clear();
  for (const { target, bundle } of signed) machine.writeFile(target, bundle.json);
  machine.stdout.write(options.format === 'json' ? signedJson(signed, opened) : renderSigned(signed, opened));
  return { kind: 'shown' };
}

async function signOne(
  signer: Signer,
  artifact: SignThis,
  { path, done, of }: { readonly path: string; readonly done: number; readonly of: number },
): Promise<SignedBundle> {
  try {
    return await signer.signArtifact(artifact);
  } catch (error) {
    if (!(error instanceof SealwrightError) || of === 1) throw error;
    throw new SealwrightError(error.code, {
      ...error.details,
      at: path,
      message: `${error.details.message}; ${done} of ${of} files were signed, and no bundle was written`,
    });
  }
}

function mustBeFile(path: string, disk: Disk): void {
  const opened = disk.open(path);
  if (opened.kind === 'pieces') return;
  const why = opened.kind === 'missing' ? 'does not exist' : opened.kind === 'folder' ? 'is a folder' : `cannot be read: ${opened.reason}`;
  throw new SealwrightError('FILE_UNREADABLE', { message: `${path} ${why}; nothing was signed`, hint: 'give files that are there' });
}

function mustNotBe(path: string, disk: Disk): void {
  if (disk.read(path, { maxBytes: limits.maxEvidenceBytes }).kind === 'missing') return;
  throw new SealwrightError('BUNDLE_EXISTS', {
    message: `${path} exists; nothing was signed`,
    hint: 'give --force to replace it, or --bundle FILE for another name',
  });
}

/** Small files are kept, for keys that sign no digest. */
const maxKept = 16 * 1024 * 1024;

function readArtifact(path: string, disk: Disk): SignThis {
  const opened = disk.open(path);
  if (opened.kind !== 'pieces') throw changed(path);
  const hashing = createHash('sha256');
  const kept: Uint8Array[] = [];
  for (const piece of opened.read()) {
    hashing.update(piece);
    // A piece is overwritten by the next.
    if (opened.size <= maxKept) kept.push(Uint8Array.from(piece));
  }
  return { sha256: hashing.digest('hex'), ...(opened.size <= maxKept ? { bytes: Buffer.concat(kept) } : {}) };
}

function changed(path: string): SealwrightError {
  return new SealwrightError('SUBJECT_CHANGED', {
    message: `${path} was written to while it was signed; no bundle was written`,
    hint: 'run again when it is finished',
  });
}

import { createHash } from 'node:crypto';
import { gathered, limits, SealwrightError, type Disk } from '../../base/index.ts';
import type { ImageReference } from '../../registry/oci/index.ts';
import { parseSubject } from '../../subjects/index.ts';
import type { Signer, SignThis } from '../../trust/sign/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { progressLine } from '../progress.ts';
import { announceImages, attachAll, noteMovedTags, openImages, partsOf } from './image.ts';
import { signImage, type SignedImage } from './image-signature.ts';
import { signerOf } from './options.ts';
import { filesOfSigner, mustNotOverwrite } from './overwritten.ts';
import type { SignOptions } from './parse.ts';
import { renderSigned, signedJson, type SignedFile } from './tell.ts';

/**
 * Signs each subject. Nothing is written or attached before all is signed; evidence is attached to images, read back and
 * verified, and then the bundles of files are written.
 */
export async function run(options: SignOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { disk } = ports;
  const subjects = subjectsOf(options.subjects, disk);
  const files = subjects.files.map((path) => ({ path, target: options.bundle ?? `${path}.sigstore.json` }));
  // What can be seen to fail is seen before a service is told anything.
  if (options.bundle !== undefined && files.length === 0)
    throw new SealwrightError('USAGE', { message: '--bundle is for files: the bundle of an image is attached to it', hint: 'leave --bundle out' });
  for (const { path, target } of files) {
    mustBeFile(path, disk);
    mustBeWritable(target, options.existing, disk);
  }
  const read = [...files.map(({ path }) => ({ path, as: 'to be signed' })), ...filesOfSigner(options.signer)];
  mustNotOverwrite(
    files.map(({ target }) => target),
    read,
    disk,
  );
  const images = await openImages(subjects.images, options.images, machine, ports);
  announceImages(images, machine);
  const opened = await signerOf(options.signer, machine, ports);
  const line = progressLine(machine, 'sign');
  const total = files.length + images.reduce((sum, one) => sum + partsOf(one).length, 0);
  let done = 0;
  const onSigned = (): void => line.report({ stage: 'subject', done: ++done, total });
  const signed = await signFiles(files, { signer: opened.signer, disk, onSigned });
  const evidence: SignedImage[] = [];
  for (const image of images) evidence.push(await signImage(opened.signer, image, { ...options.images, onSigned }));
  const attached = await attachAll(
    evidence.map(({ image, parts }) => ({ image, evidence: parts, wanted: 'signature' })),
    opened,
    ports,
  );
  await noteMovedTags(images, machine);
  line.clear();
  writeBundles(signed, machine);
  const all = { files: signed, images: evidence.map(({ image, parts }, i) => ({ image, parts, attached: attached[i] ?? [] })) };
  machine.stdout.write(options.format === 'json' ? signedJson(all, opened) : renderSigned(all, opened));
  return { kind: 'shown' };
}

/** Tells files from images. Throws USAGE for what is neither. */
function subjectsOf(
  words: readonly string[],
  disk: Disk,
): { readonly files: readonly string[]; readonly images: readonly { readonly word: string; readonly reference: ImageReference }[] } {
  const files: string[] = [];
  const images: { word: string; reference: ImageReference }[] = [];
  for (const word of words) {
    const named = parseSubject(word, disk);
    if (named.kind === 'refused')
      throw new SealwrightError(named.reason.code === 'SUBJECT_MISSING' ? 'FILE_UNREADABLE' : 'USAGE', {
        message: `${named.reason.message}; nothing was signed`,
        hint: named.reason.hint ?? 'give files that are there, and images as host/path:tag',
      });
    if (named.value.kind === 'file') files.push(named.value.path);
    else if (named.value.kind === 'image') images.push({ word, reference: named.value.reference });
    else if (named.value.kind === 'package' && named.value.package.kind === 'image') images.push({ word, reference: named.value.package.reference });
    else
      throw new SealwrightError('USAGE', {
        message: `${word} is neither a file nor an image in a registry; nothing was signed`,
        hint: 'push it to a registry first, or sign its archive as a file: file:PATH',
      });
  }
  return { files, images };
}

/** Signs files, a few at the same time, in their order. Where one fails no other is begun, and those that have begun are waited for. */
async function signFiles(
  files: readonly { readonly path: string; readonly target: string }[],
  { signer, disk, onSigned }: { readonly signer: Signer; readonly disk: Disk; readonly onSigned: () => void },
): Promise<readonly SignedFile[]> {
  const signed = new Map<string, SignedFile>();
  const faults: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let file = files[next++]; file !== undefined && faults.length === 0; file = files[next++]) {
      const { path, target } = file;
      try {
        const artifact = await readArtifact(path, disk);
        const bundle = await signer.signArtifact(artifact);
        mustBeAsRead(artifact);
        signed.set(path, { path, target, sha256: artifact.sha256, bundle });
        onSigned();
      } catch (error) {
        const fault = error instanceof SealwrightError && error.code === 'SUBJECT_CHANGED' ? changed(path) : error;
        faults.push(fault instanceof SealwrightError && files.length > 1 ? new SealwrightError(fault.code, { ...fault.details, at: path }) : fault);
      }
    }
  };
  await Promise.all(Array.from({ length: limits.maxSigningsAtOnce }, work));
  const [fault] = faults;
  if (fault instanceof SealwrightError && files.length > 1) {
    const message = `${fault.details.message}; ${signed.size} of ${files.length} files were signed, and no bundle was written`;
    throw new SealwrightError(fault.code, { ...fault.details, message });
  }
  if (fault !== undefined) throw fault;
  return files.flatMap(({ path }) => signed.get(path) ?? []);
}

function mustBeFile(path: string, disk: Disk): void {
  const opened = disk.open(path);
  if (opened.kind === 'pieces') return;
  const why = opened.kind === 'missing' ? 'does not exist' : opened.kind === 'folder' ? 'is a folder' : `cannot be read: ${opened.reason}`;
  throw new SealwrightError('FILE_UNREADABLE', { message: `${path} ${why}; nothing was signed`, hint: 'give files that are there' });
}

function mustBeWritable(target: string, existing: SignOptions['existing'], disk: Disk): void {
  const there = disk.open(target).kind;
  const { folder } = disk.split(target);
  if (there === 'missing' && disk.names(folder) === undefined)
    throw new SealwrightError('OUTPUT_UNWRITABLE', { message: `the folder of ${target} does not exist; nothing was signed`, hint: `mkdir -p ${folder}` });
  if (there === 'missing' || (existing === 'replace' && there === 'pieces')) return;
  throw new SealwrightError('BUNDLE_EXISTS', {
    message: `${target} ${there === 'folder' ? 'is a folder' : 'exists'}; nothing was signed`,
    hint: there === 'pieces' ? 'give --force to replace it, or --bundle FILE for another name' : 'give --bundle FILE for another name',
  });
}

/** Writes bundles that have verified, each whole or not at all. Throws OUTPUT_UNWRITABLE, with those that are there by name. */
function writeBundles(signed: readonly SignedFile[], machine: Machine): void {
  for (const [done, { target, bundle }] of signed.entries()) {
    try {
      machine.writeFile(target, bundle.json);
    } catch (error) {
      if (!(error instanceof SealwrightError) || signed.length === 1) throw error;
      const written = signed.slice(0, done).map((one) => one.target);
      throw new SealwrightError(error.code, {
        ...error.details,
        message: `${error.details.message}; written: ${written.length === 0 ? 'none' : written.join(', ')}, which verify, and no other`,
      });
    }
  }
}

/** Small files are kept: signing bytes is quicker than signing their digest. */
const maxKept = 1024 * 1024;

async function readArtifact(path: string, disk: Disk): Promise<SignThis & { readonly read: () => Iterable<Uint8Array> }> {
  const opened = disk.open(path);
  if (opened.kind !== 'pieces') throw changed(path);
  const { read, size } = opened;
  if (size > maxKept) return { sha256: await opened.sha256(), read };
  const bytes = gathered(opened);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), read, bytes };
}

/** Reading begins with a look at whether the file is what it was: no more than the first piece is read again. Throws SUBJECT_CHANGED. */
function mustBeAsRead({ read }: { readonly read: () => Iterable<Uint8Array> }): void {
  for (const _ of read()) return;
}

function changed(path: string): SealwrightError {
  return new SealwrightError('SUBJECT_CHANGED', {
    message: `${path} was written to while it was signed; no bundle was written`,
    hint: 'run again when it is finished',
  });
}

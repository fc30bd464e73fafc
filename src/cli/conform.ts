import { createHash } from 'node:crypto';
import type { Disk } from '../base/index.ts';
import { parseBundles, type Bundle } from '../trust/bundle/index.ts';
import { pemBlocks } from '../trust/der/index.ts';
import type { SignerPolicy } from '../trust/policy/index.ts';
import type { Parsed, Reason } from '../trust/reason/index.ts';
import { embeddedRoots, parseTrustedRoots, stagingRoot, type TrustedRoot } from '../trust/roots/index.ts';
import { createVerifier, type Artifact } from '../trust/verify/index.ts';
import type { VerifyBundleOptions } from './commands/conformance.ts';

export type ConformanceResult = { readonly kind: 'decided'; readonly reasons: readonly Reason[] } | { readonly kind: 'unreadable'; readonly file: string };

/** Leaves the reading of files that are not there. */
class Unreadable extends Error {
  readonly file: string;

  constructor(file: string) {
    super();
    this.file = file;
  }
}

/** Returns all reasons against the one bundle; none if it verifies. Loaded late: other commands have no use for it. */
export function conform(options: VerifyBundleOptions, machine: { readonly disk: Disk; readonly now: number }): ConformanceResult {
  try {
    return { kind: 'decided', reasons: reasonsAgainst(options, machine.disk, machine.now) };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', file: error.file };
    throw error;
  }
}

function reasonsAgainst(options: VerifyBundleOptions, disk: Disk, now: number): readonly Reason[] {
  const roots = rootsOf(options, disk);
  if (roots.kind === 'refused') return [roots.reason];
  const bundle = onlyBundle(parseBundles(bytesOf(disk, options.bundle)));
  if (bundle.kind === 'refused') return [bundle.reason];
  const signer = signerOf(options, disk);
  if (signer.kind === 'refused') return [signer.reason];
  const verifier = createVerifier({ roots: roots.value, now });
  const verdict = verifier.verify(bundle.value, artifactOf(options, disk), { signer: signer.value, artifact: { kind: 'artifact' } });
  return verdict.verified ? [] : verdict.reasons;
}

function onlyBundle(read: Parsed<readonly Parsed<Bundle>[]>): Parsed<Bundle> {
  if (read.kind === 'refused') return read;
  const [first, ...others] = read.value;
  if (first !== undefined && others.length === 0) return first;
  return { kind: 'refused', reason: { code: 'BUNDLE_MALFORMED', message: 'the file holds several bundles, expected one' } };
}

function rootsOf({ root }: VerifyBundleOptions, disk: Disk): Parsed<readonly TrustedRoot[]> {
  if (root.kind === 'file') return parseTrustedRoots(bytesOf(disk, root.file), { from: root.file });
  return { kind: 'parsed', value: root.kind === 'staging' ? [stagingRoot()] : [embeddedRoots()[0]] };
}

function signerOf({ signer }: VerifyBundleOptions, disk: Disk): Parsed<SignerPolicy> {
  if (signer.kind === 'identity') {
    const identity = { kind: 'exact', text: signer.identity } as const;
    return { kind: 'parsed', value: { kind: 'certificate', identity, issuer: { kind: 'exact', text: signer.issuer }, extensions: {} } };
  }
  const blocks = pemBlocks(new TextDecoder().decode(bytesOf(disk, signer.file)));
  return blocks.kind === 'refused' ? blocks : { kind: 'parsed', value: { kind: 'key', spki: blocks.value[0].der } };
}

function artifactOf({ artifact }: VerifyBundleOptions, disk: Disk): Artifact {
  if (artifact.kind === 'digest') return { digests: { sha256: artifact.sha256 } };
  const opened = disk.open(artifact.file);
  if (opened.kind !== 'pieces') throw new Unreadable(artifact.file);
  const hashing = createHash('sha256');
  for (const piece of opened.read()) hashing.update(piece);
  return { digests: { sha256: hashing.digest('hex') }, read: opened.read };
}

const maxBytes = 64 * 1024 * 1024;

function bytesOf(disk: Disk, file: string): Uint8Array {
  const read = disk.read(file, { maxBytes });
  if (read.kind !== 'bytes') throw new Unreadable(file);
  return read.bytes;
}

import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBundles } from '../../src/trust/bundle/index.ts';
import { pemBlocks } from '../../src/trust/der/index.ts';
import type { Policy } from '../../src/trust/policy/index.ts';
import { embeddedRoots, parseTrustedRoots, type TrustedRoot } from '../../src/trust/roots/index.ts';
import { createVerifier, type Artifact, type BundleVerdict } from '../../src/trust/verify/index.ts';

/** The time of all measures, so that they repeat. */
export const now = Date.parse('2026-11-01T00:00:00Z');

/** A bundle that verifies, with all that it needs. */
export interface VerifyCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly artifact: Artifact;
  /** The artifact itself, where it is there. */
  readonly content: Uint8Array | undefined;
  readonly root: TrustedRoot;
  readonly key: Uint8Array | undefined;
  readonly policy: Pick<Policy, 'signer' | 'artifact'>;
}

/** What our verifier says of a case with other bytes in the bundle's place. */
export function verdictOn(one: VerifyCase, bytes: Uint8Array): BundleVerdict {
  const read = parseBundles(bytes);
  if (read.kind === 'refused') return { verified: false, reasons: [read.reason] };
  const [bundle, ...others] = read.value;
  if (bundle === undefined || others.length > 0) return { verified: false, reasons: [{ code: 'BUNDLE_MALFORMED', message: 'not one bundle' }] };
  if (bundle.kind === 'refused') return { verified: false, reasons: [bundle.reason] };
  return createVerifier({ roots: [one.root], now }).verify(bundle.value, one.artifact, one.policy);
}

/** The cases of the conformance suite that must verify, and real attestations; takes the folder that lies beside the checkout. */
export function verifyingCases(shared: string): readonly VerifyCase[] {
  return [...conformanceCases(join(shared, 'conformance')), ...realCases(join(shared, 'vectors/github'))];
}

function conformanceCases(folder: string): readonly VerifyCase[] {
  const cases = join(folder, 'assets/bundle-verify');
  const names = readdirSync(cases, { withFileTypes: true }).filter((one) => one.isDirectory() && !one.name.endsWith('_fail'));
  return names.map(({ name }): VerifyCase => {
    const file = (own: string, usual: string): Buffer => readFileSync(existsSync(join(cases, name, own)) ? join(cases, name, own) : join(folder, usual));
    const content = file('artifact', 'assets/bundle-verify/a.txt');
    const roots = parseTrustedRoots(file('trusted_root.json', 'trusted-roots/sigstore-trusted_root.json'), { from: name });
    if (roots.kind === 'refused') throw new Error(`${name}: ${roots.reason.message}`);
    const key = existsSync(join(cases, name, 'key.pub')) ? pemBlocks(readFileSync(join(cases, name, 'key.pub'), 'utf8')) : undefined;
    const spki = key?.kind === 'parsed' ? key.value[0].der : undefined;
    return {
      name,
      bytes: file('bundle.sigstore.json', ''),
      artifact: { digests: { sha256: hash('sha256', content) }, read: () => [content] },
      content,
      root: roots.value[0],
      key: spki,
      policy: policyOf(spki),
    };
  });
}

/** Bundles of the public-good instance with one line; their artifacts are known by digest. */
function realCases(folder: string): readonly VerifyCase[] {
  const artifacts = JSON.parse(readFileSync(join(folder, 'artifacts.json'), 'utf8')) as Readonly<
    Record<string, { readonly sha256: string; readonly sha512: string }>
  >;
  const files = { 'custom-issuer.sigstore.json': 'custom-issuer-artifact', 'reusable-workflow-attestation.sigstore.json': 'reusable-workflow-artifact' };
  const older = { 'sigstore-js-2.1.0-bundle-v0.1.json': 'sigstore-js-2.1.0.tgz', 'sigstore-js-2.1.0-bundle.json': 'sigstore-js-2.1.0.tgz' };
  return Object.entries({ ...files, ...older }).map(([name, artifact]): VerifyCase => {
    const digests = artifacts[artifact];
    if (digests === undefined) throw new Error(`no artifact for ${name}`);
    const { sha256, sha512 } = digests;
    const bytes = readFileSync(join(folder, name));
    return {
      name,
      bytes,
      artifact: { digests: { sha256, sha512 } },
      content: undefined,
      root: embeddedRoots()[0],
      key: undefined,
      policy: policyOf(undefined),
    };
  });
}

function policyOf(spki: Uint8Array | undefined): VerifyCase['policy'] {
  return { signer: spki === undefined ? { kind: 'unsafely-any-identity' } : { kind: 'key', spki }, artifact: { kind: 'artifact' } };
}

import { createHash } from 'node:crypto';
import { createSigstore, signBlob, signStatement, trustedRootOf, type Signed, type SignOptions, type Sigstore } from '../../src/lab/index.ts';
import { parseBundles } from '../../src/trust/bundle/index.ts';
import type { Policy } from '../../src/trust/policy/index.ts';
import { parseTrustedRoot, type TrustedRoot } from '../../src/trust/roots/index.ts';
import { createVerifier, type Artifact, type BundleVerdict, type Thresholds } from '../../src/trust/verify/index.ts';

export const clock = { now: () => Date.UTC(2026, 5, 1, 12) };
export const artifactBytes = Buffer.from('the artifact of the tests');

export const artifact: Artifact = { digests: digestsOf(artifactBytes), read: () => [artifactBytes] };

export function digestsOf(bytes: Uint8Array): { readonly sha256: string; readonly sha384: string; readonly sha512: string } {
  const of = (name: string): string => createHash(name).update(bytes).digest('hex');
  return { sha256: of('sha256'), sha384: of('sha384'), sha512: of('sha512') };
}

export const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'artifact', digest: { sha256: digestsOf(artifactBytes).sha256 } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {},
};

/** The root of an instance of the lab, read as any other. */
export function rootOf(sigstore: Sigstore): TrustedRoot {
  const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRootOf(sigstore))), { from: 'the lab' });
  if (root.kind === 'refused') throw new Error(root.reason.message);
  return root.value;
}

export function sign(sigstore: Sigstore, content: 'blob' | 'statement', options: SignOptions = {}): Signed {
  return content === 'blob' ? signBlob(sigstore, artifactBytes, options) : signStatement(sigstore, statement, options);
}

export interface Trying {
  readonly roots?: readonly TrustedRoot[];
  readonly artifact?: Artifact;
  readonly policy?: Partial<Pick<Policy, 'signer' | 'artifact'>>;
  readonly thresholds?: Partial<Thresholds>;
  readonly now?: number;
}

/** Whom the lab's certificates name unless another is asked for. */
export const labSigner: Policy['signer'] = {
  kind: 'certificate',
  identity: { kind: 'pattern', parts: [{ kind: 'literal', text: 'https://github.com/' }, { kind: 'rest' }] },
  issuer: { kind: 'exact', text: 'https://token.actions.githubusercontent.com' },
  extensions: {},
};

/** What our verifier says of the text of a bundle. */
export function tried(text: string, options: Trying & { readonly sigstore: Sigstore }): BundleVerdict {
  const read = parseBundles(Buffer.from(text));
  const [bundle] = read.kind === 'parsed' ? read.value : [read];
  if (bundle === undefined || bundle.kind === 'refused') return { verified: false, reasons: [bundle?.reason ?? { code: 'BUNDLE_MALFORMED', message: 'none' }] };
  const { thresholds, policy } = options;
  const verifier = createVerifier({
    roots: options.roots ?? [rootOf(options.sigstore)],
    now: options.now ?? clock.now(),
    ...(thresholds === undefined ? {} : { thresholds }),
  });
  return verifier.verify(bundle.value, options.artifact ?? artifact, {
    signer: policy?.signer ?? labSigner,
    artifact: policy?.artifact ?? { kind: 'artifact' },
  });
}

/** The codes against it; empty where it verifies. */
export function codesOf(verdict: BundleVerdict): readonly string[] {
  return verdict.verified ? [] : verdict.reasons.map((one) => one.code);
}

export function instance(kind: 'public' | 'github' = 'public'): Sigstore {
  return createSigstore({ clock, kind });
}

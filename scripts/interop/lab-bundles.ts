import {
  clientTrustConfigOf,
  createSigstore,
  githubIssuer,
  signBlob,
  signStatement,
  signingFaults,
  trustedRootOf,
  type SignOptions,
  type Signer,
  type SigningFault,
  type Sigstore,
  type SigstoreOptions,
} from '../../src/lab/index.ts';
import { ours, type Identity } from './ours.ts';
import type { Scene } from './scene.ts';
import { cosignSays, pythonSays, sha256Of } from './signers.ts';

interface Way {
  readonly what: string;
  readonly content: 'blob' | 'statement';
  readonly options?: SignOptions;
  /** Who does not read it, as far as we know, and why. */
  readonly without?: Readonly<Partial<Record<'cosign' | 'sigstore-python', string>>>;
}

const signer = (algorithm: 'p384' | 'p521' | 'ed25519' | 'rsa-2048'): Signer => ({ kind: 'certificate', algorithm });
const onlySha256 = 'it hashes the artifact with SHA-256 alone';
const onlyEcdsa = 'it takes ECDSA alone';

const ways: readonly Way[] = [
  { what: 'a blob, Rekor v1', content: 'blob' },
  { what: 'a statement, Rekor v1', content: 'statement' },
  { what: 'a blob, Rekor v2', content: 'blob', options: { log: 'v2' } },
  { what: 'a statement, Rekor v2', content: 'statement', options: { log: 'v2' } },
  { what: 'a blob, bundle 0.1', content: 'blob', options: { version: '0.1' }, without: { 'sigstore-python': 'it asks for a proof where a promise would do' } },
  { what: 'a blob, bundle 0.2', content: 'blob', options: { version: '0.2' } },
  { what: 'a statement, bundle 0.3 as a parameter', content: 'statement', options: { version: '0.3-as-parameter' } },
  { what: 'a statement, timestamp and no promise', content: 'statement', options: { proof: 'proof' } },
  {
    what: 'a statement, intoto 0.0.2',
    content: 'statement',
    options: { entry: 'intoto-0.0.2' },
    without: { 'sigstore-python': 'it does not read that entry of envelopes' },
  },
  {
    what: 'a statement, intoto 0.0.1',
    content: 'statement',
    options: { entry: 'intoto-0.0.1' },
    without: { cosign: 'it knows no such entry', 'sigstore-python': 'it does not read that entry of envelopes' },
  },
  { what: 'a blob, P-384', content: 'blob', options: { signer: signer('p384') }, without: { 'sigstore-python': onlySha256 } },
  { what: 'a blob, P-521', content: 'blob', options: { signer: signer('p521') }, without: { 'sigstore-python': onlySha256 } },
  {
    what: 'a blob, Ed25519ph',
    content: 'blob',
    options: { signer: signer('ed25519') },
    without: { 'sigstore-python': onlySha256 },
  },
  { what: 'a statement, Ed25519', content: 'statement', options: { signer: signer('ed25519') }, without: { 'sigstore-python': onlyEcdsa } },
  { what: 'a blob, RSA', content: 'blob', options: { signer: signer('rsa-2048') }, without: { 'sigstore-python': onlyEcdsa } },
];

/** Instances whose authorities and logs have other keys than the public one has. */
const instances: readonly { readonly algorithms: NonNullable<SigstoreOptions['algorithms']>; readonly cosign?: string }[] = [
  { algorithms: { ca: 'p256' } },
  { algorithms: { ca: 'p521' } },
  { algorithms: { ca: 'ed25519' } },
  { algorithms: { ca: 'rsa-4096' } },
  { algorithms: { ctLog: 'rsa-2048' } },
  { algorithms: { tsa: 'p384' } },
  { algorithms: { tsa: 'ed25519' } },
  { algorithms: { tsa: 'rsa-2048' } },
  { algorithms: { rekorV2: 'p256' } },
  { algorithms: { rekorV2: 'p384' } },
  { algorithms: { rekorV2: 'rsa-2048' } },
  { algorithms: { rekorV1: 'p384' }, cosign: 'it takes promises by ECDSA P-256 alone' },
  { algorithms: { rekorV1: 'ed25519' }, cosign: 'it takes promises by ECDSA P-256 alone' },
  { algorithms: { rekorV1: 'rsa-2048' }, cosign: 'it takes promises by ECDSA P-256 alone' },
];

/** What cosign lets through; ours does not. */
const passedByCosign: readonly SigningFault[] = ['conflicting-extensions', 'leaf-is-authority'];

/** What the lab signs is taken by us and by others; what it does wrong is taken by none. */
export async function signedByLab(scene: Scene): Promise<void> {
  const sigstore = createSigstore({ clock: { now: () => Date.now() } });
  const artifact = Buffer.from('an artifact of the lab\n');
  const trustedRoot = trustedRootOf(sigstore);
  scene.write('artifact', artifact);
  scene.write('root.json', trustedRoot);
  scene.write('trust.json', clientTrustConfigOf(sigstore));
  const who: Identity = { identity: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3', issuer: githubIssuer };
  for (const { what, content, options, without = {} } of ways) {
    const evidence = sign(sigstore, artifact, content, options);
    const held = { bundle: 'lab.json', attested: content === 'statement', ...who };
    scene.write('lab.json', evidence);
    scene.check(`${what}: we`, ours({ evidence, artifact, trustedRoot, ...who }), 'accepted');
    scene.check(`${what}: cosign`, await cosignSays(scene, held), without.cosign === undefined ? 'accepted' : 'refused');
    scene.check(`${what}: sigstore-python`, await pythonSays(scene, held), without['sigstore-python'] === undefined ? 'accepted' : 'refused');
  }
  for (const fault of Object.keys(signingFaults) as SigningFault[]) {
    const content = /statement|envelope/.test(fault) ? 'statement' : 'blob';
    const stamped: SignOptions = fault.includes('timestamp') ? { timestamps: 1, proof: 'proof' } : {};
    const evidence = sign(sigstore, artifact, content, { ...stamped, faults: [fault] });
    scene.write('lab.json', evidence);
    scene.check(`${fault}: we`, ours({ evidence, artifact, trustedRoot, ...who }), 'refused');
    const held = { bundle: 'lab.json', attested: content === 'statement', ...who };
    scene.check(`${fault}: cosign`, await cosignSays(scene, held), passedByCosign.includes(fault) ? 'accepted' : 'refused');
  }
}

/** The same of instances with other keys. */
export async function signedByOtherKeys(scene: Scene): Promise<void> {
  const artifact = Buffer.from('an artifact of an instance of its own\n');
  scene.write('artifact', artifact);
  const who: Identity = { identity: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3', issuer: githubIssuer };
  for (const { algorithms, cosign } of instances) {
    const sigstore = createSigstore({ clock: { now: () => Date.now() }, algorithms });
    const trustedRoot = trustedRootOf(sigstore);
    const evidence = sign(sigstore, artifact, 'blob', { timestamps: 1, log: algorithms.rekorV2 === undefined ? 'v1' : 'v2' });
    scene.write('root.json', trustedRoot);
    scene.write('lab.json', evidence);
    const what = Object.entries(algorithms).map(([part, algorithm]) => `${part} by ${algorithm}`);
    scene.check(`${what.join()}: we`, ours({ evidence, artifact, trustedRoot, ...who }), 'accepted');
    scene.check(
      `${what.join()}: cosign`,
      await cosignSays(scene, { bundle: 'lab.json', attested: false, ...who }),
      cosign === undefined ? 'accepted' : 'refused',
    );
  }
}

function sign(sigstore: Sigstore, artifact: Uint8Array, content: 'blob' | 'statement', options: SignOptions = {}): string {
  if (content === 'blob') return signBlob(sigstore, artifact, options).text;
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'artifact', digest: { sha256: sha256Of(artifact) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: { buildType: 'https://actions.github.io/buildtypes/workflow/v1', externalParameters: {} },
      runDetails: { builder: { id: 'https://github.com/actions/runner' } },
    },
  };
  return signStatement(sigstore, statement, options).text;
}

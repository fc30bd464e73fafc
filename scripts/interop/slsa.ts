import { githubIdentity, githubIssuer, rekorBundleOf, signStatement } from '../../src/lab/index.ts';
import { sealwrightSays } from './command-line.ts';
import { olderServices, pushArtifact, pushImage, type Place } from './images.ts';
import { saidBy, type Scene } from './scene.ts';
import type { Services } from './signers.ts';

const builder = 'slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/v2.0.0';
const commit = '1f2e3d4c5b6a79880123456789abcdef01234567';

interface Build {
  readonly what: string;
  readonly builder?: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly wanted: 'accepted' | 'refused';
}

const builds: readonly Build[] = [
  { what: 'the container generator', wanted: 'accepted' },
  { what: 'a generator that is at no version', builder: builder.replace('refs/tags/v2.0.0', 'refs/heads/main'), wanted: 'refused' },
  { what: 'a workflow that is no generator', builder: 'mallory/builder/.github/workflows/build.yml@refs/tags/v2.0.0', wanted: 'refused' },
  { what: 'another repository', repository: 'mallory/lens', wanted: 'refused' },
  { what: 'another tag', tag: 'v1.2.2', wanted: 'refused' },
];

/** slsa-verifier and we say the same of images with the provenance of its container generator. */
export async function slsaImages(scene: Scene, place: Place, services: Services): Promise<void> {
  await believe(scene, services);
  for (const [number, build] of builds.entries()) {
    const image = await pushImage(place, `acme/slsa-${number}`);
    await attach(place, { name: `acme/slsa-${number}`, digest: image.digest, build, services });
    const args = ['verify-image', image.pinned, '--source-uri=github.com/acme/lens', '--source-tag=v1.2.3'];
    scene.check(`an image by ${build.what}: slsa-verifier`, saidBy(await scene.peer('slsa-verifier', args)), build.wanted);
    const asked = [
      '--type=provenance',
      '--source-tag=v1.2.3',
      '--repo=acme/lens',
      `--workflow=${builder.split('@')[0] ?? ''}`,
      `--builder=https://github.com/${builder}`,
    ];
    scene.check(`an image by ${build.what}: we`, await sealwrightSays(scene, [image.pinned, '--trusted-root=root.json', ...asked]), build.wanted);
  }
}

/** slsa-verifier has no option for whom to believe: what cosign keeps of a repository of The Update Framework is what it reads. */
async function believe(scene: Scene, services: Services): Promise<void> {
  const { tuf } = services.lab;
  const { files } = olderServices(scene, services);
  // Where there is a trusted root, cosign keeps that alone, and not the single keys that slsa-verifier looks for.
  tuf.withdraw('trusted_root.json');
  tuf.publish('fulcio.crt.pem', files.ca);
  tuf.publish('rekor.pub', files.rekor);
  tuf.publish('ctfe.pub', files.ct);
  scene.write('tuf.json', tuf.root());
  const ran = await scene.peer('cosign-v2', ['initialize', `--mirror=${tuf.url}`, '--root=tuf.json']);
  scene.check('cosign 2 takes keys by The Update Framework', saidBy(ran), 'accepted');
}

interface Attached {
  readonly name: string;
  readonly digest: string;
  readonly build: Build;
  readonly services: Services;
}

/** Signs provenance as the generator does and puts it where cosign 2 would. Source: sigstore/cosign `specs/ATTESTATION_SPEC.md`. */
async function attach(place: Place, { name, digest, build, services }: Attached): Promise<void> {
  const { sigstore } = services.lab;
  const repository = build.repository ?? 'acme/lens';
  const ref = `refs/tags/${build.tag ?? 'v1.2.3'}`;
  const workflowRef = build.builder ?? builder;
  const source = { uri: `git+https://github.com/${repository}@${ref}`, digest: { sha1: commit } };
  const statement = {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ name: `${place.host}/${name}`, digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType: 'https://slsa.dev/provenance/v0.2',
    predicate: {
      builder: { id: `https://github.com/${workflowRef}` },
      buildType: 'https://github.com/slsa-framework/slsa-github-generator/container@v1',
      invocation: {
        configSource: { ...source, entryPoint: '.github/workflows/release.yml' },
        parameters: {},
        environment: {
          github_actor: 'octocat',
          github_event_name: 'push',
          github_ref: ref,
          github_ref_type: 'tag',
          github_repository_id: '1001',
          github_repository_owner: repository.split('/')[0],
          github_repository_owner_id: '2002',
          github_run_attempt: '1',
          github_run_id: '4004',
          github_run_number: '7',
          github_sha1: commit,
        },
      },
      metadata: { buildInvocationID: '4004-1', completeness: { parameters: true, environment: false, materials: false }, reproducible: false },
      materials: [source],
    },
  };
  const identity = githubIdentity({
    repository,
    ref,
    commit,
    issuer: githubIssuer,
    signer: { workflowRef, commit: 'fedcba9876543210fedcba9876543210fedcba98' },
  });
  const signed = signStatement(sigstore, statement, { signer: { kind: 'certificate', identity }, version: '0.1', proof: 'promise', entry: 'dsse' });
  const entry = signed.bundle.verificationMaterial.tlogEntries?.[0];
  const chain = sigstore.ca.certificates.map((der) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`);
  await pushArtifact(place, {
    name,
    tag: `${digest.replace(':', '-')}.att`,
    mediaType: 'application/vnd.dsse.envelope.v1+json',
    layer: JSON.stringify(signed.bundle.dsseEnvelope),
    annotations: {
      'dev.cosignproject.cosign/signature': '',
      'dev.sigstore.cosign/certificate': signed.certificatePem ?? '',
      'dev.sigstore.cosign/chain': chain.join(''),
      'dev.sigstore.cosign/bundle': entry === undefined ? '' : JSON.stringify(rekorBundleOf(entry)),
      predicateType: statement.predicateType,
    },
  });
}

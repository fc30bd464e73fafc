import { hash } from 'node:crypto';
import { githubIssuer, startLab } from '../../src/lab/index.ts';
import { sealwrightRuns } from './command-line.ts';
import type { Scene } from './scene.ts';
import { cosignSays, signerOf, type Services } from './signers.ts';
import { whoAccepts } from './who-accepts.ts';

/** What our command line signs at these services, cosign and sigstore-python verify, and for another file they do not. */
export async function signedByUs(scene: Scene, services: Services): Promise<void> {
  const { what, lab, trustedRoot, signingConfig } = services;
  const artifact = Buffer.from(`an artifact of ours for ${what}\n`);
  scene.write('artifact', artifact);
  scene.write('root.json', trustedRoot);
  scene.write('signing.json', signingConfig);
  scene.write('trust.json', services.clientTrustConfig);
  const statement = { _type: 'https://in-toto.io/Statement/v1', predicateType: 'https://example.test/predicate', predicate: { made: 'for interop' } };
  scene.write('statement.json', { ...statement, subject: [{ name: 'artifact', digest: { sha256: hash('sha256', artifact) } }] });
  scene.check('sealwright sbom describes the artifact', await sealwrightRuns(scene, ['sbom', 'artifact', '--output', 'artifact.spdx.json']), 'accepted');
  const cyclonedx = ['sbom', 'artifact', '--format', 'cyclonedx-json', '--output', 'artifact.cdx.json'];
  scene.check('sealwright sbom describes it as CycloneDX', await sealwrightRuns(scene, cyclonedx), 'accepted');
  const given = ['--trusted-root', 'root.json', '--signing-config', 'signing.json'];
  const inJob = (...words: readonly string[]): Promise<string> =>
    sealwrightRuns(scene, [...words, ...given, '--bundle', 'signed.json', '--force'], lab.oidc.runnerEnvironment);
  const suite = ['conformance', 'sign-bundle', ...given, '--bundle', 'signed.json'];
  const signs: readonly { readonly name: string; readonly what?: string; readonly type?: string; readonly sign: () => Promise<string> }[] = [
    { name: 'sealwright sign', what: 'signature of a file', sign: () => inJob('sign', 'artifact') },
    {
      name: 'sealwright attest --type spdx',
      what: 'SBOM of a file',
      type: 'https://spdx.dev/Document',
      sign: () => inJob('attest', 'artifact', '--type', 'spdx', '--predicate', 'artifact.spdx.json'),
    },
    {
      name: 'sealwright attest --type cyclonedx',
      what: 'SBOM of a file',
      type: 'https://cyclonedx.org/bom',
      sign: () => inJob('attest', 'artifact', '--type', 'cyclonedx', '--predicate', 'artifact.cdx.json'),
    },
    {
      name: 'sealwright conformance sign-bundle',
      sign: () => sealwrightRuns(scene, [...suite, '--identity-token', lab.oidc.tokenFor(), 'artifact']),
    },
    {
      name: 'sealwright conformance sign-bundle --in-toto',
      what: 'attestation of a file',
      type: statement.predicateType,
      sign: () => sealwrightRuns(scene, [...suite, '--in-toto', '--identity-token', lab.oidc.tokenFor(), 'statement.json']),
    },
  ];
  for (const { name, what: made, type, sign } of signs) {
    const said = await sign();
    scene.check(`${name} at ${what}`, said, 'accepted');
    if (said !== 'accepted') continue;
    const held = { bundle: 'signed.json', attested: type !== undefined, ...(type === undefined ? {} : { type }), ...signerOf(lab) };
    scene.check('  cosign not for another workflow', await cosignSays(scene, { ...held, identity: held.identity.replace('release', 'other') }), 'refused');
    if (made === undefined) continue;
    await whoAccepts(scene, {
      what: made,
      by: name.replace(' --in-toto', ''),
      at: what,
      bundle: 'signed.json',
      ...signerOf(lab),
      ...(type === undefined ? {} : { type }),
    });
  }
}

/** Provenance is made for jobs of GitHub alone: the lab's tokens say that GitHub issued them, which a real Fulcio would ask GitHub about. */
export async function provenanceByUs(scene: Scene): Promise<void> {
  const lab = await startLab({ clock: { now: () => Date.now() }, seed: 'interop provenance', issuer: githubIssuer });
  const who = { identity: signerOf(lab).identity, issuer: githubIssuer };
  scene.write('artifact', 'an artifact of a job of GitHub\n');
  scene.write('root.json', lab.trustedRoot);
  scene.write('trust.json', lab.clientTrustConfig());
  for (const log of ['v1', 'v2'] as const) {
    scene.write('signing.json', lab.signingConfig({ log }));
    const made = { what: 'provenance of a file', by: 'sealwright provenance', at: `the lab with Rekor ${log}` };
    const words = ['provenance', 'artifact', '--trusted-root', 'root.json', '--signing-config', 'signing.json', '--bundle', 'signed.json', '--force'];
    scene.check(`sealwright provenance at ${made.at}`, await sealwrightRuns(scene, words, lab.oidc.runnerEnvironment), 'accepted');
    await whoAccepts(scene, { ...made, ...who, bundle: 'signed.json', type: 'https://slsa.dev/provenance/v1' });
  }
  await lab.close();
}

import { hash } from 'node:crypto';
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
  const given = ['--trusted-root', 'root.json', '--signing-config', 'signing.json'];
  const suite = ['conformance', 'sign-bundle', ...given, '--bundle', 'signed.json'];
  const signs: readonly { readonly name: string; readonly attested: boolean; readonly sign: () => Promise<string> }[] = [
    {
      name: 'sealwright sign, with the token of a job',
      attested: false,
      sign: () => sealwrightRuns(scene, ['sign', ...given, '--bundle', 'signed.json', '--force', 'artifact'], lab.oidc.runnerEnvironment),
    },
    {
      name: 'sealwright conformance sign-bundle',
      attested: false,
      sign: () => sealwrightRuns(scene, [...suite, '--identity-token', lab.oidc.tokenFor(), 'artifact']),
    },
    {
      name: 'sealwright conformance sign-bundle --in-toto',
      attested: true,
      sign: () => sealwrightRuns(scene, [...suite, '--in-toto', '--identity-token', lab.oidc.tokenFor(), 'statement.json']),
    },
  ];
  for (const { name, attested, sign } of signs) {
    const said = await sign();
    scene.check(`${name} at ${what}`, said, 'accepted');
    if (said !== 'accepted') continue;
    const held = { bundle: 'signed.json', attested, type: statement.predicateType, ...signerOf(lab) };
    scene.check('  cosign not for another workflow', await cosignSays(scene, { ...held, identity: held.identity.replace('release', 'other') }), 'refused');
    if (name.includes('sign-bundle') && !attested) continue;
    await whoAccepts(scene, {
      what: attested ? 'attestation of a file' : 'signature of a file',
      by: attested ? 'sealwright conformance sign-bundle' : 'sealwright sign',
      at: what,
      bundle: 'signed.json',
      ...signerOf(lab),
      ...(attested ? { type: statement.predicateType } : {}),
    });
  }
}

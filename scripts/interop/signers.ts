import { hash } from 'node:crypto';
import { createSigstore, trustedRootOf, type Lab } from '../../src/lab/index.ts';
import { sealwrightSays } from './command-line.ts';
import { ours, type Identity } from './ours.ts';
import { saidBy, type Scene } from './scene.ts';
import { whoAccepts } from './who-accepts.ts';

/** Where a signer is sent, and whom a verifier believes there. */
export interface Services {
  readonly what: string;
  readonly lab: Lab;
  readonly trustedRoot: object;
  readonly signingConfig: object;
  readonly clientTrustConfig: object;
}

/** The first entry of a log has an index of 0, which the JSON of protobuf leaves out: cosign reads that, and so do we; sigstore-python does not. */
export async function signedFirst(scene: Scene, { what, lab, trustedRoot, signingConfig }: Services): Promise<void> {
  const artifact = Buffer.from('the first of a log\n');
  scene.write('artifact', artifact);
  scene.write('root.json', trustedRoot);
  scene.write('signing.json', signingConfig);
  const given = ['--trusted-root=root.json', '--signing-config=signing.json', '--yes', '--bundle=signed.json'];
  const said = saidBy(await scene.peer('cosign', ['sign-blob', ...given, `--identity-token=${lab.oidc.tokenFor()}`, 'artifact']));
  scene.check(`cosign sign-blob, the first entry of ${what}`, said, 'accepted');
  if (said !== 'accepted') return;
  const evidence = scene.read('signed.json');
  scene.check('  we verify it', ours({ evidence, artifact, trustedRoot, ...signerOf(lab) }), 'accepted');
  scene.check('  cosign verifies it', await cosignSays(scene, { bundle: 'signed.json', attested: false, ...signerOf(lab) }), 'accepted');
}

export function signerOf(lab: Lab): Identity {
  return { identity: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3', issuer: lab.oidc.url };
}

/** What cosign and sigstore-python sign at these services, we verify; and they verify what the other signed. */
export async function signedByOthers(scene: Scene, services: Services): Promise<void> {
  const { what, lab, trustedRoot } = services;
  // An authority of the same kind that signed nothing here.
  const otherRoot = trustedRootOf(createSigstore({ clock: { now: () => Date.now() }, seed: 'another' }));
  const artifact = Buffer.from(`an artifact for ${what}\n`);
  const who = signerOf(lab);
  scene.write('artifact', artifact);
  scene.write('predicate.json', { made: 'for interop' });
  scene.write('root.json', trustedRoot);
  scene.write('signing.json', services.signingConfig);
  scene.write('trust.json', services.clientTrustConfig);
  const given = ['--trusted-root=root.json', '--signing-config=signing.json', '--yes'];
  const signs: readonly { readonly name: string; readonly sign: () => Promise<string> }[] = [
    {
      name: 'cosign sign-blob',
      sign: async () =>
        saidBy(await scene.peer('cosign', ['sign-blob', ...given, `--identity-token=${lab.oidc.tokenFor()}`, '--bundle=signed.json', 'artifact'])),
    },
    {
      name: 'cosign attest-blob',
      sign: async () =>
        saidBy(
          await scene.peer('cosign', [
            'attest-blob',
            ...given,
            `--identity-token=${lab.oidc.tokenFor()}`,
            '--bundle=signed.json',
            '--predicate=predicate.json',
            '--type=https://example.test/predicate',
            'artifact',
          ]),
        ),
    },
    {
      name: 'sigstore-python sign',
      sign: async () =>
        saidBy(
          await scene.peer('sigstore-python', [
            '--trust-config',
            'trust.json',
            'sign',
            '--identity-token',
            lab.oidc.tokenFor(),
            '--bundle',
            'signed.json',
            '--overwrite',
            'artifact',
          ]),
        ),
    },
  ];
  for (const { name, sign } of signs) {
    const said = await sign();
    scene.check(`${name} at ${what}`, said, 'accepted');
    if (said !== 'accepted') continue;
    const evidence = scene.read('signed.json');
    const asked = { evidence, artifact, trustedRoot, ...who };
    scene.check(`  we verify it`, ours(asked), 'accepted');
    const words = [
      'artifact',
      '--bundle=signed.json',
      '--trusted-root=root.json',
      `--issuer=${who.issuer}`,
      '--offline',
      ...(name === 'cosign attest-blob' ? ['--type=https://example.test/predicate'] : []),
    ];
    scene.check(`  our command line verifies it`, await sealwrightSays(scene, [...words, `--identity=${who.identity}`]), 'accepted');
    scene.check(`  and not for another`, await sealwrightSays(scene, [...words, '--identity=ada@example.test']), 'refused');
    scene.check(`  not for another file`, ours({ ...asked, artifact: Buffer.from('another') }), 'refused');
    scene.check(`  not for another workflow`, ours({ ...asked, identity: who.identity.replace('release', 'other') }), 'refused');
    scene.check(`  not for another issuer`, ours({ ...asked, issuer: 'https://token.actions.githubusercontent.com' }), 'refused');
    scene.check(`  not with another root`, ours({ ...asked, trustedRoot: otherRoot }), 'refused');
    const older = name === 'cosign attest-blob';
    await whoAccepts(scene, {
      what: older ? 'attestation of a file' : 'signature of a file',
      by: name,
      at: what,
      bundle: 'signed.json',
      ...who,
      ...(older ? { type: 'https://example.test/predicate', without: { 'sigstore-python': 'it reads statements of version 1 alone' } } : {}),
    });
  }
}

export interface Held extends Identity {
  readonly bundle: string;
  readonly attested: boolean;
  readonly type?: string;
}

/** What cosign says of a bundle, with the root and artifact of the scene. */
export async function cosignSays(scene: Scene, held: Held): Promise<string> {
  const stamped = scene.read(held.bundle).includes('rfc3161Timestamps') ? ['--use-signed-timestamps'] : [];
  return saidBy(
    await scene.peer('cosign', [
      held.attested ? 'verify-blob-attestation' : 'verify-blob',
      ...(held.attested ? [`--type=${held.type ?? 'slsaprovenance1'}`] : []),
      '--new-bundle-format',
      `--bundle=${held.bundle}`,
      '--trusted-root=root.json',
      ...stamped,
      `--certificate-identity=${held.identity}`,
      `--certificate-oidc-issuer=${held.issuer}`,
      'artifact',
    ]),
  );
}

export async function pythonSays(scene: Scene, held: Held): Promise<string> {
  const args = ['--trust-config', 'trust.json', 'verify', 'identity', '--offline', '--bundle', held.bundle];
  return saidBy(await scene.peer('sigstore-python', [...args, '--cert-identity', held.identity, '--cert-oidc-issuer', held.issuer, 'artifact']));
}

export function sha256Of(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

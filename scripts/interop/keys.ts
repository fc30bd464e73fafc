import { sealwrightRuns, sealwrightSays } from './command-line.ts';
import { saidBy, type Scene } from './scene.ts';
import type { Services } from './signers.ts';

/** A key of one's own in place of an identity: cosign makes it and signs with it, with a log and a timestamp. */
export async function signedByKeys(scene: Scene, services: Services): Promise<void> {
  scene.write('keyed', 'a file that a key signs\n');
  scene.write('another', 'another file\n');
  scene.write('root.json', services.trustedRoot);
  scene.write('signing.json', services.signingConfig);
  const env = { COSIGN_PASSWORD: 'interop' };
  for (const name of ['mine', 'other'])
    scene.check(`cosign makes a key (${name})`, saidBy(await scene.peer('cosign', ['generate-key-pair', `--output-key-prefix=${name}`], env)), 'accepted');
  const given = ['--yes', '--key=mine.key', '--trusted-root=root.json', '--signing-config=signing.json', '--bundle=keyed.json'];
  scene.check('cosign sign-blob with a key', saidBy(await scene.peer('cosign', ['sign-blob', ...given, 'keyed'], env)), 'accepted');
  const asked = ['--bundle=keyed.json', '--trusted-root=root.json', '--offline'];
  scene.check('  we verify it', await sealwrightSays(scene, ['keyed', '--key=mine.pub', ...asked]), 'accepted');
  scene.check('  not with another key', await sealwrightSays(scene, ['keyed', '--key=other.pub', ...asked]), 'refused');
  scene.check('  not for another file', await sealwrightSays(scene, ['another', '--key=mine.pub', ...asked]), 'refused');
  const names = ['--identity=https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3', `--issuer=${services.lab.oidc.url}`];
  scene.check('  not for an identity', await sealwrightSays(scene, ['keyed', ...names, ...asked]), 'refused');
  // The same key in our hands.
  const words = ['sign', '--key', 'mine.key', '--trusted-root', 'root.json', '--signing-config', 'signing.json', '--bundle', 'ours.json', 'keyed'];
  scene.check('sealwright sign with the key that cosign made', await sealwrightRuns(scene, words, env), 'accepted');
  const held = (key: string, file: string): Promise<string> => cosignHolds(scene, { key, file, bundle: 'ours.json' });
  scene.check('  cosign verifies it', await held('mine.pub', 'keyed'), 'accepted');
  scene.check('  cosign not with another key', await held('other.pub', 'keyed'), 'refused');
  scene.check('  cosign not for another file', await held('mine.pub', 'another'), 'refused');
}

async function cosignHolds(scene: Scene, { key, file, bundle }: { readonly key: string; readonly file: string; readonly bundle: string }): Promise<string> {
  const args = [`--key=${key}`, `--bundle=${bundle}`, '--trusted-root=root.json', '--use-signed-timestamps', file];
  return saidBy(await scene.peer('cosign', ['verify-blob', ...args]));
}

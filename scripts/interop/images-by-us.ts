import { spawnSync } from 'node:child_process';
import { sealwrightRuns, sealwrightSays } from './command-line.ts';
import { olderServices, pushImage, pushIndex, type Place } from './images.ts';
import { run, type Ran } from './program.ts';
import { saidBy, type Scene } from './scene.ts';
import { signerOf, type Services } from './signers.ts';

/** We sign an image, an index and a chart at a registry, and cosign verifies them by digest, as we do by name. */
export async function imagesByUs(scene: Scene, place: Place, services: Services): Promise<void> {
  const { lab } = services;
  const who = signerOf(lab);
  scene.write('root.json', services.trustedRoot);
  scene.write('signing.json', services.signingConfig);
  scene.write('token', lab.oidc.tokenFor());
  const given = ['--signing-config=signing.json', '--trusted-root=root.json', '--identity-token=token'];
  const cosign = ['verify', '--trusted-root=root.json', '--allow-http-registry', '--use-signed-timestamps', `--certificate-oidc-issuer=${who.issuer}`];
  const byWhom = `--certificate-identity=${who.identity}`;
  const image = await pushImage(place, 'acme/ours');
  scene.check(`we sign an image at ${place.what}, with ${services.what}`, await sealwrightRuns(scene, ['sign', image.tagged, ...given]), 'accepted');
  const asked = ['--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`, '--type=signature'];
  scene.check('  we verify it', await sealwrightSays(scene, [image.tagged, ...asked]), 'accepted');
  scene.check('  cosign verifies it', saidBy(await scene.peer('cosign', [...cosign, byWhom, image.pinned])), 'accepted');
  const other = await scene.peer('cosign', [...cosign, '--certificate-identity=ada@example.test', image.pinned]);
  scene.check('  not by another signer', saidBy(other), 'refused');
  await attestedByUs(scene, { pinned: image.pinned, given, asked }, { what: 'cosign', program: 'cosign', args: [...cosign.slice(1), byWhom] });
  const index = await pushIndex(place, 'acme/ours-index');
  scene.check('  and an index', await sealwrightRuns(scene, ['sign', index.tagged, ...given]), 'accepted');
  scene.check('  we verify each platform', await sealwrightSays(scene, [index.tagged, ...asked, '--recursive']), 'accepted');
  for (const pinned of [index.pinned, ...index.below])
    scene.check(
      `  cosign verifies ${pinned === index.pinned ? 'the index' : 'a platform'}`,
      saidBy(await scene.peer('cosign', [...cosign, byWhom, pinned])),
      'accepted',
    );
}

const predicateType = 'https://example.test/predicate';

interface Peer {
  readonly what: string;
  readonly program: 'cosign' | 'cosign-v2';
  readonly args: readonly string[];
}

/** We attest to an image, and a verifier takes that for its type and no other. */
async function attestedByUs(
  scene: Scene,
  { pinned, given, asked }: { readonly pinned: string; readonly given: readonly string[]; readonly asked: readonly string[] },
  { what, program, args }: Peer,
): Promise<void> {
  scene.write('predicate.json', { made: 'for interop' });
  const attest = ['attest', pinned, `--type=${predicateType}`, '--predicate=predicate.json', ...given];
  scene.check('  and attest to it', await sealwrightRuns(scene, attest), 'accepted');
  scene.check('  we verify that', await sealwrightSays(scene, [pinned, ...asked, `--type=${predicateType}`]), 'accepted');
  const verify = (type: string): Promise<Ran> => scene.peer(program, ['verify-attestation', ...args, `--type=${type}`, pinned]);
  scene.check(`  ${what} verifies that`, saidBy(await verify(predicateType)), 'accepted');
  scene.check('  not for another type', saidBy(await verify('https://example.test/other')), 'refused');
}

/** We sign in the form of cosign 1 and 2, which it verifies from its own tags. */
export async function olderImagesByUs(scene: Scene, place: Place, services: Services): Promise<void> {
  const { lab } = services;
  const who = signerOf(lab);
  const { env } = olderServices(scene, services);
  scene.write('signing.json', services.signingConfig);
  scene.write('token', lab.oidc.tokenFor());
  const image = await pushImage(place, 'acme/ours-older');
  const given = ['--legacy', '--signing-config=signing.json', '--trusted-root=root.json', '--identity-token=token'];
  scene.check(`we sign an image for cosign 2 at ${place.what}`, await sealwrightRuns(scene, ['sign', image.tagged, ...given]), 'accepted');
  const verify = ['verify', '--allow-http-registry', `--certificate-oidc-issuer=${who.issuer}`];
  const byWhom = `--certificate-identity=${who.identity}`;
  const newer = ['--trusted-root=root.json', '--use-signed-timestamps'];
  scene.check('  cosign 2 verifies the bundle', saidBy(await scene.peer('cosign-v2', [...verify, ...newer, byWhom, image.pinned])), 'accepted');
  const held = ['--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`];
  const peer: Peer = { what: 'cosign 2', program: 'cosign-v2', args: [...verify.slice(1), ...newer, byWhom] };
  // Of a list of referrers in pages it reads the first: its attestation is alone on its image.
  const attested = await pushImage(place, 'acme/ours-attested');
  await attestedByUs(scene, { pinned: attested.pinned, given, asked: held }, peer);
  // Where there are bundles its last versions look at nothing else: its own form is looked at where it is alone.
  const copyOf = (pinned: string): string => pinned.replace('acme/ours', 'alone/ours');
  const copy = copyOf(image.pinned);
  const copies = [
    [image.pinned, copy],
    [attested.pinned, copyOf(attested.pinned)],
    [olderTag(image.pinned, '.sig'), olderTag(copy, '.sig')],
    [olderTag(attested.pinned, '.att'), olderTag(copyOf(attested.pinned), '.att')],
  ] as const;
  for (const [from, to] of copies)
    scene.check(
      '  crane copies',
      saidBy(await scene.peer('crane', ['copy', '--insecure', from, to.includes('@') ? to.replace(/@.*/, ':v1') : to])),
      'accepted',
    );
  scene.check('  cosign 2 verifies its own form', saidBy(await scene.peer('cosign-v2', [...verify, byWhom, copy], env)), 'accepted');
  const own = await scene.peer('cosign-v2', ['verify-attestation', ...verify.slice(1), byWhom, `--type=${predicateType}`, copyOf(attested.pinned)], env);
  scene.check('  and its own form of attestations', saidBy(own), 'accepted');
  scene.check('  we verify the one', await sealwrightSays(scene, [copy, ...held, '--type=signature']), 'accepted');
  scene.check('  and the other', await sealwrightSays(scene, [copyOf(attested.pinned), ...held, `--type=${predicateType}`]), 'accepted');
  const other = await scene.peer('cosign-v2', [...verify, '--certificate-identity=ada@example.test', copy], env);
  scene.check('  not by another signer', saidBy(other), 'refused');
}

/** The tag that cosign 1 and 2 look for evidence under. */
function olderTag(pinned: string, suffix: '.sig' | '.att'): string {
  return `${pinned.replace('@sha256:', ':sha256-')}${suffix}`;
}

/** What we attached goes with an image that skopeo copies, where it hangs on a tag. */
export async function copiedBySkopeo(scene: Scene, place: Place, services: Services): Promise<void> {
  if (spawnSync('skopeo', ['--version']).status !== 0) return console.log('skip skopeo: it is not installed (Debian has it)');
  const { lab } = services;
  const who = signerOf(lab);
  scene.write('root.json', services.trustedRoot);
  scene.write('signing.json', services.signingConfig);
  scene.write('token', lab.oidc.tokenFor());
  const index = await pushIndex(place, 'acme/ours-copied');
  const given = ['--signing-config=signing.json', '--trusted-root=root.json', '--identity-token=token'];
  scene.check(`we sign an index at ${place.what}`, await sealwrightRuns(scene, ['sign', index.tagged, ...given]), 'accepted');
  for (const pinned of [index.pinned, ...index.below]) {
    const name = pinned.replace('@sha256:', ':sha256-');
    for (const from of pinned === index.pinned ? [index.tagged, name] : [name]) {
      const to = from.replace('ours-copied', 'ours-copy');
      // It would pack layers anew, and what is signed is the digest; of the list of referrers it keeps what it knows.
      const kept = from === name ? [] : ['--preserve-digests'];
      const args = ['copy', '--all', ...kept, '--src-tls-verify=false', '--dest-tls-verify=false', `docker://${from}`, `docker://${to}`];
      const copied = await run('skopeo', args, { cwd: scene.folder });
      scene.check('  skopeo copies it', saidBy(copied), 'accepted');
    }
  }
  const asked = ['--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`, '--type=signature', '--recursive'];
  scene.check('  we verify the copy', await sealwrightSays(scene, [index.tagged.replace('ours-copied', 'ours-copy'), ...asked]), 'accepted');
}

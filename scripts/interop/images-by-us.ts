import { spawnSync } from 'node:child_process';
import { sealwrightRuns, sealwrightSays } from './command-line.ts';
import { olderServices, pushArtifact, pushImage, pushIndex, type Place } from './images.ts';
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
  const made = { what: 'signature of an image', by: 'sealwright sign', at: place.what };
  scene.accepts(made, 'sealwright', await sealwrightSays(scene, [image.tagged, ...asked]));
  scene.accepts(made, 'cosign', saidBy(await scene.peer('cosign', [...cosign, byWhom, image.pinned])));
  const other = await scene.peer('cosign', [...cosign, '--certificate-identity=ada@example.test', image.pinned]);
  scene.check('  not by another signer', saidBy(other), 'refused');
  // An image of its own: of a list of referrers in pages cosign reads the first, which would have the signature alone.
  const attested = await pushImage(place, 'acme/ours-said');
  await attestedByUs(
    scene,
    { pinned: attested.pinned, given, asked: asked.slice(0, -1) },
    { what: 'cosign', program: 'cosign', args: [...cosign.slice(1), byWhom] },
  );
  const index = await pushIndex(place, 'acme/ours-index');
  scene.check('  and an index', await sealwrightRuns(scene, ['sign', index.tagged, ...given]), 'accepted');
  const whole = { what: 'signature of an index and its platforms', by: 'sealwright sign', at: place.what };
  scene.accepts(whole, 'sealwright', await sealwrightSays(scene, [index.tagged, ...asked, '--recursive']));
  for (const pinned of [index.pinned, ...index.below]) scene.accepts(whole, 'cosign', saidBy(await scene.peer('cosign', [...cosign, byWhom, pinned])));
}

/** We attest the SBOM of an image, which cosign and gh find and verify in the registry. */
export async function describedByUs(scene: Scene, place: Place, services: Services): Promise<void> {
  const who = signerOf(services.lab);
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', layer: tarOf('etc/motd', 'hello\n') };
  const image = await pushArtifact(place, { name: 'acme/ours-described', tag: 'v1', ...layer });
  const made = { what: 'SBOM of an image', by: 'sealwright attest --type cyclonedx', at: place.what };
  const given = ['--signing-config=signing.json', '--trusted-root=root.json'];
  scene.check(
    `sealwright sbom describes an image at ${place.what}`,
    await sealwrightRuns(scene, ['sbom', image.tagged, '--format=cyclonedx-json', '--output=image.cdx.json']),
    'accepted',
  );
  const words = ['attest', image.tagged, '--type=cyclonedx', '--predicate=image.cdx.json', ...given];
  scene.check('sealwright attest at it', await sealwrightRuns(scene, words, services.lab.oidc.runnerEnvironment), 'accepted');
  const asked = [image.tagged, '--trusted-root=root.json', `--identity=${who.identity}`, `--issuer=${who.issuer}`, '--type=cyclonedx'];
  scene.accepts(made, 'sealwright', await sealwrightSays(scene, asked));
  const ids = [`--certificate-identity=${who.identity}`, `--certificate-oidc-issuer=${who.issuer}`];
  const held = ['--type=cyclonedx', '--trusted-root=root.json', '--allow-http-registry', '--use-signed-timestamps', ...ids, image.pinned];
  scene.accepts(made, 'cosign', saidBy(await scene.peer('cosign', ['verify-attestation', ...held])));
  if (!scene.has('gh')) return;
  scene.write('root.jsonl', `${scene.read('root.json')}\n`);
  const asGh = ['--custom-trusted-root=root.jsonl', '--repo=acme/lens', `--cert-identity=${who.identity}`, `--cert-oidc-issuer=${who.issuer}`];
  const kind = '--predicate-type=https://cyclonedx.org/bom';
  const said = await scene.peer('gh', ['attestation', 'verify', `oci://${image.pinned}`, '--bundle-from-oci', ...asGh, kind], { GH_TOKEN: 'none' });
  scene.accepts(made, 'gh', saidBy(said));
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
  const made = { what: 'signature of an image under a tag', by: 'sealwright sign --legacy', at: place.what };
  const said = { what: 'attestation of an image under a tag', by: 'sealwright attest --legacy', at: place.what };
  scene.accepts(made, 'cosign-v2', saidBy(await scene.peer('cosign-v2', [...verify, byWhom, copy], env)));
  const own = await scene.peer('cosign-v2', ['verify-attestation', ...verify.slice(1), byWhom, `--type=${predicateType}`, copyOf(attested.pinned)], env);
  scene.accepts(said, 'cosign-v2', saidBy(own));
  scene.accepts(made, 'sealwright', await sealwrightSays(scene, [copy, ...held, '--type=signature']));
  scene.accepts(said, 'sealwright', await sealwrightSays(scene, [copyOf(attested.pinned), ...held, `--type=${predicateType}`]));
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

/** One file as a tar archive. Source: POSIX.1-2017 pax, "ustar Interchange Format". */
function tarOf(name: string, content: string): string {
  const field = (text: string, size: number): string => text.padEnd(size, '\0');
  const octal = (value: number, size: number): string => `${value.toString(8).padStart(size - 1, '0')}\0`;
  const header = (sum: string): string =>
    `${field(name, 100)}${octal(0o644, 8)}${octal(0, 8)}${octal(0, 8)}${octal(content.length, 12)}${octal(0, 12)}${sum}0${field('', 100)}ustar\0${'00'}`.padEnd(
      512,
      '\0',
    );
  const total = Buffer.from(header(' '.repeat(8))).reduce((sum, byte) => sum + byte, 0);
  return `${header(`${total.toString(8).padStart(6, '0')}\0 `)}${content.padEnd(512, '\0')}${'\0'.repeat(1024)}`;
}

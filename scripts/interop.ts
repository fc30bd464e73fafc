// Real programs of others: what they sign is verified by us, and what the lab signs is taken by them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startGithub, startLab } from '../src/lab/index.ts';
import { imagesAt, olderImagesAt, platformsAt } from './interop/images.ts';
import { copiedBySkopeo, describedByUs, imagesByUs, olderImagesByUs } from './interop/images-by-us.ts';
import { signedByKeys } from './interop/keys.ts';
import { signedByLab, signedByOtherKeys } from './interop/lab-bundles.ts';
import { githubCommand, olderBlobs, pythonPackages } from './interop/others.ts';
import { installPeers } from './interop/peers.ts';
import { startRealSigstore } from './interop/real-sigstore.ts';
import { craneRegistry, debianRegistry, labRegistries } from './interop/registries.ts';
import { recipesRun } from './interop/recipes.ts';
import { openScene, type Scene } from './interop/scene.ts';
import { slsaImages } from './interop/slsa.ts';
import { provenanceByUs, signedByUs } from './interop/signed-by-us.ts';
import { signedByOthers, signedFirst, type Services } from './interop/signers.ts';

const set = process.argv.includes('--all') ? 'all' : 'core';
const mustHaveAll = process.env['CI'] === 'true';
const { programs, missing } = installPeers(set);
if (missing.length > 0) {
  console.log(`not installed:\n${missing.map((one) => `  ${one}`).join('\n')}`);
  // A machine without Go or Python can still run everything else; where changes are taken, nothing may be left out.
  if (mustHaveAll) process.exit(1);
  console.log('interop is skipped: install what is missing, or set CI=true to make this a failure');
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'sealwright-interop-'));
// It knows of no attestation: what is asked about is in bundles and registries.
const github = await startGithub();
const scene = openScene({ folder, programs, githubApi: github.url });
try {
  const real = await startRealSigstore(programs, join(folder, 'real'));
  const services: Services = { what: 'the real services', ...real };
  await signedFirst(scene, services);
  await signedByOthers(scene, services);
  await signedByUs(scene, services);
  await signedByKeys(scene, services);
  await inRegistries(scene, services);
  await real.stop();

  const lab = await startLab({ clock: { now: () => Date.now() } });
  const at = (log: 'v1' | 'v2'): Services => ({
    what: `the lab with Rekor ${log}`,
    lab,
    trustedRoot: lab.trustedRoot,
    signingConfig: lab.signingConfig({ log }),
    clientTrustConfig: lab.clientTrustConfig({ log }),
  });
  await signedByOthers(scene, at('v1'));
  await signedByOthers(scene, at('v2'));
  await signedByUs(scene, at('v1'));
  await signedByUs(scene, at('v2'));
  await provenanceByUs(scene);
  await signedByLab(scene);
  await signedByOtherKeys(scene);
  if (set === 'all') {
    await olderBlobs(scene, at('v1'));
    await githubCommand(scene);
    await pythonPackages(scene, at('v1'));
  }
  await lab.close();
  await recipesRun(scene);
} finally {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
}
// What all programs were asked about stands in the document as they answered.
if (set === 'all' && scene.failures.length === 0) writeTable(scene.acceptance.table());
console.log(`${scene.count()} checks, ${scene.failures.length} failed`);
if (scene.failures.length > 0) process.exitCode = 1;

/** Images signed with the services that run, in each kind of registry; by cosign 2 as well where all is asked for. */
async function inRegistries(on: Scene, services: Services): Promise<void> {
  const places = [...(await labRegistries())];
  const debian = await debianRegistry(on);
  if (debian !== undefined) places.push(debian);
  else if (mustHaveAll) on.check("Debian's docker-registry", 'undecided: it is not installed', 'accepted');
  else console.log("skip Debian's docker-registry: it is not installed");
  if (set === 'all') places.push(await craneRegistry(on));
  const lab = await startLab({ clock: { now: () => Date.now() } });
  for (const place of places) {
    await imagesAt(on, place, services);
    await platformsAt(on, place, services);
    await imagesByUs(on, place, services);
    await describedByUs(on, place, services);
    const { trustedRoot } = lab;
    const older = {
      what: 'the lab',
      lab,
      trustedRoot,
      signingConfig: lab.signingConfig({ log: 'v1' }),
      clientTrustConfig: lab.clientTrustConfig({ log: 'v1' }),
    };
    if (set === 'all') {
      await olderImagesAt(on, place, older);
      await olderImagesByUs(on, place, older);
      if (place.referrers === 'none') await copiedBySkopeo(on, place, services);
      await slsaImages(on, place, older);
    }
    await place.stop();
  }
  await lab.close();
}

function writeTable(table: string): void {
  const path = fileURLToPath(new URL('../docs/interop.md', import.meta.url));
  const [begin, end] = ['<!-- written by npm run interop:all: begin -->', '<!-- written by npm run interop:all: end -->'];
  const text = readFileSync(path, 'utf8');
  if (!text.includes(begin) || !text.includes(end)) throw new Error('docs/interop.md has no place for the table');
  writeFileSync(path, `${text.slice(0, text.indexOf(begin) + begin.length)}\n\n${table}\n\n${text.slice(text.indexOf(end))}`);
}

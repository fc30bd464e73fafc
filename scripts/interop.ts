// Real programs of others: what they sign is verified by us, and what the lab signs is taken by them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from '../src/lab/index.ts';
import { signedByLab } from './interop/lab-bundles.ts';
import { installPeers } from './interop/peers.ts';
import { startRealSigstore } from './interop/real-sigstore.ts';
import { openScene } from './interop/scene.ts';
import { signedByOthers, signedFirst } from './interop/signers.ts';

const set = process.argv.includes('--all') ? 'all' : 'core';
const { programs, missing } = installPeers(set);
if (missing.length > 0) {
  console.log(`not installed:\n${missing.map((one) => `  ${one}`).join('\n')}`);
  // A machine without Go or Python can still run everything else; where changes are taken, nothing may be left out.
  if (process.env['CI'] === 'true') process.exit(1);
  console.log('interop is skipped: install what is missing, or set CI=true to make this a failure');
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'sealwright-interop-'));
const scene = openScene(folder, programs);
try {
  const real = await startRealSigstore(programs, join(folder, 'real'));
  await signedFirst(scene, { what: 'the real services', ...real });
  await signedByOthers(scene, { what: 'the real services', ...real });
  await real.stop();
  const lab = await startLab({ clock: { now: () => Date.now() } });
  for (const log of ['v1', 'v2'] as const)
    await signedByOthers(scene, {
      what: `the lab with Rekor ${log}`,
      lab,
      trustedRoot: lab.trustedRoot,
      signingConfig: lab.signingConfig({ log }),
      clientTrustConfig: lab.clientTrustConfig({ log }),
    });
  await lab.close();
  await signedByLab(scene);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${scene.count()} checks, ${scene.failures.length} failed`);
if (scene.failures.length > 0) process.exitCode = 1;

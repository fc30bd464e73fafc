import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSigstore, startLab, trustedRootOf } from '../../../src/lab/index.ts';
import { ageInDays, refreshTrustedRoot, type RootMirror } from '../../../src/trust/roots/index.ts';

// The client reads the machine's own clock, so the lab must live in the same time.
const clock = { now: () => Date.now() };

test('a root is brought by The Update Framework, kept, and changed when its repository changes it', async () => {
  const lab = await startLab({ clock });
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-tuf-'));
  try {
    const rootFile = join(folder, 'root.json');
    writeFileSync(rootFile, lab.tuf.root());
    const mirror: RootMirror = { from: 'the lab', url: lab.tuf.url, rootFile };
    const options = { cacheFolder: join(folder, 'cache'), timeoutMs: 5000, now: clock.now() };
    const first = await refreshTrustedRoot(mirror, options);
    assert.equal(first.kind, 'parsed', JSON.stringify(first));
    if (first.kind !== 'parsed') return;
    assert.equal(first.value.root.logs.length, 2);
    assert.equal(ageInDays(first.value.root, clock.now()), 0);
    assert.deepEqual(JSON.parse(Buffer.from(first.value.bytes).toString()), JSON.parse(JSON.stringify(lab.trustedRoot)));

    lab.tuf.rotate();
    lab.tuf.publish('trusted_root.json', JSON.stringify(trustedRootOf(createSigstore({ clock, seed: 'next', kind: 'github' }))));
    const second = await refreshTrustedRoot(mirror, options);
    assert.equal(second.kind === 'parsed' ? second.value.root.logs.length : second.reason.message, 0);

    // Another repository's root does not vouch for this one.
    const other = await startLab({ clock, seed: 'other' });
    try {
      writeFileSync(rootFile, other.tuf.root());
      const refused = await refreshTrustedRoot(mirror, { ...options, cacheFolder: join(folder, 'empty') });
      assert.equal(refused.kind === 'refused' ? refused.reason.code : 'brought', 'ROOT_UNREFRESHED');
    } finally {
      await other.close();
    }
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a repository that is not there, or not safe, keeps a root from being refreshed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-tuf-'));
  try {
    const lab = await startLab({ clock });
    const rootFile = join(folder, 'root.json');
    writeFileSync(rootFile, lab.tuf.root());
    const { url } = lab.tuf;
    await lab.close();
    for (const address of [url, 'http://tuf.example.test', 'ftp://127.0.0.1', 'no address']) {
      const found = await refreshTrustedRoot({ from: 'a mirror', url: address, rootFile }, { cacheFolder: join(folder, 'cache'), timeoutMs: 500, now: 0 });
      assert.equal(found.kind === 'refused' ? found.reason.code : 'brought', 'ROOT_UNREFRESHED', address);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

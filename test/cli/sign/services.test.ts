import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { disk } from '../../../src/cli/ports/disk.ts';
import { knownServices } from '../../../src/cli/sign/services.ts';
import { startLab } from '../../../src/lab/index.ts';
import type { RootMirror } from '../../../src/trust/roots/index.ts';
import { fakeMachine } from '../../support/fake-machine.ts';

// The client of The Update Framework reads the machine's own clock, so the lab must live in the same time.
const clock = { now: () => Date.now() };
const day = 86_400_000;
const lab = await startLab({ clock });
const folder = mkdtempSync(join(tmpdir(), 'sealwright-services-'));
after(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});
writeFileSync(join(folder, 'first-root.json'), lab.tuf.root());
const mirror: RootMirror = { from: 'the lab', url: lab.tuf.url, rootFile: join(folder, 'first-root.json') };

function machineIn(home: string | undefined): Parameters<typeof knownServices>[0] {
  return {
    ...fakeMachine({ env: home === undefined ? {} : { HOME: home } }),
    writeFile: (path, text) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
  };
}

test('the public services are refreshed by The Update Framework, kept, and refreshed again after a week', async () => {
  const home = join(folder, 'home');
  const machine = machineIn(home);
  // Years after the package was made.
  const at = (days: number): { readonly now: () => number } => ({ now: () => Date.parse('2030-01-01T00:00:00Z') + days * day });
  const first = await knownServices(machine, { disk, clock: at(0) }, mirror);
  assert.equal(first.authorities[0]?.url, lab.fulcio.url);
  assert.equal(first.asOf, '2030-01-01');
  const before = lab.tuf.asked.length;
  const kept = await knownServices(machine, { disk, clock: at(6) }, mirror);
  assert.equal(kept.authorities[0]?.url, lab.fulcio.url);
  assert.equal(lab.tuf.asked.length, before, 'nobody was asked');
  const other = { ...lab.signingConfig(), caUrls: [{ ...lab.signingConfig().caUrls[0], url: 'https://fulcio2.example.test' }] };
  lab.tuf.publish('signing_config.v0.2.json', JSON.stringify(other));
  const next = await knownServices(machine, { disk, clock: at(8) }, mirror);
  assert.equal(next.authorities[0]?.url, 'https://fulcio2.example.test');
});

test('where they cannot be refreshed, or come malformed, those at hand stand', async () => {
  const late = { now: () => Date.parse('2030-01-01T00:00:00Z') };
  const public_ = 'https://fulcio.sigstore.dev';
  const away: RootMirror = { ...mirror, url: 'http://127.0.0.1:1' };
  assert.equal((await knownServices(machineIn(join(folder, 'away')), { disk, clock: late }, away)).authorities[0]?.url, public_);
  lab.tuf.publish('signing_config.v0.2.json', '{"mediaType":"something else"}');
  assert.equal((await knownServices(machineIn(join(folder, 'malformed')), { disk, clock: late }, mirror)).authorities[0]?.url, public_);
  const before = lab.tuf.asked.length;
  assert.equal((await knownServices(machineIn(undefined), { disk, clock: late }, mirror)).authorities[0]?.url, public_);
  assert.equal(lab.tuf.asked.length, before, 'without a folder to keep metadata in nobody is asked');
});

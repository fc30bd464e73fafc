import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { agreements } from '../scripts/tour/agree.ts';

const tour = fileURLToPath(new URL('../scripts/tour.ts', import.meta.url));

test('the tour walks a release to its end, offline, and says what it proved', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-test-'));
  try {
    const page = join(folder, 'report.html');
    // Whatever would leave this machine fails at a proxy that is not there.
    // No other program is needed either.
    const env = { PATH: '', TMPDIR: folder, HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [tour, '--report', page], {
      env,
      encoding: 'utf8',
      timeout: 120_000,
      killSignal: 'SIGKILL',
    });
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    for (const line of ['all was verified before any of it was public', 'the tampered copy is not verified', 'v1.4.1 is not published', 'all 8 cells agree'])
      assert.ok(stdout.split('What was proved')[1]?.includes(line), line);
    const html = readFileSync(page, 'utf8');
    assert.match(html, /^<!doctype html>/);
    assert.doesNotMatch(html, /<script|disagree|https?:\/\/(?!127\.0\.0\.1|github\.com|token\.actions|slsa\.dev)[^"'<\s]*["']>/);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('sealwright-lab')),
      [],
      'the lab left nothing',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('cells that differ are told', () => {
  const control = (status: string): object => ({ status, how: null });
  const audit = JSON.stringify({
    surfaces: [
      { name: 'x.tgz', kind: 'release-asset', controls: { hashes: control('present'), signature: control('present'), provenance: control('unknown') } },
    ],
  });
  const piece = { kind: 'signature', signer: {}, list: null, reasons: [] };
  const verdict = (pieces: readonly object[]): string => JSON.stringify({ subjects: [{ subject: 'x.tgz', resolved: null, digests: {}, pieces }] });
  const of = (pieces: readonly object[]): readonly boolean[] =>
    agreements(audit, verdict(pieces), [{ surface: 'x.tgz', subject: (name) => name.startsWith('x.tgz'), hasDigest: true }]).map((one) => one.agrees);
  assert.deepEqual(of([piece]), [true, true, true, false], 'what is unknown agrees with nothing');
  assert.deepEqual(of([]), [true, false, true, false]);
  assert.deepEqual(of([{ ...piece, reasons: [{ code: 'SIGNATURE_WRONG' }] }]), [true, false, true, false], 'what was refused was not found');
  assert.throws(() => agreements(audit, verdict([]), [{ surface: 'y', subject: () => true, hasDigest: true }]));
});

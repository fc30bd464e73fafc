import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellText, count, shellWord, surfaceTitle } from '../../src/report/words.ts';
import { evidence } from '../support/sample-report.ts';

test('a cell says no more than its evidence', () => {
  const table = [
    { what: 'a mechanism', evidence: evidence('present', { how: 'cosign keyless' }), text: 'cosign keyless' },
    { what: 'present without a name', evidence: evidence('present'), text: 'yes' },
    { what: 'best effort is said', evidence: evidence('present', { how: 'syft', strength: 'best-effort' }), text: 'syft (best effort)' },
    { what: 'partial is said', evidence: evidence('partial', { how: 'cosign' }), text: 'cosign (partly)' },
    { what: 'partial and best effort', evidence: evidence('partial', { how: 'cosign', strength: 'best-effort' }), text: 'cosign (partly, best effort)' },
    { what: 'partial without a name is not yes', evidence: evidence('partial'), text: 'some (partly)' },
    { what: 'absent', evidence: evidence('absent'), text: 'no' },
    { what: 'absent keeps quiet about what was tried', evidence: evidence('absent', { how: 'cosign' }), text: 'no' },
    { what: 'cannot work', evidence: evidence('absent', { strength: 'cannot-work', how: 'cosign' }), text: 'cannot work (!)' },
    { what: 'only prose says so', evidence: evidence('absent', { strength: 'declared' }), text: 'claimed only (!)' },
    { what: 'unknown', evidence: evidence('unknown', { how: 'cosign' }), text: 'unknown' },
    { what: 'does not apply', evidence: evidence('not-applicable'), text: '–' },
    { what: 'a hostile mechanism', evidence: evidence('present', { how: 'a\u001b[2K' }), text: 'a\\u001b[2K' },
  ];
  for (const row of table) assert.equal(cellText(row.evidence), row.text, row.what);
});

test('names of surfaces say their kind once', () => {
  assert.equal(surfaceTitle({ kind: 'git-tag', name: 'v*', members: [] }), 'v* (git tag)');
  assert.equal(surfaceTitle({ kind: 'git-tag', name: 'git tag v*', members: [] }), 'git tag v*');
  assert.equal(surfaceTitle({ kind: 'gem', name: 'lensgems', members: [] }), 'lensgems (gem)');
  assert.equal(surfaceTitle({ kind: 'release-asset', name: 'lens', members: ['lens'] }), 'lens');
});

test('counts and shell words', () => {
  assert.equal(count(1, 'workflow'), '1 workflow');
  assert.equal(count(0, 'workflow'), '0 workflows');
  assert.equal(count(2, 'entry'), '2 entries');
  assert.equal(shellWord('ghcr.io/acme/lens:v1'), 'ghcr.io/acme/lens:v1');
  assert.equal(shellWord("it's $(x)"), "'it'\\''s $(x)'");
  assert.equal(shellWord(''), "''");
});

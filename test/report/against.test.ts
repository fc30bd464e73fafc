import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareEvidence, markAgainst } from '../../src/report/against.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { controls, evidence, sampleReport } from '../support/sample-report.ts';

const onto = (ref: string): Parameters<typeof markAgainst>[2] => ({ ref, changed: new Map(), decisions: 'all' });

test('answers compare by status, then strength; unknown is beside them', () => {
  const table = [
    { what: 'equal', now: evidence('present'), then: evidence('present', { how: 'other words' }), is: null },
    { what: 'gained', now: evidence('present'), then: evidence('absent'), is: 'better' },
    { what: 'lost', now: evidence('absent'), then: evidence('partial'), is: 'worse' },
    { what: 'made best effort', now: evidence('present', { strength: 'best-effort' }), then: evidence('present'), is: 'worse' },
    { what: 'verified', now: evidence('present', { strength: 'self-verified' }), then: evidence('present'), is: 'better' },
    { what: 'inherited ranks with wired', now: evidence('present', { strength: 'inherited' }), then: evidence('present'), is: null },
    { what: 'cannot work is worse than none', now: evidence('absent', { strength: 'cannot-work' }), then: evidence('absent'), is: 'worse' },
    {
      what: 'a claim is better than cannot work',
      now: evidence('absent', { strength: 'declared' }),
      then: evidence('absent', { strength: 'cannot-work' }),
      is: 'better',
    },
    { what: 'hidden from us', now: evidence('unknown'), then: evidence('present'), is: 'changed' },
    { what: 'read now', now: evidence('absent'), then: evidence('unknown'), is: 'changed' },
    { what: 'does not apply any more', now: evidence('not-applicable'), then: evidence('absent'), is: 'changed' },
    {
      what: 'strong partial is below weak present',
      now: evidence('partial', { strength: 'self-verified' }),
      then: evidence('present', { strength: 'best-effort' }),
      is: 'worse',
    },
  ] as const;
  for (const row of table) assert.equal(compareEvidence(row.now, row.then), row.is, row.what);
});

test('a surface that was not there is new in every cell, and an equal one is left alone', () => {
  const now = sampleReport();
  const marked = markAgainst(now, { ...now, surfaces: now.surfaces.slice(1) }, onto('main'));
  assert.deepEqual(marked.surfaces[0]?.change, { hashes: 'new', signature: 'new', sbom: 'new', provenance: 'new', verifyRecipe: 'new' });
  assert.equal(marked.surfaces[1]?.change, undefined);
});

test('surfaces that are gone are named, with what the report is compared with', () => {
  const then = sampleReport();
  const marked = markAgainst({ ...then, surfaces: then.surfaces.slice(1) }, then, onto('v1'));
  assert.deepEqual([marked.against?.ref, marked.against?.gone.length], ['v1', 1]);
  assert.deepEqual(markAgainst(then, then, onto('v1')).against?.gone, []);
  assert.match(renderTerminal(marked, { width: 100, all: false, colour: false, target: '.' }), /compared with v1: gone: /);
  assert.match(renderMarkdown(marked), /- Compared with: `v1`; gone: /);
  assert.match(renderMarkdown(markAgainst(then, then, onto('v1'))), /no surface is gone/);
});

test('what is newly published and nothing signs is told with the name that shows it and the event', () => {
  const now = sampleReport();
  const naked = { ...now.surfaces[0]!, controls: controls() };
  const here = { ...now, surfaces: [naked, ...now.surfaces.slice(1)] };
  const marked = markAgainst(here, { ...now, surfaces: now.surfaces.slice(1) }, onto('main'));
  assert.deepEqual(marked.against?.exposed, [{ surface: naked.id, name: 'lens', scenario: 'push:tag', lacks: 'signature and provenance' }]);
  const text = renderTerminal(marked, { width: 100, all: false, colour: false, target: '.' });
  assert.match(text, /on a tag push this change publishes lens, which nothing signs or attests/);
  assert.match(renderMarkdown(marked), /- Newly exposed: on a tag push this change publishes lens/);
  assert.deepEqual(markAgainst(here, here, onto('main')).against?.exposed, []);
  const unknown = { ...naked, controls: controls({ signature: evidence('unknown') }) };
  assert.deepEqual(markAgainst({ ...here, surfaces: [unknown] }, { ...now, surfaces: [] }, onto('main')).against?.exposed, [], 'what is not known is not told');
});

test('findings that the other commit had not are new, and those that it had alone are counted', () => {
  const then = sampleReport();
  const [first, second, ...rest] = then.findings;
  const marked = markAgainst({ ...then, findings: [first!, ...rest] }, { ...then, findings: [second!, ...rest] }, onto('main'));
  assert.deepEqual(
    marked.findings.map((one) => one.change ?? ''),
    ['new', ...rest.map(() => '')],
  );
  assert.deepEqual(marked.against?.cured, [second!.id]);
  assert.match(
    renderTerminal(marked, { width: 100, all: false, colour: false, target: '.' }),
    /findings: 1 new, 1 gone[^]*high {4}new: the SBOM can never be made/,
  );
});

test('a finding is not new because its file has a row of its own now', () => {
  const then = sampleReport();
  const row = then.surfaces[0]!;
  const alone = { ...row, id: 'release-asset:lens', name: 'lens', members: ['lens'] };
  const about = then.findings.find((one) => one.surface === row.id)!;
  const now = { ...then, surfaces: [alone], findings: [{ ...about, surface: alone.id, fingerprint: 'another' }] };
  assert.deepEqual(
    markAgainst(now, then, onto('main')).findings.map((one) => one.change),
    [undefined],
  );
});

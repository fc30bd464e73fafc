import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditReport, DispositionReport } from '../../src/audit/index.ts';
import { markBaseline } from '../../src/report/baseline.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { sampleDisposition, sampleReport } from '../support/sample-report.ts';

const plain = { width: 100, colour: false, all: false, target: '.' };
const sample = sampleReport();
const first = sample.findings[0]!;
/** The second says the same of another surface. */
const report: AuditReport = { ...sample, findings: [first, ...sample.findings.slice(2)] };

/** The sample report with a decision on its first finding. */
function withDecision(rest: Partial<DispositionReport> = {}): AuditReport {
  return {
    ...report,
    findings: [{ ...first, disposition: 'd' }, ...report.findings.slice(1)],
    dispositions: [{ ...sampleDisposition(), findings: [first.id], ...rest }],
  };
}

test('what is decided leaves the first list, is counted, and comes back with --all', () => {
  const text = renderTerminal(withDecision(), plain);
  assert.doesNotMatch(text, /high {4}the SBOM/);
  assert.match(text, /^ {2}decisions: 1 recorded; one finding is decided$/m);
  assert.match(renderTerminal(withDecision(), { ...plain, all: true }), /high {4}accepted: the SBOM can never be made/);
});

test('a decision that does not stand takes nothing away', () => {
  for (const [standing, words] of [
    ['due', 'due for review'],
    ['premise-changed', 'of another premise'],
    ['not-fixed', 'not fixed'],
  ] as const) {
    const text = renderTerminal(withDecision({ standing, why: 'w' }), plain);
    assert.match(text, /high {4}the SBOM can never be made/, standing);
    assert.match(text, new RegExp(`decisions: 1 recorded, 1 ${words}; 0 findings are decided`), standing);
  }
  assert.match(renderTerminal(withDecision({ disposition: 'open' }), plain), /high {4}the SBOM can never be made/, 'open');
});

test('the Markdown report counts what is open, and has a section on what is decided', () => {
  const text = renderMarkdown(withDecision());
  assert.match(text, /2 gaps are open; 1 finding is decided\./);
  assert.match(text, /### G1\. no checksum file is published/);
  assert.match(
    text,
    /## Decisions\n\n1 recorded; one finding is decided\.\n\n- \*\*accepted\*\*, `sbom-missing` \([^)]*\)[^:]*: the base image has none\n {2}- Decided by Kim on 2026-05-30\n {2}- Review by: 2027-05-30\n {2}- Record: `docs\/adr\/0902\.md`\n {2}- On: 1 finding, /,
  );
  const due = renderMarkdown(withDecision({ standing: 'due', why: 'it was to be looked at again by 2026-01-01' }));
  assert.match(due, /- Disposition: open again; accepted before, due for review: it was to be looked at again by 2026-01-01 \(high,/);
  assert.match(renderMarkdown(withDecision({ disposition: 'open' })), /- Disposition: open, the base image has none \(high,/);
  assert.doesNotMatch(renderMarkdown(sampleReport()), /## Decisions/);
});

test('what a baseline has is known, and what of it is gone is told', () => {
  const marked = markBaseline(
    report,
    { listed: [first.id, 'tag-unsigned > gone', 'tags-can-be-moved > -'], known: new Set([first.id]) },
    {
      file: 'b.json',
      asking: new Set(['tags-can-be-moved']),
    },
  );
  assert.deepEqual(marked.baseline, { file: 'b.json', gone: ['tag-unsigned > gone'] });
  const text = renderTerminal(marked, plain);
  assert.doesNotMatch(text, /high {4}the SBOM/);
  assert.match(text, /baseline b\.json: one finding is known; one of it is found no more:\s+write\s+it\s+anew/);
  assert.match(renderMarkdown(marked), /## Decisions\n\n- Baseline: b\.json: one finding is known;/);
  assert.match(renderMarkdown(marked), /2 gaps are open; 1 finding is known to the baseline\./);
});

test('the careful see what is theirs', () => {
  assert.doesNotMatch(renderTerminal(sampleReport(), plain), /its platforms are not/);
  assert.match(renderTerminal(sampleReport(), { ...plain, audience: 'careful' }), /its platforms are not/);
});

test('a report knows whose word its decisions are', async () => {
  const { whoDecided } = await import('../../src/report/decisions.ts');
  const own = { ...report, dispositions: [sampleDisposition()], configuration: { files: ['sealwright.yaml'], told: [], ignored: [] } };
  assert.equal(whoDecided(own), ', as sealwright.yaml of this checkout says');
  assert.equal(whoDecided({ ...own, dispositions: [] }), '');
  const { configuration: _, ...named } = own;
  assert.equal(whoDecided(named), '');
});

test('a list names every finding of an entry, a review the first', async () => {
  const { renderDispositions, renderReview } = await import('../../src/report/decision-list.ts');
  const findings = report.findings.slice(0, 3);
  const all = { ...report, dispositions: [{ ...sampleDisposition(), findings: findings.map((one) => one.id), standing: 'due' as const, why: 'w' }] };
  const paper = { width: 200, colour: false, target: '.' };
  assert.equal(renderDispositions(all, paper).match(/^ {2}on /gm)?.length, 3);
  const review = await renderReview(all, new Map(), paper);
  assert.equal(review.match(/^ {2}on /gm)?.length, 1);
  assert.match(review, /, and 2 more/);
});

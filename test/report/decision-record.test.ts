import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { AuditReport, DispositionReport } from '../../src/audit/index.ts';
import { renderDecisionRecord } from '../../src/report/decision-record.ts';
import { hostileReport, sampleDisposition, sampleReport } from '../support/sample-report.ts';

const options = { day: '2026-06-01', number: null, summaries: new Map([['sbom-missing', 'something has no SBOM']]) };
const sample = sampleReport();
const third = sample.findings[2]!;

function withDecision(rest: Partial<DispositionReport>): string {
  const findings = sample.findings.map((one) => (one === third ? { ...one, disposition: 'd' } : one));
  const report: AuditReport = { ...sample, findings, dispositions: [{ ...sampleDisposition(), findings: [third.id], ...rest }] };
  return renderDecisionRecord(report, options);
}

test('the sections of a record stand in their order', () => {
  const headings = renderDecisionRecord(sample, { ...options, number: '0902' })
    .split('\n')
    .filter((line) => /^#{1,2} /.test(line));
  assert.deepEqual(headings, [
    '# ADR-0902: Release-trust audit of acme/lens',
    '## Context',
    '## Decision',
    '## Consequences',
    '## Alternatives considered',
    '## References',
  ]);
});

test('what nobody decided on is open, and the record is not decided', () => {
  const text = renderDecisionRecord(sample, options);
  assert.match(text, /- Status: 3 of 3 gaps undecided, and 1 further not listed\n- Date: 2026-06-01\n/);
  assert.match(text, /\| G1 \| the SBOM can never be made: syft is not installed in this job \| high \| 2 \| OPEN \|/);
  assert.match(text, /- G1 to G3: open\. Until/);
});

test('a decision stands where its gap stood, with its reason, its end and what was not done instead', () => {
  const text = withDecision({});
  assert.match(text, /- Status: 2 of 3 gaps undecided, and 1 further not listed\n- Date: 2026-06-01\n- Deciders: Kim\n/);
  assert.match(text, /### G2\. no checksum file is published \(ACCEPTED\)\n\nthe base image has none\n\n- Surfaces: `lens, liblens\.so\*, models\.tar\.gz`\n/);
  assert.match(text, /- Decided by Kim on 2026-05-30\n- To be looked at again: by 2027-05-30\n/);
  assert.match(text, /- G2: accepted\./);
  assert.match(text, /- `lens, liblens\.so\*, models\.tar\.gz` goes out without a published digest/);
  assert.match(text, /- G2, to mend it now: mend what checksums-not-published complains of\. Not taken: the base image has none/);
  assert.match(text, /- Decision record: `docs\/adr\/0902\.md`/);
});

test('a decision that does not stand is said not to, and counts as undecided', () => {
  const text = withDecision({ standing: 'due', why: 'it was to be looked at again by 2026-01-01' });
  assert.match(text, /- Status: 3 of 3 gaps undecided/);
  assert.match(text, /\(ACCEPTED, NOT CURRENT\)/);
  assert.match(text, /- Standing: due for review: it was to be looked at again by 2026-01-01/);
  assert.match(text, /- G2: decided in a way that does not stand any more/);
  assert.doesNotMatch(text, /goes out without|Not taken: the base image/);
});

test('a decision moves no other gap, and open gaps that are not listed are counted', () => {
  const rows = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => /^\| G\d+ \|/.test(line))
      .map((line) => line.split(' | ').slice(0, 2).join(' '));
  assert.deepEqual(rows(withDecision({})), rows(renderDecisionRecord(sample, options)));
  const careful = sample.findings.map((one) => (one === third ? { ...one, audience: 'careful' as const } : one));
  const text = renderDecisionRecord({ ...sample, findings: careful }, options);
  assert.match(text, /- Status: 2 of 2 gaps undecided, and 2 further not listed\n/);
  assert.match(text, /\n2 further gaps are open and not listed here, since .*: `sealwright audit --all` lists them\.\n\n### G1\./);
  const alone = renderDecisionRecord({ ...sample, findings: careful.filter((one) => one.audience === 'careful') }, options);
  assert.match(alone, /No gap for everyone was found in what was read\. /);
});

test('what is fixed and found no more is named by what its rule complains of', () => {
  const text = withDecision({ disposition: 'fixed', findings: [] });
  assert.match(text, /\| G3 \| something has no SBOM \| – \| – \| FIXED \|/);
  assert.match(text, /- On: `sbom-missing`, of which nothing is found/);
});

test('an audit without gaps has nothing to decide', () => {
  assert.match(renderDecisionRecord({ ...sample, findings: [] }, options), /## Decision\n\nNo gap was found in what was read/);
});

interface Tree {
  readonly type: string;
  readonly url?: string;
  readonly depth?: number;
  readonly children?: readonly Tree[];
}

test('a hostile repository adds no HTML, heading or foreign link to its record', () => {
  const nodes = (tree: Tree): readonly Tree[] => [tree, ...(tree.children ?? []).flatMap(nodes)];
  const all = nodes(fromMarkdown(renderDecisionRecord(hostileReport(), options)) as Tree);
  assert.deepEqual(
    all.filter((node) => node.type === 'html' || node.type === 'code'),
    [],
  );
  assert.equal(all.filter((node) => node.type === 'heading' && (node.depth ?? 0) <= 2).length, 6);
  for (const link of all.filter((node) => node.type === 'link')) assert.doesNotMatch(link.url ?? '', /^http:\/\/h\.example/);
});

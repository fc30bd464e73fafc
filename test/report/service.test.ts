import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditReport } from '../../src/audit/index.ts';
import { renderHtml } from '../../src/report/formats/html/page.ts';
import { renderSarif } from '../../src/report/formats/sarif.ts';
import { renderSummary } from '../../src/report/formats/summary.ts';
import { renderMarkdown, renderTerminal } from '../../src/report/index.ts';
import { auditConfigured, lateInput } from '../support/little-repo.ts';
import { sampleLineage, sampleReport } from '../support/sample-report.ts';
import { sampleService } from '../support/sample-service.ts';

const terminal = { width: 100, colour: false, all: false, target: '.', audience: 'everyone' } as const;

function reportWith(service: AuditReport['service']): AuditReport {
  return { ...sampleReport(), service };
}

const api = 'https://api.github.com';

test('what was not asked takes no line', () => {
  const report = reportWith({ api: null, facts: [{ what: 'environments', answer: null, reason: 'not asked: add --online' }] });
  for (const text of [renderTerminal(report, terminal), renderMarkdown(report)]) assert.doesNotMatch(text, /environments:|the service says/i);
  assert.match(renderMarkdown(report), /no network was used/);
});

test('what is unknown for one reason is one line', () => {
  const report = reportWith({
    api,
    facts: [
      { what: 'rulesets', answer: null, reason: 'it cannot be reached' },
      { what: 'environments', answer: 'release (somebody approves)', reason: null },
      { what: 'newest release', answer: null, reason: 'it cannot be reached' },
    ],
  });
  const text = renderTerminal(report, terminal);
  assert.match(
    text,
    /the service says \(https:\/\/api\.github\.com\):\n {4}environments: release \(somebody approves\)\n {4}unknown, it cannot be reached: rulesets, newest release\n/,
  );
  assert.match(renderMarkdown(report), /- environments: release \(somebody approves\)\n- unknown, it cannot be reached: rulesets, newest release/);
  assert.doesNotMatch(renderMarkdown(report), /no network was used/);
});

test('names that the service tells are text and nothing else', () => {
  const report = reportWith({ api, facts: [{ what: 'environments', answer: 'a\u001b[2J\u202e|<img src=x>\n# `b` [c](javascript:x)', reason: null }] });
  const shown = renderTerminal(report, terminal);
  const live = ['\u001b', '\u202e'];
  assert.ok(!live.some((one) => shown.includes(one)));
  const markdown = renderMarkdown(report);
  const line = markdown.split('\n').find((one) => one.startsWith('- environments:')) ?? '';
  assert.ok(line !== '' && ![...live, '<img', '[c]('].some((one) => line.includes(one)), line);
  assert.ok(!markdown.includes('\n# `b`'));
});

test('the page, the summary and the SARIF tell it too, as text', () => {
  const evil = 'a\u001b[2J\u202e|<img src=x>\n# `b` [c](javascript:x)';
  const late = (service: AuditReport['service']) => lateInput({ report: reportWith(service), lineage: sampleLineage() }, {});
  const asked = {
    api,
    facts: [
      { what: 'rulesets', answer: evil, reason: null },
      { what: 'environments', answer: null, reason: 'it cannot be reached' },
    ],
  };
  const silent = { api: null, facts: asked.facts };
  for (const render of [renderHtml, renderSummary, renderSarif]) {
    const text = render(late(asked));
    assert.match(text, /the service says/i, render.name);
    assert.match(text, /unknown, it cannot be reached: environments/, render.name);
    const live = ['\u001b', '\u202e', ...(render === renderSarif ? [] : ['<img']), ...(render === renderSummary ? ['[c](javascript'] : [])];
    assert.deepEqual(
      live.filter((one) => text.includes(one)),
      [],
      render.name,
    );
    assert.doesNotMatch(render(late(silent)), /the service says/i, render.name);
  }
  const notes = (
    JSON.parse(renderSarif(late(asked))) as { runs: { invocations: { toolExecutionNotifications?: { level: string; message: { text: string } }[] }[] }[] }
  ).runs[0]?.invocations[0]?.toolExecutionNotifications;
  assert.ok(notes?.some((one) => one.level === 'note' && one.message.text.startsWith('the service says: unknown, it cannot be reached')));
});

test('an identity has the numbers of its repository where the service tells them', async () => {
  const workflow = `on: { push: { tags: ['v*'] } }
permissions: { contents: write, id-token: write, attestations: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
      - uses: actions/attest@v4
        with: { subject-path: lens }
      - run: gh release create "$GITHUB_REF_NAME" lens
`;
  const texts = { '.github/workflows/release.yml': workflow };
  const asked = await auditConfigured({ ...texts, 'service.json': JSON.stringify(sampleService()) }, 'acme', 'lens');
  const identity = asked.report.inventory.find((one) => one.kind === 'identity');
  assert.deepEqual([identity?.repositoryId, identity?.ownerId], ['123456', '7890']);
  assert.match(renderMarkdown(asked.report), /hold repository number `123456` and owner number `7890` \(extensions 1\.3\.6\.1\.4\.1\.57264\.1\.15 and/);
  assert.match(renderTerminal(asked.report, terminal), /numbers in certificates: repository 123456 \(extension 1\.3\.6\.1\.4\.1\.57264\.1\.15\), owner 7890/);
  const offline = (await auditConfigured(texts, 'acme', 'lens')).report;
  assert.ok(offline.inventory.every((one) => one.kind !== 'identity' || !('repositoryId' in one)));
});

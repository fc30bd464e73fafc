import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditReport } from '../../src/audit/index.ts';
import { renderMarkdown, renderTerminal } from '../../src/report/index.ts';
import { sampleReport } from '../support/sample-report.ts';

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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown, renderTerminal } from '../../src/report/index.ts';
import { auditTexts, loadRepo } from '../support/little-repo.ts';

const { report } = auditTexts(loadRepo('seed-before').texts, 'vidscore', 'vidscore');

test('the terminal counts the claims, and says nothing where there are none', () => {
  const shown = { width: 100, colour: false, all: false, target: '.' };
  assert.match(renderTerminal(report, shown), /^ {2}\d+ claims in documents: \d+ holds?, \d+ do not, \d+ cannot be told$/m);
  assert.doesNotMatch(renderTerminal({ ...report, claims: [] }, shown), /in documents:/);
});

test('the Markdown report lists them, what does not hold first', () => {
  const text = renderMarkdown(report);
  const rows = text.slice(text.indexOf('## What the documents claim')).split('\n## ')[0]!.split('\n');
  const verdicts = rows
    .filter((row) => row.startsWith('| '))
    .slice(1)
    .map((row) => row.split(' | ')[2]!);
  assert.equal(verdicts[0], 'does not hold');
  assert.equal(verdicts.at(-1), 'holds');
  assert.doesNotMatch(renderMarkdown({ ...report, claims: [] }), /What the documents claim/);
});

test('the words of a claim are escaped in both', () => {
  const [first] = report.claims;
  const claims = [{ ...first!, text: 'All <b>images</b> | are [signed](x)\u202e', verdict: 'supported' as const }];
  const text = renderMarkdown({ ...report, claims });
  assert.doesNotMatch(text, /<b>images|\u202e|\[signed\]\(x\)/);
});

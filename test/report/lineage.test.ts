import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderLineage } from '../../src/report/lineage.ts';
import { hostileText, sampleLineage } from '../support/sample-report.ts';

test('text has one edge per line with its place and what weakens it', () => {
  const text = renderLineage(sampleLineage(), undefined, 'text');
  assert.match(text, /^src -> lens {2}builds: make {2}\.github\/workflows\/release\.yml:20$/m);
  assert.match(text, /^lens -> bundle {2}signs: cosign keyless \(weakened: continue-on-error\)/m);
});

test('one surface shows its own part only', () => {
  const text = renderLineage(sampleLineage(), 'git-tag:v*', 'text');
  assert.match(text, /src -> tag/);
  assert.doesNotMatch(text, /lens/);
  assert.equal(renderLineage(sampleLineage(), 'nothing', 'text'), 'the lineage is empty\n');
});

test('drawings keep hostile labels inside their quotes', () => {
  const sample = sampleLineage();
  const hostile = {
    ...sample,
    nodes: sample.nodes.map((node) => ({ ...node, id: `${node.id}${hostileText}`, label: `${node.label}${hostileText}` })),
    edges: sample.edges.map((edge) => ({ ...edge, from: `${edge.from}${hostileText}`, to: `${edge.to}${hostileText}`, label: hostileText })),
  };
  const mermaid = renderLineage(hostile, undefined, 'mermaid');
  for (const line of mermaid.trimEnd().split('\n').slice(1))
    assert.match(line, /^ {2}n\d+(?: -\.?-?->\|"[^"<>`%{}[\]|()]*"\| n\d+|[([{/]+"[^"<>`%{}[\]|()]*"[)\]}/]+)$/);
  const dot = renderLineage(hostile, undefined, 'dot');
  for (const line of dot.trimEnd().split('\n').slice(2, -1))
    assert.match(line, /^ {2}n\d+(?: -> n\d+)? \[label="(?:[^"\\]|\\\\|\\")*"(?:, (?:shape|style)=\w+)?\];$/);
});

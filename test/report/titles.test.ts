import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSurface } from '../../src/cli/surface-name.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { titlesOf } from '../../src/report/titles.ts';
import { controls, evidence, sampleReport, surface } from '../support/sample-report.ts';

const by = (workflow: string, job: string, step = 's'): { readonly publishedBy: { workflow: string; job: string; step: string; config: string } } => ({
  publishedBy: { workflow: `.github/workflows/${workflow}`, job, step, config: '' },
});
const weak = controls({ sbom: evidence('present') });

test('rows of one name are told apart by what publishes them', () => {
  const one = surface('crate', 'lens', controls(), { id: 'one', ...by('a.yml', 'ship') });
  const two = surface('crate', 'lens', weak, { id: 'two', ...by('b.yml', 'ship') });
  const other = surface('crate', 'lamp', controls(), { id: 'other', ...by('b.yml', 'ship') });
  assert.deepEqual(
    [...titlesOf([one, two, other])],
    [
      ['one', 'lens (crate) [a.yml]'],
      ['two', 'lens (crate) [b.yml]'],
      ['other', 'lamp (crate)'],
    ],
  );
  const report = { ...sampleReport(), surfaces: [one, two, other] };
  assert.match(renderTerminal(report, { width: 140, colour: false, all: false, target: '.' }), /^ {2}lens \(crate\) \[b\.yml\] /m);
  assert.match(renderMarkdown(report), /^\| `lens \(crate\) \[b\.yml\]` /m);
  assert.equal(findSurface(report, 'lens (crate) [b.yml]').id, 'two');
});

test('as much is said as it takes', () => {
  const three = [by('a.yml', 'x'), by('a.yml', 'y'), by('b.yml', 'x')].map((part, i) => surface('crate', 'lens', controls(), { id: `${i}`, ...part }));
  assert.deepEqual([...titlesOf(three).values()], ['lens (crate) [a.yml, x]', 'lens (crate) [a.yml, y]', 'lens (crate) [b.yml, x]']);
});

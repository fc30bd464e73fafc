import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { renderLineage, renderMarkdown } from '../../src/index.ts';
import { renderSarif } from '../../src/report/formats/sarif.ts';
import { renderSummary } from '../../src/report/formats/summary.ts';
import { differences, loadExpectation } from '../support/expectation.ts';
import { auditTexts, expectedPath, expectedText, goldenNames, lateInput, loadRepo } from '../support/little-repo.ts';

/**
 * The little repositories against what was expected of them.
 *
 * `expected/surfaces.json` is written by hand, before the tool is asked, and nothing rewrites it. The text files beside
 * it (`lineage.txt`, and `report.md` and `report.sarif` where there is one) are the tool's own output, read line by line when they change:
 * `SEALWRIGHT_WRITE_EXPECTED=1` before the test command writes them anew.
 */
const write = process.env['SEALWRIGHT_WRITE_EXPECTED'] === '1';

for (const name of goldenNames()) {
  const expected = loadExpectation(name);
  const { texts: files } = loadRepo(name);
  const result = auditTexts(files, expected.git.owner, expected.git.repo);
  const { report, lineage } = result;

  test(`${name}: ${expected.about}`, () => {
    const found = differences(report, expected);
    assert.equal(found.length, 0, `\n${found.join('\n')}`);
  });

  test(`${name}: the texts are as reviewed`, () => {
    const texts = [
      { file: 'lineage.txt', got: renderLineage(lineage, undefined, 'text'), wanted: true },
      { file: 'report.md', got: renderMarkdown(report), wanted: false },
      { file: 'summary.md', got: renderSummary(lateInput(result, files)), wanted: false },
      { file: 'report.sarif', got: renderSarif(lateInput(result, files)), wanted: false },
    ];
    for (const { file, got, wanted } of texts) {
      const before = expectedText(name, file);
      if (write && (wanted || before !== undefined)) writeFileSync(expectedPath(name, file), got);
      else if (wanted || before !== undefined) assert.equal(got, before, `${name}/expected/${file}`);
    }
  });
}

test('every case of the list has a repository', () => {
  const cases = new Set(goldenNames().map((name) => loadExpectation(name).case));
  assert.deepEqual(
    [...cases].toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  );
});

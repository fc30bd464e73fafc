import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadExpectation } from '../support/expectation.ts';
import { auditTexts, expectedPath, expectedText, goldenNames, loadRepo } from '../support/little-repo.ts';
import { showFindings } from '../support/show-findings.ts';

/** The findings of every little repository, in a file of their own: read line by line when they change, as its lineage is. */
const write = process.env['SEALWRIGHT_WRITE_EXPECTED'] === '1';

for (const name of goldenNames()) {
  test(`${name}: the findings are as reviewed`, () => {
    const { git } = loadExpectation(name);
    const got = showFindings(auditTexts(loadRepo(name).texts, git.owner, git.repo).report.findings);
    if (write) writeFileSync(expectedPath(name, 'findings.txt'), got);
    else assert.equal(got, expectedText(name, 'findings.txt'), `${name}/expected/findings.txt`);
  });
}

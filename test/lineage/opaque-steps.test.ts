import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMap, isSeq } from 'yaml';
import type { Evidence } from '../../src/index.ts';
import { auditTexts, goldenNames, loadRepo, type Texts } from '../support/little-repo.ts';
import { loadExpectation } from '../support/expectation.ts';
import { editDocument, stepsOf } from '../support/mutations.ts';

const unread = { uses: 'elsewhere/unheard-of@v1', with: { path: 'dist' } };
const order = ['absent', 'partial', 'present'];

/** Every cell that is decided; what rests on a program that nobody installs is open once something unread may install it. */
function cells(texts: Texts, owner: string, repo: string): ReadonlyMap<string, Evidence> {
  const found = new Map<string, Evidence>();
  for (const row of auditTexts(texts, owner, repo).report.surfaces)
    for (const member of row.kind === 'git-tag' ? ['git tag'] : row.members)
      for (const [id, cell] of Object.entries(row.controls)) found.set(`${row.kind} ${member} by ${row.publishedBy.workflow}: ${id}`, cell);
  return found;
}

test('a step that nobody read, anywhere before another, never raises a cell', () => {
  const raised: string[] = [];
  let tried = 0;
  for (const name of goldenNames().filter((one) => one !== 'seed-before')) {
    const { owner, repo } = loadExpectation(name).git;
    const { texts } = loadRepo(name);
    const before = cells(texts, owner, repo);
    for (const step of stepsOf(texts)) {
      const changed = editDocument(texts, step.path, (document) => {
        const job = document.getIn(['jobs', step.job]);
        const steps = isMap(job) ? job.get('steps') : undefined;
        if (isSeq(steps)) steps.items.splice(step.index, 0, document.createNode(unread));
      });
      tried += 1;
      const after = cells(changed, owner, repo);
      for (const [key, was] of before) {
        const is = after.get(key);
        if (is === undefined || /is not installed/.test(was.reason ?? '') || was.status === 'not-applicable') continue;
        const better = was.status === 'unknown' ? is.status === 'present' || is.status === 'partial' : order.indexOf(is.status) > order.indexOf(was.status);
        if (better) raised.push(`${name}: before ${step.path} ${step.job}[${step.index}]: ${key}: ${was.status} became ${is.status}`);
      }
    }
  }
  assert.deepEqual(raised, []);
  assert.ok(tried > 150, `only ${tried} places were tried`);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earlierJobs, orderJobs } from '../../src/lineage/job-order.ts';
import { parseWorkflow, type Job } from '../../src/workflow/index.ts';

/** Jobs by name with what they need, as a workflow would have them. */
function jobsOf(needs: Readonly<Record<string, readonly string[]>>): readonly Job[] {
  const text = Object.entries(needs).map(([id, list]) => `  ${id}: {needs: [${list.join(', ')}], steps: [{run: x}]}\n`);
  const parsed = parseWorkflow('a.yml', `on: push\njobs:\n${text.join('')}`);
  assert.equal(parsed.kind, 'workflow');
  return parsed.kind === 'workflow' ? parsed.jobs : [];
}

const orders: readonly {
  readonly what: string;
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly order: string;
  readonly circular: string;
}[] = [
  { what: 'as written', needs: { b: [], a: [] }, order: 'b a', circular: '' },
  { what: 'after what is needed', needs: { a: ['b'], b: ['c'], c: [] }, order: 'c b a', circular: '' },
  { what: 'round by round, as written in a round', needs: { z: ['a'], a: [], y: ['a'], b: [], x: ['y', 'b'] }, order: 'a b z y x', circular: '' },
  { what: 'a circle and what waits for it', needs: { a: ['b'], b: ['a'], c: ['c'], d: ['a'], e: [] }, order: 'e', circular: 'a b c d' },
  { what: 'a need that is not there, and one named twice', needs: { a: ['gone'], b: ['a', 'a'] }, order: 'a b', circular: '' },
];

for (const row of orders) {
  test(`the order of jobs: ${row.what}`, () => {
    const order = orderJobs(jobsOf(row.needs));
    assert.equal(order.jobs.map((job) => job.id).join(' '), row.order);
    assert.equal(order.circular.map((job) => job.id).join(' '), row.circular);
  });
}

test('the jobs before a job are all that it needs, however far', () => {
  const earlier = earlierJobs(jobsOf({ a: [], b: ['a'], c: ['b'], d: [], e: ['c', 'd'], f: ['f', 'a'] }));
  assert.deepEqual([...earlier.get('e')].toSorted(), ['a', 'b', 'c', 'd']);
  assert.deepEqual([...earlier.get('a')], []);
  assert.deepEqual([...earlier.get('f')].toSorted(), ['a', 'f']);
  assert.deepEqual([...earlier.get('gone')], []);
});

test('a chain of 20,000 jobs is no deeper than one', () => {
  const jobs = jobsOf(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`j${i}`, i === 0 ? [] : [`j${i - 1}`]])));
  assert.equal(orderJobs(jobs.toReversed()).jobs[0]?.id, 'j0');
  const earlier = earlierJobs(jobs);
  for (let i = 0; i < 200; i++) assert.equal(earlier.get(`j${19_999 - i}`).size, 19_999 - i);
});

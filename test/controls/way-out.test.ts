import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotWork } from '../../src/controls/way-out.ts';

const table = [
  { reason: 'syft is not installed in this job', raise: 'install syft in this job, before the step that runs it' },
  { reason: 'syft is not installed in this job: pip install syft gives a library', raise: 'install syft in this job, from where its makers publish it' },
  {
    reason: 'the file that it attests can never be made: trivy is not installed in this job',
    raise: 'install trivy in this job, before the step that runs it',
  },
  { reason: 'the job has no permission id-token: write', raise: 'give the job the permission id-token: write' },
  { reason: 'the key cosign.key is not in the checkout, and nothing in this job makes it', raise: 'bring the key cosign.key into this job' },
  { reason: 'sboms: nothing is made of the kind package that it selects', raise: 'select what is built, or remove the entry' },
  { reason: 'cosign sign: something else', raise: 'mend the step, or remove it' },
];

test('what cannot work says what would make it work', () => {
  for (const { reason, raise } of table) {
    const answer = cannotWork(reason, { assumes: ['x'] });
    assert.deepEqual([answer.status, answer.strength, answer.reason, answer.raise, answer.assumes], ['absent', 'cannot-work', reason, raise, ['x']]);
  }
});

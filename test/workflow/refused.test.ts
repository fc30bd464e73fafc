import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseWorkflow, refusedBecause } from '../../src/workflow/index.ts';

const cases: readonly (readonly [what: string, condition: string, refused: boolean])[] = [
  ['a secret', "secrets.KEY != ''", true],
  ['a secret in brackets', "${{ github.ref_type == 'tag' && secrets['KEY'] }}", true],
  ['a variable that holds one', "env.KEY != ''", false],
  ['a text that is like one', "contains(github.event.head_commit.message, 'secrets.KEY')", false],
];

for (const [what, condition, refused] of cases)
  test(`a condition that asks for ${what}`, () => {
    const text = (job: string, step: string): string => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${job}    steps:\n      - run: make\n${step}`;
    for (const one of [text(`    if: ${condition}\n`, ''), text('', `        if: ${condition}\n`)]) {
      const workflow = parseWorkflow('r.yml', one);
      assert.ok('triggers' in workflow);
      assert.equal(refusedBecause(workflow)?.reason, refused ? 'a condition cannot ask for secrets' : undefined);
    }
  });

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedResults } from '../../src/lineage/index.ts';
import { parseWorkflow } from '../../src/workflow/index.ts';

function gate(text: string): ReturnType<typeof askedResults> {
  const parsed = parseWorkflow('w.yml', `on: push\njobs:\n  a:\n    runs-on: x\n  b:\n    runs-on: x\n  gate:\n    needs: [a, b]\n${text}`);
  assert.equal(parsed.kind, 'workflow');
  return parsed.kind === 'workflow' ? askedResults(parsed.jobs.at(-1)!) : undefined;
}

test('a gate decides by the results that it compares, and ignores those that it prints', () => {
  const run = (script: string): string => `    if: always()\n    steps:\n      - run: |\n${script.replaceAll(/^/gm, '          ')}\n`;
  const table = [
    {
      what: 'one is compared, one printed',
      text: run(`echo "\${{ needs.b.result }}"\nif [ "\${{ needs.a.result }}" != success ]; then exit 1; fi`),
      is: { decides: ['a'], ignores: ['b'] },
    },
    {
      what: 'both are compared',
      text: run(`[ "\${{ needs.a.result }}\${{ needs['b'].result }}" = successsuccess ] || exit 1`),
      is: { decides: ['a', 'b'], ignores: [] },
    },
    { what: 'all at once', text: run(`[ "\${{ contains(needs.*.result, 'failure') }}" = false ] || exit 1`), is: undefined },
    {
      what: 'handed to a tool',
      text: `    if: always()\n    steps:\n      - uses: o/gate@v1\n        with:\n          jobs: \${{ toJSON(needs) }}\n`,
      is: undefined,
    },
    {
      what: 'through a variable',
      text: `    if: always()\n    steps:\n      - env:\n          A: \${{ needs.a.result }}\n        run: test "$A" = success\n`,
      is: { decides: ['a'], ignores: ['b'] },
    },
    { what: 'none is compared: it tells, and decides nothing', text: run(`echo "\${{ needs.a.result }}"\nexit 0`), is: undefined },
    { what: 'it runs only after success', text: run('test "${{ needs.a.result }}" = success').replace('    if: always()\n', ''), is: undefined },
  ];
  for (const { what, text, is } of table) assert.deepEqual(gate(text), is, what);
});

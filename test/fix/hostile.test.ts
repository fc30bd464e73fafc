import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTexts } from '../support/plan-fixes.ts';
import { rulePairs } from '../support/rule-repos.ts';

const path = '.github/workflows/image.yml';

/** Texts by which a pattern that can read one text in several ways would never end. */
const rows: readonly { readonly what: string; readonly rule: string; readonly change: (workflow: string) => string }[] = [
  {
    what: 'variables without an end',
    rule: 'signed-by-tag',
    change: (text) => text.replace(/run: cosign sign --yes .*/, (run) => `${run} ${'$aaaaaaaa'.repeat(3_000)}`),
  },
  {
    what: 'expressions without an end',
    rule: 'signed-by-tag',
    change: (text) => text.replace(/run: cosign sign --yes .*/, (run) => `${run} ${'${'.repeat(20_000)}`),
  },
  {
    what: 'a name of many parts',
    rule: 'signed-by-tag',
    change: (text) => text.replace(/run: cosign sign --yes .*/, (run) => `${run} ${'a/'.repeat(30_000)}`),
  },
  {
    what: 'blanks before a flag',
    rule: 'sbom-attested-without-type',
    change: (text) => text.replace('cosign attest --yes', `cosign attest${' '.repeat(60_000)}--yes`),
  },
  { what: 'blanks before bars', rule: 'platforms-unsigned', change: (text) => text.replace('cosign sign --yes', `cosign sign${' '.repeat(60_000)}--yes`) },
];

for (const { what, rule, change } of rows) {
  test(`hostile: ${what}`, () => {
    const pair = rulePairs().find((one) => one.rule === rule);
    assert.ok(pair);
    const text = pair.flagged[path] ?? '';
    const changed = change(text);
    assert.notEqual(changed, text);
    // A pattern that tries every way does not come back from here.
    assert.equal(planTexts({ ...pair.flagged, 'README.md': '# lens\n', [path]: changed }, { rule }).untried, 0);
  });
}

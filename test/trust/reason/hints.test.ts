import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifySpec } from '../../../src/cli/verify/spec.ts';
import { hintOf, reasonTable } from '../../../src/trust/reason/index.ts';

test('each code says what to type next, in options that there are', () => {
  const options = new Set(verifySpec.options.flatMap((one) => one.names));
  const codes = Object.keys(reasonTable) as (keyof typeof reasonTable)[];
  assert.deepEqual(Object.keys(hintOf).toSorted(), codes.toSorted());
  for (const code of codes) {
    const hint = hintOf[code];
    assert.ok(hint.length > 20 && hint.length < 200, code);
    assert.doesNotMatch(hint, /[.!]$|^[A-Z][a-z]/, `${code}: lower case, no final stop`);
    // Nobody can leave out what was not typed.
    assert.doesNotMatch(hint, /--offline/, code);
    const own = hint.replaceAll(/(?:git tag|cosign sign-blob|gh attestation trusted-root)( --[a-z-]+)?/g, '');
    for (const [, option = ''] of own.matchAll(/--([a-z][a-z-]*)/g)) assert.ok(options.has(option), `${code}: --${option}`);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityOf } from '../../../src/recipes/written/signer.ts';

test('why there is no identity is one reason', () => {
  const signer = { workflow: undefined, ref: undefined, variables: [], issuer: 'https://issuer.example' };
  assert.deepEqual(identityOf({ ...signer, unsayable: true }), {
    why: 'the name of the workflow that signs it holds characters that cannot be put in a command',
  });
  assert.deepEqual(identityOf(signer), { why: 'it is signed by another service than GitHub Actions, whose identities are not known' });
});

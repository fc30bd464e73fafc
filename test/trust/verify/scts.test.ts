import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sigstore } from '../../../src/lab/index.ts';
import { codesOf, instance, rootOf, sign, tried } from '../../support/verify-lab.ts';

/** `leaf_index` 7, as logs with tiles put it into their timestamps. Source: C2SP static-ct-api, "SCT Extension". */
const leafIndex = Buffer.from('0000050000000007', 'hex');

function tiled(sigstore: Sigstore, options: { readonly signs: 'all' | 'all but the extension' }): Sigstore {
  const { ctLog } = sigstore;
  return {
    ...sigstore,
    ctLog: {
      ...ctLog,
      promise: (asked) => {
        if (options.signs === 'all') return ctLog.promise({ ...asked, extensions: leafIndex });
        // The extension is put in afterwards, which its signature does not cover.
        const sct = Buffer.from(ctLog.promise(asked));
        const at = 1 + 32 + 8;
        return Buffer.concat([sct.subarray(0, at), Buffer.from([0, leafIndex.length]), leafIndex, sct.subarray(at + 2)]);
      },
    },
  };
}

test('a timestamp of a log with tiles verifies with its extension, which is under its signature', () => {
  const sigstore = instance();
  const roots = [rootOf(sigstore)];
  assert.deepEqual(codesOf(tried(sign(tiled(sigstore, { signs: 'all' }), 'blob').text, { sigstore, roots })), []);
  const forged = codesOf(tried(sign(tiled(sigstore, { signs: 'all but the extension' }), 'blob').text, { sigstore, roots }));
  assert.notDeepEqual(forged, []);
});

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { readEvidence } from '../../../src/trust/bundle/index.ts';
import { pae } from '../../../src/trust/envelope/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { artifact, digestsOf, artifactBytes } from '../../support/verify-lab.ts';

const payloadType = 'application/vnd.in-toto+json';
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ digest: { sha256: digestsOf(artifactBytes).sha256 } }],
  predicateType: 'https://slsa.dev/verification_summary/v1',
  predicate: {},
};
const payload = Buffer.from(JSON.stringify(statement));

test('an envelope by a key verifies with its signature as two bare numbers, and with no others', () => {
  for (const [namedCurve, hash] of [
    ['P-256', 'sha256'],
    ['P-384', 'sha384'],
    ['P-521', 'sha512'],
  ] as const) {
    // Some in many have numbers that are shorter than the curve, and are filled up.
    for (let round = 0; round < 40; round++) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      const signature = sign(hash, pae({ payloadType, payload }), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const verdict = (bytes: Uint8Array) => {
        const envelope = { payload: payload.toString('base64'), payloadType, signatures: [{ sig: Buffer.from(bytes).toString('base64'), keyid: 'ours' }] };
        const [one] = readEvidence(Buffer.from(JSON.stringify(envelope)), 'an envelope');
        assert.equal(one?.bundle.kind, 'parsed');
        const said =
          one?.bundle.kind === 'parsed'
            ? createVerifier({ roots: [], now: 0 }).verify(one.bundle.value, artifact, { signer: { kind: 'key', spki }, artifact: { kind: 'artifact' } })
            : undefined;
        return said?.verified === true ? 'verified' : said?.reasons[0].code;
      };
      assert.equal(verdict(signature), 'verified', namedCurve);
      const changed = Buffer.from(signature);
      changed[round % changed.length] = (changed[round % changed.length] ?? 0) ^ 1;
      assert.equal(verdict(changed), 'SIGNATURE_INVALID', namedCurve);
      if (round > 0) continue;
      for (const other of [
        signature.subarray(1),
        Buffer.concat([signature, Buffer.from([0])]),
        Buffer.alloc(signature.length),
        Buffer.alloc(signature.length, 0xff),
      ])
        assert.equal(verdict(other), 'SIGNATURE_INVALID', namedCurve);
    }
  }
});

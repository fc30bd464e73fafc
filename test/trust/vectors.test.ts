import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readEvidence } from '../../src/trust/bundle/index.ts';
import { embeddedRoots, stagingRoot } from '../../src/trust/roots/index.ts';
import { createVerifier } from '../../src/trust/verify/index.ts';
import { sharedFolder } from '../support/shared.ts';

interface Expected {
  readonly file: string;
  readonly index: number;
  readonly verdict: 'verifies' | 'rejected';
  readonly identity?: string;
  readonly issuer?: string;
  readonly predicateType?: string;
  readonly subject?: readonly { readonly digest: Readonly<Record<string, string>> }[];
}

const shared = sharedFolder();
const skip = shared.kind === 'missing' ? shared.why : false;
const folder = shared.kind === 'there' ? join(shared.path, 'vectors') : '';

test('real attestations of PyPI and GitHub verify by digest, and nothing else of them does', { skip }, () => {
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as readonly Expected[];
  const verifier = createVerifier({ roots: [...embeddedRoots(), stagingRoot()], now: Date.parse('2026-11-01T00:00:00Z') });
  const wrong: string[] = [];
  for (const { file, index, verdict, identity, issuer, predicateType, subject } of expected) {
    const where = `${file} ${index}`;
    const bundle = readEvidence(readFileSync(join(folder, file)), file)[index]?.bundle;
    if (bundle === undefined || bundle.kind === 'refused') {
      if (verdict === 'verifies') wrong.push(`${where}: ${bundle?.reason.message ?? 'nothing there'}`);
      continue;
    }
    const signer =
      identity === undefined || issuer === undefined
        ? ({ kind: 'unsafely-any-identity' } as const)
        : ({ kind: 'certificate', identity: { kind: 'exact', text: identity }, issuer: { kind: 'exact', text: issuer }, extensions: {} } as const);
    const digests = subject?.[0]?.digest ?? { sha256: '0'.repeat(64) };
    const found = verifier.verify(
      bundle.value,
      { digests },
      { signer, artifact: verdict === 'verifies' ? { kind: 'artifact' } : { kind: 'unsafely-any-artifact' } },
    );
    if (found.verified !== (verdict === 'verifies')) wrong.push(`${where}: ${found.verified ? 'verified' : JSON.stringify(found.reasons)}`);
    if (!found.verified) continue;
    const { content } = found.facts;
    if (content.kind !== 'statement' || content.statement.predicateType !== predicateType) wrong.push(`${where}: another predicate`);
    // The same evidence says nothing of another artifact, and nothing by another signer.
    const elsewhere = verifier.verify(bundle.value, { digests: { sha256: '0'.repeat(64) } }, { signer, artifact: { kind: 'artifact' } });
    const another = {
      kind: 'certificate',
      identity: { kind: 'exact', text: `${identity}x` },
      issuer: { kind: 'exact', text: issuer ?? '' },
      extensions: {},
    } as const;
    const byAnother = verifier.verify(bundle.value, { digests }, { signer: another, artifact: { kind: 'artifact' } });
    if (elsewhere.verified || byAnother.verified) wrong.push(`${where}: verifies for another artifact or signer`);
  }
  assert.deepEqual(wrong, []);
  assert.equal(expected.length, 20);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { githubClaims } from '../../../src/lab/index.ts';
import { environmentDisagreements, predicateWords, provenanceOf, readPredicate, whyNoPublishing, writeStatement } from '../../../src/trust/predicate/index.ts';
import { parseStatement } from '../../../src/trust/statement/index.ts';

test('whatever is given as a predicate is read, or refused with a code', () => {
  const types = fc.oneof(fc.constantFrom(...predicateWords, 'https://acme.example/x/v1', 'https://cyclonedx.org/bom/v1.6'), fc.string());
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      types,
      (bytes, type) => {
        const read = readPredicate(bytes, type);
        if (read.kind === 'refused') assert.match(read.reason.code, /^(?:PREDICATE_MISMATCH|BUNDLE_TOO_LARGE)$/);
        else assert.equal(typeof read.value.predicate, 'object');
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever a predicate holds, what is written of it is what is read again', () => {
  const subject = { name: 'lens', digest: { sha256: 'a'.repeat(64) } };
  fc.assert(
    fc.property(fc.json(), (text) => {
      const read = readPredicate(new TextEncoder().encode(`{"held":${text}}`), 'https://acme.example/x/v1');
      if (read.kind === 'refused') return;
      const { predicate, predicateType } = read.value;
      const written = writeStatement({ subjects: [subject], predicate, predicateType });
      if (written.kind === 'refused') return;
      const again = parseStatement(written.value);
      assert.ok(again.kind === 'parsed');
      assert.deepEqual(JSON.stringify(again.value.predicate), JSON.stringify(predicate));
    }),
    { numRuns: 300 },
  );
});

test('whatever a token claims, provenance is made of it or refused, and no claim goes anywhere else than its place', () => {
  const honest = githubClaims();
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(honest)), fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.object()), (name, value) => {
      const claims = { ...honest, [name]: value };
      whyNoPublishing(claims);
      const made = provenanceOf(claims);
      if (made.kind === 'refused') return;
      environmentDisagreements(made.value.build, () => 'x');
      const { buildDefinition } = made.value.predicate as { readonly buildDefinition: { readonly externalParameters: { readonly workflow: object } } };
      assert.deepEqual(Object.keys(buildDefinition.externalParameters), ['workflow']);
      assert.deepEqual(Object.keys(buildDefinition.externalParameters.workflow), ['ref', 'repository', 'path']);
    }),
    { numRuns: 500 },
  );
});

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { olderEvidence, olderPayload } from '../../src/images/index.ts';
import { createSigstore, signBlob, signPayload, trustedRootOf, type SignOptions } from '../../src/lab/index.ts';
import { imageLayerBundle, parseBundle, type Bundle } from '../../src/trust/bundle/index.ts';
import { envelopeJson } from '../../src/trust/envelope/index.ts';
import { parseTrustedRoot } from '../../src/trust/roots/index.ts';
import { createVerifier } from '../../src/trust/verify/index.ts';
import { outcomeOf, valueOf } from '../support/push-lab.ts';

const now = Date.UTC(2026, 5, 1, 12);
const sigstore = createSigstore({ seed: 'older forms', clock: { now: () => now } });
const verifier = createVerifier({ roots: [valueOf(parseTrustedRoot(Buffer.from(JSON.stringify(trustedRootOf(sigstore))), { from: 'the lab' }))], now });
const digest = `sha256:${hash('sha256', 'an image')}`;
const payload = olderPayload({ repository: 'registry.test/acme/lens', digest });

function signed(options: SignOptions = {}): Bundle {
  return valueOf(parseBundle(Buffer.from(signBlob(sigstore, payload, options).text)));
}

test('a signature in the form of cosign 1 and 2 says what the bundle says, and verifies as it', () => {
  const written = valueOf(olderEvidence(signed({ log: 'v1' }), { payload }));
  assert.equal(written.kind, 'signature');
  const read = valueOf(
    imageLayerBundle({ mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', blob: written.bytes, annotations: written.annotations }),
  );
  const verdict = verifier.verify(
    read,
    { digests: { sha256: digest.slice(7) } },
    { signer: { kind: 'unsafely-any-identity' }, artifact: { kind: 'artifact' } },
  );
  assert.ok(verdict.verified);
  const other = verifier.verify(
    read,
    { digests: { sha256: hash('sha256', 'another image') } },
    { signer: { kind: 'unsafely-any-identity' }, artifact: { kind: 'artifact' } },
  );
  assert.ok(!other.verified);
});

test('what the older form cannot hold is refused, with what to do', () => {
  const rows: readonly { readonly what: string; readonly bundle: Bundle; readonly said: RegExp }[] = [
    { what: 'a log of version 2', bundle: signed({ log: 'v2' }), said: /^LOG_ENTRY_UNSUPPORTED cosign 1 and 2 know logs of Rekor version 1 alone/ },
    { what: 'a proof without a promise', bundle: signed({ log: 'v1', proof: 'proof' }), said: /^LOG_ENTRY_UNSUPPORTED / },
    {
      what: 'two entries',
      bundle: ((one: Bundle): Bundle => ({ ...one, logEntries: [...one.logEntries, ...one.logEntries] }))(signed({ log: 'v1' })),
      said: /^LOG_ENTRY_UNSUPPORTED .* one log entry/,
    },
  ];
  for (const { what, bundle, said } of rows) assert.match(outcomeOf(olderEvidence(bundle, { payload })), said, what);
  assert.match(outcomeOf(olderEvidence(signed({ log: 'v1' }), { predicateType: 'p' })), /^BUNDLE_UNSUPPORTED /);
});

test('an envelope is kept in the bytes that the log recorded, or not at all', () => {
  const statement = Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { sha256: digest.slice(7) } }],
      predicateType: 'https://p.test',
      predicate: {},
    }),
  );
  const made = signPayload(sigstore, { type: 'application/vnd.in-toto+json', bytes: statement }, { log: 'v1', entry: 'dsse' });
  const bundle = valueOf(parseBundle(Buffer.from(made.text)));
  const [entry] = bundle.logEntries;
  assert.ok(entry !== undefined);
  const body = JSON.parse(Buffer.from(entry.body).toString()) as { readonly spec: object };
  const of = (value: string): Bundle => {
    const other = JSON.stringify({ ...body, spec: { ...body.spec, envelopeHash: { algorithm: 'sha256', value } } });
    return { ...bundle, logEntries: [{ ...entry, body: Buffer.from(other) }] };
  };
  assert.ok(bundle.content.kind === 'envelope');
  const bytes = envelopeJson(bundle.content.envelope);
  const kept = valueOf(olderEvidence(of(hash('sha256', bytes)), { predicateType: 'https://p.test' }));
  assert.equal(Buffer.from(kept.bytes).toString(), bytes);
  assert.equal(kept.annotations['predicateType'], 'https://p.test');
  // The lab writes its envelopes in another order.
  for (const one of [bundle, of('0'.repeat(64))]) assert.match(outcomeOf(olderEvidence(one, { predicateType: 'https://p.test' })), /^LOG_ENTRY_MISMATCH /);
});

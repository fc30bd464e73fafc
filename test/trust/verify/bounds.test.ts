import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, mutations, placesOf, randomOf } from '../../../scripts/verify/mutate.ts';
import { createSigstore } from '../../../src/lab/index.ts';
import { readCertificate, readPublicKey, readTimestamp } from '../../../src/trust/der/index.ts';
import { reasonTable } from '../../../src/trust/reason/index.ts';
import { embeddedRoots } from '../../../src/trust/roots/index.ts';
import { whyNotIssued } from '../../../src/trust/verify/path.ts';
import { clock, codesOf, instance, rootOf, sign, tried } from '../../support/verify-lab.ts';

interface EntryJson {
  logIndex: string;
  integratedTime: string;
  logId: { keyId: string };
  canonicalizedBody: string;
  inclusionPromise: { signedEntryTimestamp: string };
}

/** A bundle whose promise is signed anew over another time, as a log that errs would sign it. */
function promisedAt(seconds: string): { readonly text: string; readonly sigstore: ReturnType<typeof instance> } {
  const sigstore = instance();
  const bundle = JSON.parse(sign(sigstore, 'blob', { version: '0.1' }).text) as { verificationMaterial: { tlogEntries: [EntryJson] } };
  const [entry] = bundle.verificationMaterial.tlogEntries;
  entry.integratedTime = seconds;
  const logId = Buffer.from(entry.logId.keyId, 'base64').toString('hex');
  const text = `{"body":"${entry.canonicalizedBody}","integratedTime":${seconds},"logID":"${logId}","logIndex":${entry.logIndex}}`;
  entry.inclusionPromise.signedEntryTimestamp = Buffer.from(sigstore.rekorV1.key.sign(Buffer.from(text))).toString('base64');
  return { text: JSON.stringify(bundle), sigstore };
}

test('a time that a log signed and that nobody can mean is refused', () => {
  const now = Math.floor(clock.now() / 1000);
  const codes = (seconds: string): readonly string[] => {
    const { text, sigstore } = promisedAt(seconds);
    return codesOf(tried(text, { sigstore }));
  };
  assert.deepEqual(codes(String(now + 60)), []);
  for (const seconds of ['0', '9223372036854775807', '8640000000001', '253402300800']) assert.ok(codes(seconds).includes('LOG_PROMISE_INVALID'), seconds);
  assert.deepEqual(codes('253402300799').toSorted(), ['CERTIFICATE_EXPIRED', 'TIME_IN_FUTURE']);
  assert.ok(codes(String(now + 599)).includes('TIME_IN_FUTURE'), 'within the certificate, and ahead of this machine');
  assert.deepEqual(codes(String(now + 3600)).toSorted(), ['CERTIFICATE_EXPIRED', 'TIME_IN_FUTURE']);
});

test('an authority may stand as deep as its issuer allows', () => {
  const [intermediate, root] = embeddedRoots()[0].authorities[1]?.chain ?? [];
  assert.ok(intermediate && root);
  const key = readPublicKey(root.spki);
  assert.equal(key.kind, 'parsed');
  if (key.kind !== 'parsed') return;
  const shallow = { ...root, authority: { is: true, pathLength: 1 } };
  assert.equal(whyNotIssued(intermediate, shallow, key.value, 1), undefined);
  assert.match(whyNotIssued(intermediate, shallow, key.value, 2) ?? '', /so long a path/);
  assert.match(whyNotIssued(root, intermediate, key.value, 0) ?? '', /another issuer/);
});

test('an input of any size is refused before it is read', () => {
  const large = new Uint8Array(8 * 1024 * 1024).fill(0xff);
  for (const read of [readCertificate(large), readTimestamp(large), readPublicKey(large)])
    assert.equal(read.kind === 'refused' ? read.reason.code : 'read', 'CERTIFICATE_MALFORMED');
});

test('more of an operator is not more operators', () => {
  const sigstore = instance();
  const { text } = sign(sigstore, 'blob', { timestamps: 1 });
  const enough = { logs: 1, times: 1, scts: 1 };
  assert.deepEqual(codesOf(tried(text, { sigstore, thresholds: enough })), []);
  assert.deepEqual(codesOf(tried(text, { sigstore, thresholds: { ...enough, logs: 2 } })), ['LOG_ENTRY_MISSING']);
  // The log and the timestamp authority lie below one domain, so they are one operator.
  assert.deepEqual(codesOf(tried(text, { sigstore, thresholds: { ...enough, times: 2 } })), ['TIME_MISSING']);
  assert.deepEqual(codesOf(tried(text, { sigstore, thresholds: { ...enough, scts: 2 } })), ['SCT_MISSING']);
  // A time can never be done without.
  const untimed = sign(sigstore, 'blob', { log: 'v2', timestamps: 0 });
  assert.deepEqual(codesOf(tried(untimed.text, { sigstore, thresholds: { logs: 1, times: 0, scts: 1 } })), ['TIME_MISSING']);
});

test('nothing of one root is used with another', () => {
  const [sigstore, other] = [instance(), createSigstore({ clock, seed: 'other' })];
  const { text } = sign(sigstore, 'blob');
  assert.deepEqual(codesOf(tried(text, { sigstore, roots: [rootOf(other), rootOf(sigstore)] })), []);
  assert.notDeepEqual(codesOf(tried(text, { sigstore, roots: [rootOf(other)] })), []);
  const mixed = { ...rootOf(sigstore), logs: rootOf(other).logs };
  assert.deepEqual(codesOf(tried(text, { sigstore, roots: [mixed, rootOf(other)] })), ['LOG_UNKNOWN']);
  assert.deepEqual(codesOf(tried(text, { sigstore, roots: [] })), ['CA_UNKNOWN']);
});

test('whatever is done to a bundle, the answer is a verdict', () => {
  const random = randomOf(11);
  const kinds = Object.values(mutations);
  const sigstore = instance();
  const texts = (['blob', 'statement'] as const).flatMap((content) =>
    (['v1', 'v2'] as const).map((log) => sign(sigstore, content, { log, timestamps: 1 }).text),
  );
  const facts = new Map(texts.map((text) => [text, factsOf(text)]));
  function factsOf(text: string): string | undefined {
    const verdict = tried(text, { sigstore });
    if (!verdict.verified) for (const { code } of verdict.reasons) assert.ok(Object.hasOwn(reasonTable, code), code);
    return verdict.verified ? JSON.stringify(verdict.facts, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) : undefined;
  }
  let refused = 0;
  for (let done = 0; done < 300;) {
    const text = texts[random(texts.length)] ?? '';
    const donor = JSON.parse(texts[random(texts.length)] ?? '') as unknown;
    const json = JSON.parse(text) as unknown;
    const places = placesOf(json);
    const place = places[random(places.length)];
    const mutate = kinds[random(kinds.length)];
    if (
      place === undefined ||
      mutate === undefined ||
      !apply(
        place,
        mutate(place, random, (path) => placesOf(donor).find((one) => one.path === path)?.value),
      )
    )
      continue;
    done++;
    const found = factsOf(JSON.stringify(json));
    if (found === undefined) refused++;
    // What is left out can leave a fact out; nothing that is told may be another.
    else if (found !== facts.get(text)) assert.match(place.path, /tlogEntries|Timestamps|timestampVerificationData|inclusionPromise|messageDigest/);
  }
  assert.ok(refused > 150, `${refused} refused`);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, bytesOfText, mutations, placesOf, randomOf } from '../../scripts/verify/mutate.ts';
import { verdictOn, verifyingCases, type VerifyCase } from '../../scripts/verify/cases.ts';
import { bundleJson, parseBundles } from '../../src/trust/bundle/index.ts';
import { secondOpinion } from '../../src/trust/cross-check/index.ts';
import { sharedFolder } from '../support/shared.ts';

const shared = sharedFolder();
const skip = shared.kind === 'missing' ? shared.why : false;
const cases = shared.kind === 'there' ? verifyingCases(shared.path) : [];

/** The facts of a verdict as text; undefined for a refusal. */
function factsOf(one: VerifyCase, bytes: Uint8Array): string | undefined {
  const verdict = verdictOn(one, bytes);
  return verdict.verified ? JSON.stringify(verdict.facts, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) : undefined;
}

/**
 * What a bundle says that nothing depends on. In Rekor v2 the proof's own copies of place, root and size; the hint of a key;
 * of a checkpoint the signatures of witnesses, whom the root does not name; of a timestamp the certificates that came along,
 * where the root has the authority's own.
 */
const ignored = new Map<string, readonly string[]>([
  ['verificationMaterial.tlogEntries.#.inclusionProof.logIndex', ['rekor2', 'bundle-with-sct', 'trust-root-tsa']],
  ['verificationMaterial.tlogEntries.#.inclusionProof.rootHash', ['rekor2', 'bundle-with-sct', 'trust-root-tsa']],
  ['verificationMaterial.tlogEntries.#.inclusionProof.treeSize', ['rekor2', 'bundle-with-sct', 'trust-root-tsa']],
  ['verificationMaterial.tlogEntries.#.inclusionProof.checkpoint.envelope', ['rekor2-checkpoint', 'rekor2-dsse']],
  ['verificationMaterial.publicKey.hint', ['managed-key']],
  ['verificationMaterial.timestampVerificationData.rfc3161Timestamps.#.signedTimestamp', ['']],
]);

test('a changed byte is refused, or changes nothing that is told', { skip }, () => {
  const random = randomOf(20);
  const wrong: string[] = [];
  let tried = 0;
  for (const one of cases) {
    const good = factsOf(one, one.bytes);
    assert.notEqual(good, undefined, one.name);
    const json = JSON.parse(Buffer.from(one.bytes).toString()) as unknown;
    for (const place of placesOf(json)) {
      if (typeof place.value !== 'string') continue;
      for (let i = 0; i < 2; i++) {
        if (
          !apply(
            place,
            mutations['flip']?.(place, random, () => undefined),
          )
        )
          continue;
        tried++;
        const found = factsOf(one, Buffer.from(JSON.stringify(json)));
        place.holder[place.key] = place.value;
        if (found === undefined) continue;
        const allowed = ignored.get(place.path)?.some((prefix) => one.name.startsWith(prefix)) === true;
        if (found !== good) wrong.push(`${one.name}: ${place.path} changes the facts`);
        else if (!allowed) wrong.push(`${one.name}: ${place.path} is not looked at`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(tried > 1000, `${tried} tried`);
});

test('of a timestamp, only the certificates that came along may be changed', { skip }, () => {
  const wrong: string[] = [];
  for (const name of ['rekor2-timestamp-with-embedded-cert', 'rekor2-timestamp-without-embedded-cert']) {
    const one = cases.find((two) => two.name === name);
    assert.ok(one, name);
    const json = JSON.parse(Buffer.from(one.bytes).toString()) as unknown;
    const place = placesOf(json).find(({ path }) => path.endsWith('.signedTimestamp'));
    const bytes = bytesOfText(String(place?.value));
    assert.ok(place && bytes, name);
    // `[0] IMPLICIT CertificateSet` follows the content, which is the first value of that tag after TSTInfo.
    const start = name.includes('without') ? bytes.length : bytes.indexOf(Buffer.from([0xa0, 0x82]), 200);
    const length = start < bytes.length ? 4 + bytes.readUInt16BE(start + 2) : 0;
    // Granted, or granted with modifications: a token comes with both.
    const statusAt = 8;
    for (let i = 2; i < bytes.length; i += 3) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
      place.holder[place.key] = changed.toString('base64');
      if (factsOf(one, Buffer.from(JSON.stringify(json))) !== undefined && i !== statusAt && (i < start || i >= start + length))
        wrong.push(`${name}: byte ${i}`);
    }
  }
  assert.deepEqual(wrong, []);
});

/** What ours accepts and @sigstore/verify does not, each with its reason. */
const explained: readonly RegExp[] = [
  // The digest in a message signature is a hint, and may be left out.
  /^(?:drop|retype) of messageSignature\.messageDigest$/,
  // In Rekor v2 the index of the proof is not to be looked at.
  /^\w+ of verificationMaterial\.tlogEntries\.#\.inclusionProof\.logIndex$/,
  // In version 0.1 a promise is enough; the other verifier throws a TypeError.
  /^drop of verificationMaterial\.tlogEntries\.#\.inclusionProof\.checkpoint(?:\.envelope)?$/,
  // Of the certificates that came along with a timestamp nothing is read unless it is needed.
  /^flip of .*\.signedTimestamp$/,
  // A key that the policy names needs no log and no time.
  /^(?:drop|retype|empty) of verificationMaterial\.(?:tlogEntries(?:\.#(?:\.inclusionPromise)?)?|timestampVerificationData(?:\.rfc3161Timestamps(?:\.#)?)?)$/,
];

test('mutated bundles: what @sigstore/verify refuses is refused, but for what is explained', { skip }, () => {
  const random = randomOf(4);
  const wrong: string[] = [];
  const kinds = Object.entries(mutations);
  const count = { both: 0, oursAlone: 0 };
  for (let done = 0; done < 400;) {
    const one = cases[random(cases.length)];
    const [kind, mutate] = kinds[random(kinds.length)] ?? [];
    const json = JSON.parse(Buffer.from(one?.bytes ?? '').toString()) as unknown;
    const places = placesOf(json);
    const place = places[random(places.length)];
    if (one === undefined || mutate === undefined || place === undefined) break;
    const donor = JSON.parse(Buffer.from(cases[random(cases.length)]?.bytes ?? '').toString()) as unknown;
    if (
      !apply(
        place,
        mutate(place, random, (path) => placesOf(donor).find((two) => two.path === path)?.value),
      )
    )
      continue;
    done++;
    const text = JSON.stringify(json);
    const ours = factsOf(one, Buffer.from(text)) !== undefined;
    const theirs = secondOpinion({ json: JSON.parse(text) as unknown, artifact: one.content, root: one.root, key: one.key }).kind === 'accepts';
    const what = `${kind} of ${place.path}`;
    if (ours && !theirs && !explained.some((pattern) => pattern.test(what))) wrong.push(`${one.name}: ${what}`);
    if (ours === theirs) count.both++;
    else if (!ours) count.oursAlone++;
  }
  assert.deepEqual(wrong, []);
  assert.ok(count.both > 100 && count.oursAlone > 0, JSON.stringify(count));
});

test('a bundle read and written again is the same to another verifier', { skip }, () => {
  for (const one of cases) {
    const read = parseBundles(one.bytes);
    const [bundle] = read.kind === 'parsed' ? read.value : [];
    assert.equal(bundle?.kind, 'parsed', one.name);
    if (bundle?.kind !== 'parsed') continue;
    const opinion = secondOpinion({ json: bundleJson(bundle.value), artifact: one.content, root: one.root, key: one.key });
    assert.deepEqual(opinion, { kind: 'accepts' }, one.name);
  }
});

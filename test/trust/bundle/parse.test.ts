import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBundle, parseBundles } from '../../../src/trust/bundle/index.ts';
import { bundleJson, envelopeJson, logEntryJson } from '../../support/bundle-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (value: unknown) => parseBundle(bytes(JSON.stringify(value)));
const chain = { x509CertificateChain: { certificates: [{ rawBytes: 'bGVhZg==' }, { rawBytes: 'Y2E=' }] } };
const { inclusionPromise, inclusionProof, ...bareEntry } = logEntryJson;
const { certificate, ...withoutCertificate } = bundleJson.verificationMaterial;
const message = { messageDigest: { algorithm: 'SHA2_256', digest: 'AAAA' }, signature: 'AQID' };

function at(version: string, material: object, tlogEntries: readonly object[]) {
  return {
    mediaType: `application/vnd.dev.sigstore.bundle+json;version=${version}`,
    verificationMaterial: { ...material, tlogEntries },
    dsseEnvelope: envelopeJson,
  };
}

test('a bundle is read with its bytes decoded', () => {
  assert.deepEqual(read(bundleJson), {
    kind: 'parsed',
    value: {
      mediaType: bundleJson.mediaType,
      version: '0.3',
      content: {
        kind: 'envelope',
        envelope: { payloadType: 'application/vnd.in-toto+json', payload: Buffer.from('{}'), signatures: [{ sig: Buffer.from('sig'), keyid: '' }] },
      },
      material: { kind: 'certificate', chain: [Buffer.from('leaf')] },
      logEntries: [
        {
          logIndex: 12n,
          logKeyId: Buffer.from('log'),
          kind: 'dsse',
          version: '0.0.1',
          integratedTime: 1_700_000_000n,
          promise: Buffer.from('set'),
          proof: { logIndex: 3n, rootHash: Buffer.from('root'), treeSize: 4n, hashes: [Buffer.from('one')], checkpoint: 'log\n4\nroot\n\n' },
          body: Buffer.from('{}'),
        },
      ],
      timestamps: [Buffer.from('time')],
    },
  });
});

test('each version takes what it asks for', () => {
  const table = [
    { what: '0.1 with a promise alone', value: at('0.1', chain, [{ ...bareEntry, inclusionPromise }]), kind: 'parsed' },
    { what: '0.1 with a proof alone', value: at('0.1', chain, [{ ...bareEntry, inclusionProof }]), kind: 'parsed' },
    { what: '0.1 with neither', value: at('0.1', chain, [bareEntry]), kind: 'refused' },
    { what: '0.2 with a proof', value: at('0.2', chain, [{ ...bareEntry, inclusionProof }]), kind: 'parsed' },
    { what: '0.2 with a promise alone', value: at('0.2', chain, [{ ...bareEntry, inclusionPromise }]), kind: 'refused' },
    {
      what: '0.2 with a proof without checkpoint',
      value: at('0.2', chain, [{ ...bareEntry, inclusionProof: { ...inclusionProof, checkpoint: undefined } }]),
      kind: 'refused',
    },
    { what: '0.2 with a single certificate', value: at('0.2', { certificate }, []), kind: 'refused' },
    { what: '0.3 with a single certificate', value: at('0.3', { certificate }, [logEntryJson]), kind: 'parsed' },
    { what: '0.3 with a chain', value: at('0.3', chain, [logEntryJson]), kind: 'refused' },
    { what: '0.3 with one entry of two without proof', value: at('0.3', { certificate }, [logEntryJson, { ...bareEntry, inclusionPromise }]), kind: 'refused' },
    { what: '0.3 with no entry', value: at('0.3', { certificate }, []), kind: 'parsed' },
    { what: '0.3 with a key without a hint', value: at('0.3', { publicKey: {} }, [logEntryJson]), kind: 'parsed' },
    { what: '0.4', value: at('0.4', { certificate }, [logEntryJson]), kind: 'refused' },
    { what: 'a version with more behind it', value: at('0.3.1', { certificate }, [logEntryJson]), kind: 'refused' },
    { what: 'a media type in capitals', value: { ...bundleJson, mediaType: bundleJson.mediaType.toUpperCase() }, kind: 'refused' },
  ];
  for (const { what, value, kind } of table) assert.equal(read(value).kind, kind, what);
});

test('bundles that are none, or say two things, are refused', () => {
  const { dsseEnvelope, ...rest } = bundleJson;
  const entry = (change: object) => ({
    ...bundleJson,
    verificationMaterial: { ...bundleJson.verificationMaterial, tlogEntries: [{ ...logEntryJson, ...change }] },
  });
  const table = [
    { what: 'no media type', value: { ...bundleJson, mediaType: undefined } },
    { what: 'no content', value: rest },
    { what: 'two contents', value: { ...bundleJson, messageSignature: message } },
    { what: 'no material', value: { ...bundleJson, verificationMaterial: undefined } },
    { what: 'no certificate and no key', value: { ...bundleJson, verificationMaterial: withoutCertificate } },
    { what: 'a certificate and a key', value: { ...bundleJson, verificationMaterial: { ...bundleJson.verificationMaterial, publicKey: { hint: 'k' } } } },
    { what: 'an empty certificate', value: { ...bundleJson, verificationMaterial: { ...withoutCertificate, certificate: { rawBytes: '' } } } },
    { what: 'an empty chain', value: at('0.1', { x509CertificateChain: { certificates: [] } }, []) },
    {
      what: 'two signatures',
      value: { ...bundleJson, dsseEnvelope: { ...dsseEnvelope, signatures: [...dsseEnvelope.signatures, ...dsseEnvelope.signatures] } },
    },
    {
      what: 'a certificate beside the signature',
      value: { ...bundleJson, dsseEnvelope: { ...dsseEnvelope, signatures: [{ ...dsseEnvelope.signatures[0], cert: 'x' }] } },
    },
    { what: 'a field that is not known', value: { ...bundleJson, extra: 1 } },
    { what: 'a field that is not known, deep down', value: entry({ logId: { keyId: 'AAAA', other: 1 } }) },
    { what: 'a message without a signature', value: { ...rest, messageSignature: { ...message, signature: '' } } },
    { what: 'a hash algorithm that is not known', value: { ...rest, messageSignature: { ...message, messageDigest: { algorithm: 'MD5', digest: 'AAAA' } } } },
    { what: 'a log entry without a body', value: entry({ canonicalizedBody: undefined }) },
    { what: 'a log entry without a kind', value: entry({ kindVersion: {} }) },
    { what: 'a negative index', value: entry({ logIndex: '-1' }) },
    { what: 'a giant index', value: entry({ logIndex: '99999999999999999999' }) },
    { what: 'a time with a fraction', value: entry({ integratedTime: 1.5 }) },
    { what: 'an index twice in two spellings', value: entry({ log_index: '3' }) },
    { what: 'too many hashes', value: entry({ inclusionProof: { ...inclusionProof, hashes: Array.from({ length: 65 }, () => 'AAAA') } }) },
    { what: 'a giant checkpoint', value: entry({ inclusionProof: { ...inclusionProof, checkpoint: { envelope: 'x'.repeat(70_000) } } }) },
    {
      what: 'too many entries',
      value: { ...bundleJson, verificationMaterial: { ...bundleJson.verificationMaterial, tlogEntries: Array.from({ length: 33 }, () => logEntryJson) } },
    },
    { what: 'a list', value: [bundleJson] },
    { what: 'null', value: null },
  ];
  for (const { what, value } of table) assert.equal(read(value).kind, 'refused', what);
});

test('defaults that protobuf-JSON leaves out are 0, and its other spelling is the same bundle', () => {
  const { logIndex, integratedTime, ...less } = logEntryJson;
  const read0 = read({ ...bundleJson, verificationMaterial: { ...bundleJson.verificationMaterial, tlogEntries: [less], publicKey: null } });
  assert.deepEqual(read0.kind === 'parsed' && [read0.value.logEntries[0]?.logIndex, read0.value.logEntries[0]?.integratedTime], [0n, 0n]);
  assert.deepEqual([logIndex, integratedTime], ['12', '1700000000']);
  const snake = JSON.stringify(bundleJson).replaceAll(
    /"([a-z0-9]+(?:[A-Z][a-z0-9]*)+)":/g,
    (_, key: string) => `"${key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}":`,
  );
  assert.match(snake, /"media_type".*"canonicalized_body"/);
  assert.deepEqual(parseBundle(bytes(snake)), read(bundleJson));
});

test('a message signature is read with its hint', () => {
  const { dsseEnvelope: _, ...rest } = bundleJson;
  for (const algorithm of ['SHA2_256', 1]) {
    const one = read({ ...rest, messageSignature: { ...message, messageDigest: { algorithm, digest: 'AAAA' } } });
    assert.deepEqual(one.kind === 'parsed' && one.value.content, {
      kind: 'message',
      signature: Buffer.from([1, 2, 3]),
      digest: { algorithm: 'sha256', value: Buffer.from([0, 0, 0]) },
    });
  }
  const bare = read({ ...rest, messageSignature: { signature: 'AQID' } });
  assert.deepEqual(bare.kind === 'parsed' && bare.value.content, { kind: 'message', signature: Buffer.from([1, 2, 3]) });
});

test('files of one bundle, set out or not, and of one on each line', () => {
  const line = JSON.stringify(bundleJson);
  const kinds = (text: string) => {
    const many = parseBundles(bytes(text));
    return many.kind === 'parsed' ? many.value.map((one) => one.kind) : many.reason.code;
  };
  assert.deepEqual(kinds(line), ['parsed']);
  assert.deepEqual(kinds(`\r\n ${line}\r\n\n`), ['parsed']);
  assert.deepEqual(kinds(JSON.stringify(bundleJson, null, 2)), ['parsed']);
  assert.deepEqual(kinds(`${line}\n${line}`), ['parsed', 'parsed']);
  assert.deepEqual(kinds(`${line}\n{}\n${line}\ngarbage\n`), ['parsed', 'refused', 'parsed', 'refused']);
  assert.deepEqual(kinds(`${line}${line}`), ['refused']);
  assert.deepEqual(kinds(`${JSON.stringify(bundleJson, null, 2)}\n{}`), ['refused']);
  assert.deepEqual(kinds(' \n'), 'BUNDLE_MALFORMED');
  assert.deepEqual(kinds(''), 'BUNDLE_MALFORMED');
  assert.deepEqual(kinds('{}\n'.repeat(5_000)), 'BUNDLE_TOO_LARGE');
});

test('a bundle in which anything was changed gives a bundle or a reason', () => {
  const text = JSON.stringify(bundleJson);
  const pieces = fc.constantFrom('"', '{', '}', '[', ']', 'null', '0', '-1', '1e400', '"__proto__"', '\\', '\u{0}', ',', ':');
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.nat(12), pieces, (from, length, piece) => {
      assert.ok(['parsed', 'refused'].includes(parseBundles(bytes(text.slice(0, from) + piece + text.slice(from + length))).kind));
    }),
    { numRuns: 1000 },
  );
  fc.assert(fc.property(fc.jsonValue(), (value) => ['parsed', 'refused'].includes(read({ ...bundleJson, verificationMaterial: value }).kind)));
});

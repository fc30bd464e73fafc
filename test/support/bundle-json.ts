const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A log entry of Rekor v1 as protobuf-JSON, in form alone: nothing in it is signed. */
export const logEntryJson = {
  logIndex: '12',
  logId: { keyId: base64('log') },
  kindVersion: { kind: 'dsse', version: '0.0.1' },
  integratedTime: '1700000000',
  inclusionPromise: { signedEntryTimestamp: base64('set') },
  inclusionProof: { logIndex: '3', rootHash: base64('root'), treeSize: '4', hashes: [base64('one')], checkpoint: { envelope: 'log\n4\nroot\n\n' } },
  canonicalizedBody: base64('{}'),
};

export const envelopeJson = { payload: base64('{}'), payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: base64('sig'), keyid: '' }] };

/** A bundle of version 0.3 in form alone, for tests of readers. */
export const bundleJson = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: {
    certificate: { rawBytes: base64('leaf') },
    tlogEntries: [logEntryJson],
    timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: base64('time') }] },
  },
  dsseEnvelope: envelopeJson,
};

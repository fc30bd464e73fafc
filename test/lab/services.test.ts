import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { initTUF } from '@sigstore/tuf';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';
import { issueLeaf } from '../../src/lab/ca/authority.ts';
import { extension } from '../../src/lab/ca/certificate.ts';
import { nullValue } from '../../src/lab/der/write.ts';
import { githubIdentity, makeKey, networkFaults, startLab, type Lab, type NetworkFault } from '../../src/lab/index.ts';

const clock = { now: () => Date.now() };
const artifact = Buffer.from('an artifact that goes over HTTP');

async function post(url: string, body: object | Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body), headers });
}

describe('a signer that knows the addresses alone', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({ clock });
  });
  after(() => lab.close());

  /** As a step of a workflow gets it. */
  async function ambientToken(): Promise<string> {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = lab.oidc.runnerEnvironment;
    const reply = await fetch(`${url}&audience=sigstore`, { headers: { authorization: `Bearer ${token}` } });
    return ((await reply.json()) as { readonly value: string }).value;
  }

  async function certificateFor(
    token: string,
    subject: string,
  ): Promise<{ readonly status: number; readonly leaf: string; readonly key: ReturnType<typeof newKey> }> {
    const key = newKey();
    const reply = await post(`${lab.fulcio.url}/api/v2/signingCert`, {
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: {
        publicKey: { algorithm: 'ECDSA', content: key.publicKey.export({ format: 'pem', type: 'spki' }) },
        proofOfPossession: sign('sha256', Buffer.from(subject), key.privateKey).toString('base64'),
      },
    });
    const body = (await reply.json()) as { readonly signedCertificateEmbeddedSct?: { readonly chain: { readonly certificates: readonly string[] } } };
    return { status: reply.status, leaf: body.signedCertificateEmbeddedSct?.chain.certificates[0] ?? '', key };
  }

  const newKey = (): ReturnType<typeof generateKeyPairSync> & object => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = 'repo:acme/lens:ref:refs/tags/v1.2.3';
  const derOf = (pem: string): string => pem.replaceAll(/-----[^-]+-----|\s/g, '');

  for (const log of ['v1', 'v2'] as const) {
    test(`gets a bundle that another verifier accepts, with a log of ${log}`, async () => {
      const { leaf, key, status } = await certificateFor(await ambientToken(), subject);
      assert.equal(status, 200);
      const signature = sign('sha256', artifact, key.privateKey).toString('base64');
      const digest = createHash('sha256').update(artifact).digest();
      const stamped = await post(lab.sigstore.urls.tsa, timestampQuery(createHash('sha256').update(Buffer.from(signature, 'base64')).digest()));
      assert.equal(stamped.status, 201);
      const entry = log === 'v1' ? await loggedV1({ leaf, digest, signature }) : await loggedV2({ leaf, digest, signature });
      const bundle = {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: {
          certificate: { rawBytes: derOf(leaf) },
          tlogEntries: [entry],
          timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: Buffer.from(await stamped.arrayBuffer()).toString('base64') }] },
        },
        messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') }, signature },
      };
      const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(lab.trustedRoot)), { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 });
      verifier.verify(toSignedEntity(bundleFromJSON(bundle), artifact));
      assert.throws(() => verifier.verify(toSignedEntity(bundleFromJSON(bundle), Buffer.from('another artifact'))));
    });
  }

  async function loggedV1(signed: { readonly leaf: string; readonly digest: Buffer; readonly signature: string }): Promise<object> {
    const reply = await post(`${lab.rekorV1.url}/api/v1/log/entries`, {
      kind: 'hashedrekord',
      apiVersion: '0.0.1',
      spec: {
        data: { hash: { algorithm: 'sha256', value: signed.digest.toString('hex') } },
        signature: { content: signed.signature, publicKey: { content: Buffer.from(signed.leaf).toString('base64') } },
      },
    });
    assert.equal(reply.status, 201);
    const [entry] = Object.values((await reply.json()) as Readonly<Record<string, V1Entry>>);
    assert.ok(entry);
    const base = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
    const proof = entry.verification.inclusionProof;
    return {
      logIndex: String(entry.logIndex),
      logId: { keyId: base(entry.logID) },
      kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
      integratedTime: String(entry.integratedTime),
      inclusionPromise: { signedEntryTimestamp: entry.verification.signedEntryTimestamp },
      inclusionProof: {
        logIndex: String(proof.logIndex),
        rootHash: base(proof.rootHash),
        treeSize: String(proof.treeSize),
        hashes: proof.hashes.map(base),
        checkpoint: { envelope: proof.checkpoint },
      },
      canonicalizedBody: entry.body,
    };
  }

  async function loggedV2(signed: { readonly leaf: string; readonly digest: Buffer; readonly signature: string }): Promise<object> {
    const reply = await post(`${lab.rekorV2.url}/api/v2/log/entries`, {
      hashedRekordRequestV002: {
        digest: signed.digest.toString('base64'),
        signature: { content: signed.signature, verifier: { x509Certificate: { rawBytes: derOf(signed.leaf) }, keyDetails: 'PKIX_ECDSA_P256_SHA_256' } },
      },
    });
    assert.equal(reply.status, 201);
    return (await reply.json()) as object;
  }

  test('gets a timestamp for a precertificate, over what the certificate will be', async () => {
    const { ca, ctLog } = lab.sigstore;
    const promised: { body?: Uint8Array; issuerSpki?: Uint8Array } = {};
    const watched = { ...ctLog, promise: (asked: Parameters<typeof ctLog.promise>[0]) => ctLog.promise(Object.assign(promised, asked)) };
    const { spki } = makeKey({ seed: 'precertificate', algorithm: 'p256' });
    const leaf = { chain: ca, identity: githubIdentity(), spki, at: Date.now(), ctLogs: [watched] };
    issueLeaf(leaf);
    // The same serial number again, with the extension that makes it none.
    const chain = { ...ca, nextSerial: () => serialOf(promised.body ?? new Uint8Array()) };
    const poison = extension('1.3.6.1.4.1.11129.2.4.3', nullValue(), 'critical');
    const precertificate = issueLeaf({ ...leaf, chain, ctLogs: [], moreExtensions: [poison] });
    const body = { chain: [precertificate, ca.certificates[0]].map((der) => Buffer.from(der).toString('base64')) };
    const reply = await post(`${ctLog.url}/ct/v1/add-pre-chain`, body);
    assert.equal(reply.status, 200);
    const sct = (await reply.json()) as { readonly timestamp: number; readonly signature: string };
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(sct.timestamp));
    const length = Buffer.alloc(3);
    length.writeUIntBE(promised.body?.length ?? 0, 0, 3);
    const issuer = createHash('sha256').update(ca.key.spki).digest();
    const signed = Buffer.concat([Buffer.from([0, 0]), time, Buffer.from([0, 1]), issuer, length, promised.body ?? Buffer.alloc(0), Buffer.from([0, 0])]);
    // Algorithms and length come before the signature.
    assert.ok(verify('sha256', signed, ctLog.key.publicKey, Buffer.from(sct.signature, 'base64').subarray(4)));
    assert.equal((await post(`${ctLog.url}/ct/v1/add-pre-chain`, { chain: body.chain.slice(1) })).status, 400);
  });

  test('gets nothing for a token of another issuer, one that has expired, or without the key', async () => {
    assert.equal((await certificateFor('a.b.c', subject)).status, 401);
    assert.equal((await certificateFor(lab.oidc.tokenFor({}, { lifetime: -60 }), subject)).status, 401);
    assert.equal((await certificateFor(lab.oidc.tokenFor({}, { audience: 'another' }), subject)).status, 401);
    assert.equal((await certificateFor(lab.oidc.tokenFor(), 'another subject')).status, 400);
    assert.equal((await certificateFor(lab.oidc.tokenFor(), subject)).status, 200);
  });

  test('gets no token without the secret of the runner', async () => {
    assert.equal((await fetch(lab.oidc.runnerEnvironment.ACTIONS_ID_TOKEN_REQUEST_URL)).status, 401);
  });

  test('logs nothing that is not signed', async () => {
    const { leaf, key } = await certificateFor(lab.oidc.tokenFor(), subject);
    const digest = createHash('sha256').update(artifact).digest();
    const signature = sign('sha256', Buffer.from('another'), key.privateKey).toString('base64');
    await assert.rejects(loggedV1({ leaf, digest, signature }), /400/);
    await assert.rejects(loggedV2({ leaf, digest, signature }), /400/);
  });

  test('finds an entry of version 1 again, once', async () => {
    const { leaf, key } = await certificateFor(lab.oidc.tokenFor(), subject);
    const digest = createHash('sha256').update(artifact).digest();
    const signed = { leaf, digest, signature: sign('sha256', artifact, key.privateKey).toString('base64') };
    const entry = (await loggedV1(signed)) as { readonly logIndex: string; readonly canonicalizedBody: string };
    await assert.rejects(loggedV1(signed), /409/);
    const found = await fetch(`${lab.rekorV1.url}/api/v1/log/entries?logIndex=${entry.logIndex}`);
    const [again] = Object.values((await found.json()) as Readonly<Record<string, V1Entry>>);
    assert.equal(again?.body, entry.canonicalizedBody);
  });

  test('gets the trusted root by The Update Framework, also after a rotation of its key', async () => {
    const cachePath = mkdtempSync(join(tmpdir(), 'sealwright-lab-'));
    const rootPath = join(cachePath, 'given.json');
    writeFileSync(rootPath, lab.tuf.root());
    const wanted = JSON.stringify(lab.trustedRoot);
    for (const folder of ['before', 'after']) {
      const client = await initTUF({ mirrorURL: lab.tuf.url, rootPath, cachePath: join(cachePath, folder), forceInit: true, timeout: 2000, retry: 0 });
      assert.equal(await client.getTarget('trusted_root.json'), wanted);
      lab.tuf.rotate();
    }
    lab.tuf.misbehave('changed-byte', { path: '/timestamp.json' });
    await assert.rejects(initTUF({ mirrorURL: lab.tuf.url, rootPath, cachePath: join(cachePath, 'spoiled'), forceInit: true, timeout: 2000, retry: 0 }));
    rmSync(cachePath, { recursive: true });
  });
});

/** The serial number in the signed part of a certificate. Source: RFC 5280 section 4.1. */
function serialOf(body: Uint8Array): Buffer {
  const bytes = Buffer.from(body);
  const start = bytes.indexOf(Buffer.from('a003020102', 'hex')) + 5;
  return bytes.subarray(start + 2, start + 2 + (bytes[start + 1] ?? 0));
}

interface V1Entry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly checkpoint: string;
      readonly hashes: readonly string[];
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
    };
  };
}

/** A `TimeStampReq` over a SHA-256 digest that asks for the certificate, byte by byte. Source: RFC 3161 section 2.4.1. */
function timestampQuery(digest: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('30390201013031300d060960864801650304020105000420', 'hex'), digest, Buffer.from('0101ff', 'hex')]);
}

describe('a service that was asked to misbehave', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({ clock });
  });
  after(() => lab.close());

  /** What a careful client sees: the status and length, or that nothing usable came. */
  async function seen(fault: NetworkFault): Promise<string> {
    lab.fulcio.misbehave(fault);
    const control = new AbortController();
    // A stall is seen soon; whatever ends by itself has the time that a busy machine needs.
    const patience = setTimeout(() => control.abort(), fault.startsWith('stall') ? 300 : 30_000);
    try {
      const reply = await fetch(`${lab.fulcio.url}/api/v2/trustBundle`, { redirect: 'manual', signal: control.signal });
      let length = 0;
      for await (const piece of reply.body ?? []) {
        length += (piece as Uint8Array).length;
        if (length > 4_000_000) return 'too long';
      }
      return [reply.status, length === 0 ? 'empty' : 'body', reply.headers.get('location') ?? reply.headers.get('link')]
        .filter((one) => one !== null)
        .join(' ');
    } catch {
      return control.signal.aborted ? 'nothing in time' : 'cut off';
    } finally {
      clearTimeout(patience);
      lab.fulcio.behave();
    }
  }

  const expected: Readonly<Record<NetworkFault, RegExp>> = {
    'server-error': /^500 body/,
    unavailable: /^503 body/,
    'rate-limited': /^429 body/,
    'rate-limited-as-forbidden': /^403 body/,
    unauthorized: /^401 body/,
    'not-found': /^404 body/,
    reset: /^cut off$/,
    stall: /^nothing in time$/,
    'stall-in-body': /^nothing in time$/,
    'truncated-body': /^cut off$/,
    'endless-body': /^too long$/,
    'packed-bomb': /^too long$/,
    'empty-body': /^200 empty$/,
    'not-json': /^200 body$/,
    'deep-json': /^200 body$/,
    'changed-byte': /^200 body$/,
    'redirect-elsewhere': /^307 empty http:\/\/127\.0\.0\.1:\d+\/api\/v2\/trustBundle$/,
    'redirect-loop': /^307 empty \/api\/v2\/trustBundle$/,
    'page-loop': /^200 body <http:\/\/127\.0\.0\.1:\d+\/api\/v2\/trustBundle>; rel="next"$/,
  };

  for (const fault of Object.keys(networkFaults) as NetworkFault[]) {
    test(`does so: ${fault}`, async () => {
      assert.match(await seen(fault), expected[fault]);
    });
  }

  test('answers again afterwards, and only so often otherwise', async () => {
    const status = async (): Promise<number> => (await fetch(`${lab.fulcio.url}/api/v2/trustBundle`)).status;
    assert.equal(await status(), 200);
    lab.fulcio.misbehave('server-error', { times: 2, path: '/api/v2' });
    assert.deepEqual([await status(), await status(), await status()], [500, 500, 200]);
  });
});

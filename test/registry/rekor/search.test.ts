import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { signBlob, signStatement, startLab, type Lab, type Signed } from '../../../src/lab/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { searchLog } from '../../../src/registry/rekor/index.ts';
import { withLogged } from '../../../src/subjects/logged.ts';
import { detachedBundle, parseRekorEntries, readEvidence, withLogEntries, type Offered } from '../../../src/trust/bundle/index.ts';
import { parseTrustedRoot } from '../../../src/trust/roots/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { serveApi } from '../../support/api-server.ts';
import { outside } from '../../support/outside.ts';

const now = Date.UTC(2026, 5, 1, 12);
const app = Buffer.from('the program');
const sha256 = createHash('sha256').update(app).digest('hex');
const artifact = { digests: { sha256 }, read: () => [app] };
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ digest: { sha256 } }],
  predicateType: 'https://slsa.dev/provenance/v0.2',
  predicate: {},
};

async function lab(t: TestContext): Promise<Lab> {
  const started = await startLab({ clock: { now: () => now } });
  t.after(() => started.close());
  return started;
}

function verdicts(offered: readonly Offered[], { trustedRoot }: Lab): readonly string[] {
  const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)), { from: 'the lab' });
  const verifier = createVerifier({ roots: root.kind === 'parsed' ? [root.value] : [], now });
  return offered.map(({ bundle }) => {
    if (bundle.kind === 'refused') return bundle.reason.code;
    const verdict = verifier.verify(bundle.value, artifact, { signer: { kind: 'unsafely-any-identity' }, artifact: { kind: 'artifact' } });
    return verdict.verified ? 'verified' : verdict.reasons[0].code;
  });
}

/** Logs a signature as its signer did, and forgets the answer. */
async function logged({ rekorV1 }: Lab, proposal: object): Promise<void> {
  const answer = await fetch(`${rekorV1.url}/api/v1/log/entries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(proposal),
  });
  assert.equal(answer.status, 201, await answer.text());
}

const pemOf = (signed: Signed) => Buffer.from(signed.certificatePem ?? '').toString('base64');
const none: Parameters<typeof signBlob>[2] = { log: 'none', timestamps: 0 };

/** An envelope as SLSA's older generators wrote it: the certificate beside the signature, and no entry. */
function envelopeOf(signed: Signed): string {
  const { dsseEnvelope } = signed.bundle;
  return JSON.stringify({ ...dsseEnvelope, signatures: [{ ...dsseEnvelope?.signatures[0], cert: signed.certificatePem }] });
}

test('an envelope without an entry is verified with the one that the log has', async (t) => {
  const one = await lab(t);
  for (const kind of ['intoto', 'dsse']) {
    const signed = signStatement(one.sigstore, statement, none);
    const text = envelopeOf(signed);
    const offered = readEvidence(Buffer.from(text), 'app.intoto.jsonl');
    assert.deepEqual(verdicts(offered, one), ['LOG_ENTRY_MISSING'], kind);
    const asker = new Asker(outside());
    const search = { artifact, asker, url: one.rekorV1.url };
    assert.deepEqual(verdicts((await withLogged(offered, search)).offered, one), ['LOG_ENTRY_MISSING'], `${kind}, not logged`);
    const spec =
      kind === 'intoto' ? { content: { envelope: text }, publicKey: pemOf(signed) } : { proposedContent: { envelope: text, verifiers: [pemOf(signed)] } };
    await logged(one, { apiVersion: '0.0.1', kind, spec });
    const found = await withLogged(offered, search);
    assert.deepEqual(verdicts(found.offered, one), ['verified'], kind);
    assert.equal(found.offered[0]?.from, `app.intoto.jsonl, with an entry that ${new URL(one.rekorV1.url).host} has for it`);
    assert.deepEqual(found.notes, []);
  }
});

test('a signature and its certificate are verified with the entry that the log has', async (t) => {
  const one = await lab(t);
  const signed = signBlob(one.sigstore, app, none);
  const bundle = detachedBundle({ signature: signed.signature, certificate: Buffer.from(signed.certificatePem ?? '') });
  const offered: readonly Offered[] = [{ from: 'app.sig', format: 'detached-signature', bundle }];
  const spec = {
    data: { hash: { algorithm: 'sha256', value: sha256 } },
    signature: { content: Buffer.from(signed.signature).toString('base64'), publicKey: { content: pemOf(signed) } },
  };
  await logged(one, { apiVersion: '0.0.1', kind: 'hashedrekord', spec });
  const found = await withLogged(offered, { artifact, asker: new Asker(outside()), url: one.rekorV1.url });
  assert.deepEqual(verdicts(found.offered, one), ['verified']);
});

test('an envelope without a certificate takes it from the entry that the index has for the artifact', async (t) => {
  const one = await lab(t);
  const signed = signStatement(one.sigstore, statement, none);
  const text = JSON.stringify(signed.bundle.dsseEnvelope);
  await logged(one, { apiVersion: '0.0.1', kind: 'intoto', spec: { content: { envelope: text }, publicKey: pemOf(signed) } });
  const query = { entries: [{ apiVersion: '0.0.1', kind: 'intoto', spec: { content: { envelope: text }, publicKey: pemOf(signed) } }] };
  const entries = await (await fetch(`${one.rekorV1.url}/api/v1/log/entries/retrieve`, { method: 'POST', body: JSON.stringify(query) })).json();
  const uuid = 'c'.repeat(80);
  const index = await serveApi({ '/api/v1/index/retrieve': [uuid, 'not one', 7], '/api/v1/log/entries/retrieve': entries as object });
  t.after(() => index.close());
  const offered = readEvidence(Buffer.from(text), 'app.intoto.jsonl');
  const found = await withLogged(offered, { artifact, asker: new Asker(outside()), url: index.url });
  assert.deepEqual(verdicts(found.offered, one), ['verified']);
  assert.deepEqual(
    index.asked.map((asked) => asked.path),
    ['/api/v1/index/retrieve', '/api/v1/log/entries/retrieve'],
  );
});

test('a log is asked about nothing that it was not told when it was signed', async (t) => {
  const one = await lab(t);
  const silent = await serveApi({});
  t.after(() => silent.close());
  const timed = signStatement(one.sigstore, statement, { log: 'none', timestamps: 1 });
  const own = signBlob(one.sigstore, app, { version: '0.1' });
  const offered = [
    ...readEvidence(Buffer.from(timed.text), 'of a private instance'),
    ...readEvidence(Buffer.from(own.text), 'with an entry of its own'),
    ...readEvidence(Buffer.from(JSON.stringify({ ...timed.bundle.dsseEnvelope, signatures: [{ sig: 'AAAA', keyid: 'our key' }] })), 'by a key'),
    ...readEvidence(Buffer.from('{}'), 'of no form'),
  ];
  assert.deepEqual((await withLogged(offered, { artifact, asker: new Asker(outside()), url: silent.url })).offered, offered);
  assert.deepEqual(silent.asked, []);
});

test('a log that fails, or answers with what is none, leaves it undecided', async (t) => {
  const one = await lab(t);
  const offered = readEvidence(Buffer.from(envelopeOf(signStatement(one.sigstore, statement, none))), 'app.intoto.jsonl');
  const table = [
    { what: 'an error', answer: 500, code: 'SERVICE_FAILED' },
    { what: 'a refusal', answer: 403, code: 'SERVICE_FAILED' },
    { what: 'no JSON', answer: 'hello', code: 'SERVICE_MALFORMED' },
    { what: 'another form', answer: { a: 1 }, code: 'SERVICE_MALFORMED' },
    { what: 'a key twice', answer: '[{"a":1,"a":2}]', code: 'SERVICE_MALFORMED' },
    { what: 'nothing', answer: [], code: undefined },
    { what: 'not found', answer: 404, code: undefined },
  ];
  for (const { what, answer, code } of table) {
    const server = await serveApi({ '/api/v1/log/entries/retrieve': answer });
    const { notes, offered: left } = await withLogged(offered, { artifact, asker: new Asker(outside()), url: server.url });
    await server.close();
    assert.deepEqual([notes[0]?.code, left], [code, offered], what);
  }
});

test('an entry of something else is found out', async (t) => {
  const one = await lab(t);
  const other = signStatement(one.sigstore, { ...statement, predicate: { other: true } }, none);
  await logged(one, { apiVersion: '0.0.1', kind: 'intoto', spec: { content: { envelope: envelopeOf(other) }, publicKey: pemOf(other) } });
  const bundle = readEvidence(Buffer.from(envelopeOf(other)), 'other')[0]?.bundle;
  const entries = bundle?.kind === 'parsed' ? await searchLog(new Asker(outside()), { bundle: bundle.value, sha256, url: one.rekorV1.url }) : assert.fail();
  assert.equal(entries.kind === 'parsed' && entries.value.length, 1);
  const [mine] = readEvidence(Buffer.from(envelopeOf(signStatement(one.sigstore, statement, none))), 'app.intoto.jsonl');
  const swapped = entries.kind === 'parsed' && mine !== undefined ? withLogEntries(mine, entries.value) : assert.fail();
  assert.deepEqual(verdicts(swapped, one), ['LOG_ENTRY_MISMATCH']);
  assert.equal(parseRekorEntries(Buffer.from('[]')).kind, 'refused');
});

test('what a log was not asked about any more is said', async (t) => {
  const one = await lab(t);
  const empty = await serveApi({ '/api/v1/log/entries/retrieve': [], '/api/v1/index/retrieve': [] });
  t.after(() => empty.close());
  const bare = JSON.stringify(signStatement(one.sigstore, statement, none).bundle.dsseEnvelope);
  const ask = async (pieces: number) =>
    (
      await withLogged(Array.from({ length: pieces }, () => readEvidence(Buffer.from(bare), 'app.intoto.jsonl')).flat(), {
        artifact,
        asker: new Asker(outside()),
        url: empty.url,
      })
    ).notes.map((note) => note.code);
  assert.deepEqual(await ask(8), []);
  assert.deepEqual(await ask(9), ['SERVICE_NOT_ASKED']);
});

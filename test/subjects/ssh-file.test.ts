import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { findDigestEvidence } from '../../src/subjects/index.ts';
import { memoryDisk } from '../support/memory-disk.ts';
import { verifyBench } from '../cli/verify/bench.ts';

// What `ssh-keygen -Y sign -n file` made of this text; one also over its SHA-256, and one for git.
const content = 'lens 1.2.3\n';
const file = (name: string): string => readFileSync(new URL(`ssh/${name}`, import.meta.url), 'utf8');
const bench = verifyBench();
after(bench.close);
const kinds = ['ed25519', 'ecdsa', 'rsa'] as const;
const pub = (kind: string): string => bench.put(`${kind}.pub`, file(`${kind}.pub`));

/** What a file of this content with this signature beside it comes to. */
async function said(signature: string, key: string, text: string | Uint8Array = content): Promise<string> {
  const path = bench.put('ssh/lens', text);
  bench.put('ssh/lens.sig', signature);
  const { code, out, err } = await bench.verify([path, '--key', key]);
  return `${code} ${/\[(?!EVIDENCE_KIND_MISSING)([A-Z_]+)\]/.exec(out + err)?.[1] ?? 'verified'}`;
}

test('what ssh-keygen signed verifies with its key, and with no other', async () => {
  for (const kind of kinds) {
    assert.equal(await said(file(`${kind}.sig`), pub(kind)), '0 verified', kind);
    assert.equal(await said(file(`${kind}.sig`), pub(kind), 'lens 1.2.4\n'), '1 SIGNATURE_INVALID', kind);
    for (const other of kinds) if (other !== kind) assert.equal(await said(file(`${kind}.sig`), pub(other)), '1 SIGNATURE_INVALID', `${kind} by ${other}`);
  }
  const { out } = await bench.verify([bench.put('ssh/lens', content), '--bundle', bench.put('given.sig', file('ed25519.sha256.sig')), '--key', pub('ed25519')]);
  assert.match(out, /^verified: .*lens has a signature by the key sha256:/);
});

test('a signature for another use counts for nobody, nor that of a key which may not sign files', async () => {
  assert.equal(await said(file('ed25519.git.sig'), pub('ed25519')), '1 SIGNATURE_OTHER_USE');
  assert.equal(await said(file('ed25519.sig').replace('U1NI', 'U1NJ'), pub('ed25519')), '1 BUNDLE_MALFORMED');
  assert.equal(await said(`${file('ed25519.sig')}rm -rf .\n`, pub('ed25519')), '1 BUNDLE_MALFORMED');
  const line = file('ed25519.pub').trim();
  const signers = (options: string): string => bench.put('allowed_signers', `a@lens.example ${options}${line}\nb@lens.example ${file('ecdsa.pub')}`);
  assert.equal(await said(file('ed25519.sig'), signers('')), '0 verified');
  assert.equal(await said(file('ed25519.sig'), signers('namespaces="file,git" ')), '0 verified');
  assert.equal(await said(file('ed25519.sig'), signers('namespaces="git" ')), '1 SIGNATURE_INVALID', 'the other key may, and did not');
  assert.equal(await said(file('ed25519.sig'), bench.put('git_signers', `a@lens.example namespaces="git" ${line}\n`)), '1 SIGNATURE_OTHER_USE');
  // What is signed as something else than SSH does is for no use that such a line could name.
  const path = bench.put('bundle/lens', content);
  bench.put('bundle/lens.sigstore.json', bench.sign(content, { signer: { kind: 'certificate' } }));
  assert.equal((await bench.verify([path, '--key', bench.put('one_signer', `a namespaces="file" ${line}\n`)])).code, 1);
});

test('by digest alone a signature over that digest verifies, and another waits for the bytes', () => {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const found = (name: string): string => {
    const read = findDigestEvidence({ digest, bundles: [name] }, memoryDisk({ [name]: file(name) }));
    const bundle = read.kind === 'parsed' ? read.value.offered[0]?.bundle : undefined;
    return bundle?.kind === 'refused' ? bundle.reason.code : String(bundle?.kind);
  };
  assert.equal(found('ed25519.sha256.sig'), 'parsed');
  assert.equal(found('ed25519.sig'), 'ARTIFACT_BYTES_NEEDED');
});

test('a release takes such a signature for evidence, and a key that was not asked for names the option', async () => {
  const policy = bench.put('p/policy.yaml', `version: 1\nsigners: { us: { key: us.pub } }\nsubjects: [{ name: lens, signer: us, evidence: [signature] }]\n`);
  bench.put('p/us.pub', file('ed25519.pub'));
  bench.put('p/dist/lens', content);
  bench.put('p/dist/lens.sig', file('ed25519.sig'));
  const { code, out } = await bench.verify(['--release', `${bench.folder}/p/dist`, '--policy', policy]);
  assert.equal(code, 0, out);
  const other = await bench.verify([`${bench.folder}/p/dist/lens`, '--repo', 'acme/lens']);
  assert.match(other.out, /not [^]*\[SIGNER_KIND_MISMATCH\]/);
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Programs, Scratch } from '../../../src/base/index.ts';
import { programs } from '../../../src/cli/ports/programs.ts';
import { scratch } from '../../../src/cli/ports/scratch.ts';
import { readKey } from '../../../src/cli/verify/key.ts';
import { openPgpCourt } from '../../../src/cli/verify/openpgp.ts';
import { findGit } from '../../../src/subjects/git/find.ts';
import { findFileEvidence, type Found } from '../../../src/subjects/index.ts';
import { demandsOf, judge, type SubjectVerdict } from '../../../src/trust/judge/index.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { openSigner, withoutGpg, type Signer } from '../../support/gpg.ts';
import { readClearSigned } from '../../../src/subjects/openpgp/clear-signed.ts';
import { memoryDisk } from '../../support/memory-disk.ts';

const skip = withoutGpg;
const content = 'the program\n';
const names = { ada: 'Ada <ada@lens.example>', rsa: 'Rosa <rosa@lens.example>', eve: 'Eve <eve@lens.example>' };
let signer: Signer;
let ada = '';

before(() => {
  if (skip !== false) return;
  signer = openSigner();
  ada = signer.make(names.ada, 'ed25519');
  signer.make(names.rsa, 'rsa2048');
  signer.make(names.eve, 'ed25519');
});
after(() => signer?.close());

interface Ports {
  readonly programs: Programs;
  readonly scratch: Scratch;
}

async function verdictOf(found: Found, key: string | Uint8Array, ports: Ports = { programs, scratch }): Promise<SubjectVerdict> {
  const policy = readKey(memoryDisk({ 'release.key': key }), 'release.key');
  const demands = demandsOf({ signer: policy, artifact: { kind: 'artifact' }, evidence: ['signature'], build: {} });
  const court = openPgpCourt(ports);
  const byProgram = await court.prove(found, demands).finally(court.close);
  const bench = { verifier: createVerifier({ roots: [], now: 0 }), checkProvenance: () => ({ reasons: [], facts: {} }), byProgram };
  return judge({ ...found, demands }, bench);
}

function said(verdict: SubjectVerdict): string {
  return verdict.verified ? 'verified' : (verdict.pieces[0]?.reasons[0]?.code ?? verdict.reasons[0].code);
}

function foundIn(files: Readonly<Record<string, string | Uint8Array>>): Found {
  const found = findFileEvidence({ path: 'app' }, memoryDisk(files));
  return found.kind === 'parsed' ? found.value : assert.fail(found.reason.message);
}

async function judged(signature: string | Uint8Array, key: string | Uint8Array, more: { readonly app?: string; readonly name?: string } = {}): Promise<string> {
  return said(await verdictOf(foundIn({ app: more.app ?? content, [more.name ?? 'app.asc']: signature }), key));
}

test('what gpg signed verifies with the key that was given, armoured or not', { skip }, async () => {
  for (const name of [names.ada, names.rsa]) {
    const key = signer.publicKey(name);
    assert.equal(await judged(signer.sign(name, content), key), 'verified', name);
    assert.equal(await judged(signer.sign(name, content), signer.publicKey(name, 'plain')), 'verified', name);
    assert.equal(await judged(signer.sign(name, content, []), key, { name: 'app.sig' }), 'verified', name);
    assert.equal(await judged(signer.sign(name, content, []), key, { name: 'app.gpg' }), 'verified', name);
    assert.equal(await judged(signer.sign(name, content, ['--armor', '--textmode']), key), 'verified', name);
    assert.equal(await judged(signer.sign(name, content), key, { app: 'another program\n' }), 'SIGNATURE_INVALID', name);
    assert.equal(await judged(signer.sign(names.eve, content), key), 'OPENPGP_KEY_OTHER', name);
  }
  const both = Buffer.concat([signer.publicKey(names.rsa), signer.publicKey(names.ada)]);
  const verdict = await verdictOf(foundIn({ app: content, 'app.asc': signer.sign(names.ada, content) }), both);
  const facts = verdict.verified ? verdict.pieces[0]?.facts : undefined;
  assert.deepEqual(facts?.signer, { kind: 'key', fingerprint: ada, scheme: 'openpgp' });
  assert.ok(facts?.proof.some((step) => step.what.includes(ada)));
});

test('a signature by a subkey is the primary key’s', { skip }, async () => {
  const own = openSigner();
  try {
    const primary = own.make(names.ada, 'ed25519');
    own.gpg(['--quick-add-key', primary, 'ed25519', 'sign', '0']);
    const verdict = await verdictOf(foundIn({ app: content, 'app.asc': own.sign(names.ada, content) }), own.publicKey(names.ada));
    const facts = verdict.verified ? verdict.pieces[0]?.facts : undefined;
    assert.equal(facts?.signer.kind === 'key' && facts.signer.fingerprint, primary);
    assert.ok(facts?.proof.some((step) => step.what.includes(`is of ${primary}`) && !step.what.startsWith(`the key ${primary}`)));
  } finally {
    own.close();
  }
});

test('keys and signatures that hold no more, or never were worth anything', { skip }, async () => {
  const own = openSigner();
  try {
    own.gpg(['--faked-system-time', '20200101T000000!', '--quick-gen-key', 'Old', 'ed25519', 'sign', '2d']);
    const old = own.gpg(['--faked-system-time', '20200101T010000!', '--local-user', 'Old', '--armor', '--detach-sign'], content);
    assert.equal(await judged(old, own.publicKey('Old')), 'OPENPGP_KEY_LAPSED', 'an expired key');
    const fingerprint = own.make('Gone', 'ed25519');
    const gone = own.sign('Gone', content);
    assert.equal(await judged(gone, own.publicKey('Gone')), 'verified', 'before it is revoked');
    const certificate = join(own.home, 'openpgp-revocs.d', `${fingerprint}.rev`);
    own.gpg(['--import'], spawnSync('sed', ['s/^:-----/-----/', certificate]).stdout);
    assert.equal(await judged(gone, own.publicKey('Gone')), 'OPENPGP_KEY_LAPSED', 'a revoked key');
    own.make('Weak', 'rsa2048');
    assert.equal(await judged(own.sign('Weak', content, ['--armor', '--digest-algo', 'SHA1']), own.publicKey('Weak')), 'OPENPGP_WEAK', 'SHA-1');
    assert.equal(await judged(own.sign('Weak', content, ['--armor', '--digest-algo', 'SHA512']), own.publicKey('Weak')), 'verified');
    own.make('Short', 'rsa1024');
    assert.equal(await judged(own.sign('Short', content), own.publicKey('Short')), 'OPENPGP_WEAK', '1024 bits');
    own.make('Brief', 'ed25519');
    const brief = own.gpg(['--local-user', 'Brief', '--armor', '--default-sig-expire', 'seconds=1', '--detach-sign'], content);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    assert.equal(await judged(brief, own.publicKey('Brief')), 'OPENPGP_KEY_LAPSED', 'a signature that expired');
  } finally {
    own.close();
  }
});

test('of several signatures each is one, and anything beside them is refused', { skip }, async () => {
  const key = signer.publicKey(names.ada);
  const armour = signer.sign(names.ada, content).toString();
  const plain = signer.sign(names.ada, content, []);
  const eves = signer.sign(names.eve, content, []);
  const table = [
    { what: 'two blocks', signature: `${armour}${armour}`, code: 'verified' },
    { what: 'two packets', signature: Buffer.concat([plain, eves]), name: 'app.gpg', code: 'verified' },
    { what: 'two packets, the other first', signature: Buffer.concat([eves, plain]), name: 'app.gpg', code: 'verified' },
    { what: "two packets of another's", signature: Buffer.concat([eves, eves]), name: 'app.gpg', code: 'OPENPGP_KEY_OTHER' },
    { what: 'more packets than are read', signature: Buffer.concat(Array.from({ length: 33 }, () => plain)), name: 'app.gpg', code: 'SIGNATURE_COUNT' },
    { what: 'text after it', signature: `${armour}by Ada\n`, code: 'BUNDLE_MALFORMED' },
    { what: 'a block that is cut off after it', signature: `${armour}-----BEGIN PGP SIGNATURE-----\n`, code: 'BUNDLE_MALFORMED' },
    { what: 'bytes after it', signature: Buffer.concat([plain, Buffer.from('x')]), name: 'app.gpg', code: 'BUNDLE_MALFORMED' },
    {
      what: 'a message with the signature in it',
      signature: signer.gpg(['--local-user', names.ada, '--armor', '--sign'], content),
      code: 'BUNDLE_UNSUPPORTED',
    },
    { what: 'this text with the signature under it', signature: signer.gpg(['--local-user', names.ada, '--clear-sign'], content), code: 'verified' },
    {
      what: 'another text with the signature under it',
      signature: signer.gpg(['--local-user', names.ada, '--clear-sign'], 'another\n'),
      code: 'ARTIFACT_MISMATCH',
    },
    { what: 'a key', signature: key, code: 'BUNDLE_UNSUPPORTED' },
    { what: 'an armour that is cut off', signature: armour.slice(0, 60), code: 'BUNDLE_MALFORMED' },
    { what: 'nothing', signature: '', code: 'BUNDLE_MALFORMED' },
    { what: 'more than is read', signature: armour + ' '.repeat(100_000), code: 'BUNDLE_TOO_LARGE' },
  ];
  for (const { what, signature, name = 'app.asc', code } of table) assert.equal(await judged(signature, key, { name }), code, what);
  for (let at = 0; at < plain.length; at += 7) {
    const changed = Buffer.from(plain);
    changed[at] = (changed[at] ?? 0) ^ 1;
    // What is not hashed says who signed: a hint, which proves nothing and is looked up among the given keys.
    const verdict = await verdictOf(foundIn({ app: content, 'app.gpg': changed }), key);
    if (verdict.verified) assert.equal(verdict.pieces[0]?.facts?.signer.kind === 'key' && verdict.pieces[0].facts.signer.fingerprint, ada, `byte ${at}`);
  }
});

test('a list with its signatures under it vouches for what it lists, and nothing outside of the signed text does', { skip }, async () => {
  const key = signer.publicKey(names.ada);
  const sum = createHash('sha256').update(content).digest('hex');
  const list = `${sum}  app\n${'0'.repeat(64)}  other   \n`;
  const sign = (text: string, who = names.ada): string => signer.gpg(['--local-user', who, '--clear-sign'], text).toString();
  const by = async (asc: string, name = 'SHA256SUMS.asc'): Promise<string> => {
    const found = foundIn({ app: content, [name]: asc });
    const verdict = await verdictOf(found, key);
    return verdict.verified ? 'verified' : (verdict.pieces[0]?.reasons[0]?.code ?? verdict.reasons[0].code);
  };
  const signed = sign(list);
  assert.equal(await by(signed), 'verified');
  assert.equal(await by(signed, 'checksums.txt.asc'), 'verified');
  assert.equal(await by(signed.replaceAll('\n', '\r\n')), 'verified', 'line ends are not signed');
  assert.equal(await by(sign(list, names.eve)), 'OPENPGP_KEY_OTHER');
  assert.equal(await by(signed.replace('other', 'more')), 'SIGNATURE_INVALID');
  const evil = `${sum}  app\n`;
  const other = sign(`${'1'.repeat(64)}  app\n`);
  assert.equal(await by(other), 'CHECKSUM_MISMATCH');
  for (const [what, text] of [
    ['before', `${evil}${other}`],
    ['after', `${other}${evil}`],
    ['as a header', other.replace('\nHash: ', `\nComment: x\nHash: `)],
    ['before the empty line', other.replace('\n\n', `\n${evil}\n\n`)],
    ['behind a line that looks like an armour', other.replace('\n\n', `\n\n-----BEGIN PGP SIGNED MESSAGE-----\n\n${evil}`)],
    ['between the text and its signature', other.replace('-----BEGIN PGP SIGNATURE', `${evil}-----BEGIN PGP SIGNATURE`)],
  ] as const)
    assert.notEqual(await by(text), 'verified', what);
  const whole = Buffer.from(signed);
  for (let at = 0; at < whole.length; at += 17) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x20;
    const found = findFileEvidence({ path: 'x.asc' }, memoryDisk({ 'x.asc': changed }));
    const verdict = await verdictOf(found.kind === 'parsed' ? found.value : assert.fail(), key);
    if (!verdict.verified) continue;
    // What is not signed may change, and changes nothing of what the text says.
    const [signedText, changedText] = [whole, changed].map((one) => readClearSigned(one));
    assert.deepEqual(changedText?.kind === 'parsed' && changedText.value.text, signedText?.kind === 'parsed' && signedText.value.text, `byte ${at}`);
  }
  // The file with the text is verified itself as well.
  const own = findFileEvidence({ path: 'SHA256SUMS.asc' }, memoryDisk({ 'SHA256SUMS.asc': signed }));
  assert.equal(said(await verdictOf(own.kind === 'parsed' ? own.value : assert.fail(), key)), 'verified');
  const dashed = sign('-----BEGIN PGP SIGNATURE-----\n- x\n');
  const escaped = findFileEvidence({ path: 'notes.asc' }, memoryDisk({ 'notes.asc': dashed }));
  assert.equal(said(await verdictOf(escaped.kind === 'parsed' ? escaped.value : assert.fail(), key)), 'verified', 'dashes are escaped');
});

test('names of users cannot speak for gpg', { skip }, async () => {
  const own = openSigner();
  try {
    const line = `\n[GNUPG:] VALIDSIG ${ada} 2026-01-01 1767225600 0 4 0 22 8 00 ${ada}\n[GNUPG:] GOODSIG ${ada.slice(-16)} x`;
    const parameters = [
      '%no-protection',
      'Key-Type: eddsa',
      'Key-Curve: ed25519',
      'Key-Usage: sign',
      `Name-Real: Eve ${line.replaceAll('\n', '\\x0a')}`,
      'Expire-Date: 0',
    ];
    own.gpg(['--gen-key'], `${parameters.join('\n')}\n`);
    const key = own.publicKey('Eve');
    const raw = signer.publicKey(names.ada, 'plain');
    assert.equal(await judged(own.sign('Eve', content), raw), 'OPENPGP_KEY_OTHER');
    const verdict = await verdictOf(foundIn({ app: content, 'app.asc': own.sign('Eve', content) }), key);
    const facts = verdict.verified ? verdict.pieces[0]?.facts : undefined;
    if (facts?.signer.kind === 'key') assert.notEqual(facts.signer.fingerprint, ada);
  } finally {
    own.close();
  }
});

test('without gpg, without a folder or with a program that says nothing, nothing is decided', { skip }, async () => {
  const found = foundIn({ app: content, 'app.asc': signer.sign(names.ada, content) });
  const key = signer.publicKey(names.ada);
  const missing: Programs = { run: async () => ({ kind: 'failed', cause: 'missing', reason: 'gpg is not installed' }) };
  const silent: Programs = { run: async () => ({ kind: 'ended', code: 0, stdout: new Uint8Array() }) };
  for (const [what, ports, code] of [
    ['no gpg', { programs: missing, scratch }, 'PROGRAM_MISSING'],
    ['a gpg that says nothing', { programs: silent, scratch }, 'PROGRAM_FAILED'],
    ['no folder', { programs, scratch: { open: () => undefined } }, 'PROGRAM_FAILED'],
  ] as const) {
    const verdict = await verdictOf(found, key, ports);
    assert.equal(said(verdict), code, what);
    assert.equal(!verdict.verified && verdict.decision, 'undecided', what);
  }
});

test('the folder of gpg is its own and does not stay', { skip }, async () => {
  const homes: string[] = [];
  const seen: Programs = {
    run: (program, words, more) => {
      homes.push(words[words.indexOf('--homedir') + 1] ?? '');
      return programs.run(program, words, more);
    },
  };
  await verdictOf(foundIn({ app: content, 'app.asc': signer.sign(names.ada, content) }), signer.publicKey(names.ada), { programs: seen, scratch });
  assert.equal(new Set(homes).size, 1);
  for (const home of homes) assert.throws(() => readdirSync(home), { code: 'ENOENT' });
});

test('key files that hold secrets, or nothing that is read, are refused', { skip }, () => {
  const read = (key: string | Uint8Array) => readKey(memoryDisk({ key }), 'key');
  assert.throws(() => read(signer.gpg(['--armor', '--export-secret-keys', names.ada])), { code: 'KEY_UNREADABLE', message: /private key/ });
  assert.throws(() => read(signer.gpg(['--export-secret-keys', names.ada])), { code: 'KEY_UNREADABLE', message: /private key/ });
  const both = Buffer.concat([signer.publicKey(names.ada, 'plain'), signer.gpg(['--export-secret-keys', names.eve])]);
  assert.throws(() => read(both), { code: 'KEY_UNREADABLE', message: /private key/ });
  assert.throws(() => read(signer.publicKey(names.ada).subarray(0, 90)), { code: 'KEY_UNREADABLE' });
  assert.throws(() => read(signer.publicKey(names.ada, 'plain').subarray(0, 90)), { code: 'KEY_UNREADABLE' });
  assert.throws(() => read(signer.sign(names.ada, content)), { code: 'KEY_UNREADABLE', message: /no public key/ });
  assert.throws(() => read(Buffer.alloc(2 * 1024 * 1024, 'x')), { code: 'KEY_UNREADABLE' });
});

test('a list of checksums that is signed vouches for what it lists', { skip }, async () => {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const list = `${sha256}  app\n`;
  const key = signer.publicKey(names.rsa);
  const signature = signer.sign(names.rsa, list);
  assert.equal(said(await verdictOf(foundIn({ app: content, SHA256SUMS: list, 'SHA256SUMS.asc': signature }), key)), 'verified');
  assert.equal(said(await verdictOf(foundIn({ app: content, SHA256SUMS: `${list}\n`, 'SHA256SUMS.asc': signature }), key)), 'SIGNATURE_INVALID');
  const other = foundIn({ app: `${content}x`, SHA256SUMS: list, 'SHA256SUMS.asc': signature });
  assert.equal(said(await verdictOf(other, key)), 'CHECKSUM_MISMATCH');
});

test('tags and commits that git signed', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-test-'));
  const git = (...words: readonly string[]) => {
    const settings = ['user.name=Ada', 'user.email=ada@lens.example', `user.signingKey=${ada}`, 'gpg.format=openpgp', 'commit.gpgSign=false'].flatMap((one) => [
      '-c',
      one,
    ]);
    const done = spawnSync('git', ['-C', folder, ...settings, ...words], { env: { ...process.env, GNUPGHOME: signer.home } });
    assert.equal(done.status, 0, `git ${words.join(' ')}: ${done.stderr.toString()}`);
    return done.stdout.toString().trim();
  };
  const found = async (tag: string): Promise<Found> => {
    const one = await findGit(tag, programs, folder);
    return one.kind === 'parsed' ? one.value : assert.fail(one.reason.message);
  };
  try {
    git('init', '-q');
    writeFileSync(join(folder, 'file'), 'x');
    git('add', 'file');
    git('commit', '-q', '-S', '-m', 'first');
    git('tag', '-s', '-m', 'the release', 'v1.0.0');
    git('tag', 'light');
    git('tag', '-a', '-m', 'nobody signed it', 'v0.9.0');
    const key = signer.publicKey(names.ada);
    const eves = signer.publicKey(names.eve);
    for (const tag of ['v1.0.0', 'light', 'refs/tags/v1.0.0']) {
      assert.equal(said(await verdictOf(await found(tag), key)), 'verified', tag);
      assert.equal(said(await verdictOf(await found(tag), eves)), 'OPENPGP_KEY_OTHER', tag);
    }
    assert.equal(said(await verdictOf(await found('v0.9.0'), key)), 'GIT_UNSIGNED');
    writeFileSync(join(folder, '.git', 'refs', 'tags', 'v2.0.0'), `${git('rev-parse', 'refs/tags/v1.0.0')}\n`);
    assert.equal((await findGit('v2.0.0', programs, folder)).kind, 'refused', 'a tag that was renamed');
    const raw = spawnSync('git', ['-C', folder, 'cat-file', 'tag', 'v1.0.0']).stdout.toString();
    for (const [what, text, code] of [
      ['another message', raw.replace('the release', 'the relapse'), 'SIGNATURE_INVALID'],
      ['text after the signature', `${raw}and more\n`, 'BUNDLE_MALFORMED'],
      ['a second signature', `${raw}${raw.slice(raw.indexOf('-----BEGIN'))}`, 'SIGNATURE_INVALID'],
    ] as const) {
      const id = spawnSync('git', ['-C', folder, 'hash-object', '-w', '--literally', '-t', 'tag', '--stdin'], { input: text }).stdout.toString();
      writeFileSync(join(folder, '.git', 'refs', 'tags', 'v1.0.0'), id);
      assert.equal(said(await verdictOf(await found('v1.0.0'), key)), code, what);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

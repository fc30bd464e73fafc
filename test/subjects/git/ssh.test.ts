import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { readGitObject, type GitObject } from '../../../src/subjects/git/object.ts';
import { sshPublicKeys, type SshKeys } from '../../../src/subjects/git/ssh-keys.ts';
import { sshSignature } from '../../../src/subjects/git/ssh.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';

// Tags and a commit that git and OpenSSH signed, with the public keys.
const file = (name: string) => readFileSync(new URL(`ssh/${name}`, import.meta.url));
const kinds = ['ed25519', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'rsa-2048'];
const verifier = createVerifier({ roots: [], now: Date.UTC(2026, 0, 1) });

function objectOf(bytes: Uint8Array, kind: 'tag' | 'commit' = 'tag'): GitObject {
  const id = createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
  const object = readGitObject(bytes, { id, kind });
  assert.equal(object.kind, 'parsed', object.kind === 'refused' ? object.reason.message : '');
  return (object as { readonly value: GitObject }).value;
}

function keyOf(name: string): Uint8Array {
  const key = sshPublicKeys(file(`${name}.pub`).toString());
  assert.equal(key.kind, 'parsed', name);
  return (key as { readonly value: SshKeys }).value.keys[0];
}

function verdict({ signature = '', payload }: Pick<GitObject, 'signature' | 'payload'>, spki: Uint8Array): string {
  const read = sshSignature(signature, { namespace: 'git', digest: (hash) => createHash(hash).update(payload).digest() });
  if (read.kind === 'refused') return read.reason.code;
  const { bundle, signed } = read.value;
  const artifact = { digests: { sha256: createHash('sha256').update(signed).digest('hex') }, read: () => [signed] };
  const said = verifier.verify(bundle, artifact, { signer: { kind: 'key', spki }, artifact: { kind: 'artifact' } });
  return said.verified ? 'verified' : said.reasons[0].code;
}

test('what OpenSSH signed verifies with its key, and with no other', () => {
  for (const name of kinds) {
    const tag = objectOf(file(`${name}.tag`));
    assert.equal(verdict(tag, keyOf(name)), 'verified', name);
    for (const other of kinds) if (other !== name) assert.equal(verdict(tag, keyOf(other)), 'SIGNATURE_INVALID', `${name} with ${other}`);
    assert.equal(verdict({ ...tag, payload: Buffer.from(`${Buffer.from(tag.payload).toString()}x`) }, keyOf(name)), 'SIGNATURE_INVALID', name);
  }
  const commit = objectOf(file('rsa-2048.commit'), 'commit');
  assert.equal(verdict(commit, keyOf('rsa-2048')), 'verified');
  assert.equal(Buffer.from(commit.payload).toString().includes('gpgsig'), false);
});

/** The parts of a signature, each with its length before it, so that one can be another. */
function rebuilt(armour: string, change: (parts: Buffer[]) => readonly Buffer[]): string {
  const bytes = Buffer.from(armour.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const parts: Buffer[] = [];
  for (let at = 10; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const length = (part: Buffer) => Buffer.from(part.length.toString(16).padStart(8, '0'), 'hex');
  const whole = Buffer.concat([bytes.subarray(0, 10), ...change(parts).flatMap((part) => [length(part), part])]);
  return `-----BEGIN SSH SIGNATURE-----\n${whole
    .toString('base64')
    .replaceAll(/(.{70})/g, '$1\n')
    .trimEnd()}\n-----END SSH SIGNATURE-----\n`;
}

test('a signature for something else, or that is none, is refused', () => {
  const tag = objectOf(file('ed25519.tag'));
  const key = keyOf('ed25519');
  const armour = tag.signature ?? '';
  const at = (place: number, by: string | Buffer) => rebuilt(armour, (parts) => parts.map((one, i) => (i === place ? Buffer.from(by) : one)));
  const table = [
    { what: 'the same', signature: rebuilt(armour, (parts) => parts), code: 'verified' },
    { what: 'for files', signature: at(1, 'file'), code: 'SIGNATURE_OTHER_USE' },
    { what: 'for no namespace', signature: at(1, ''), code: 'SIGNATURE_OTHER_USE' },
    { what: 'with something in the reserved part', signature: at(2, 'x'), code: 'SIGNATURE_INVALID' },
    { what: 'of another hash', signature: at(3, 'sha256'), code: 'SIGNATURE_INVALID' },
    { what: 'of a hash that is not accepted', signature: at(3, 'sha1'), code: 'BUNDLE_MALFORMED' },
    { what: 'of a key that is none', signature: at(0, 'x'), code: 'BUNDLE_MALFORMED' },
    { what: 'with a part more', signature: rebuilt(armour, (parts) => [...parts, Buffer.from('x')]), code: 'BUNDLE_MALFORMED' },
    { what: 'with a part less', signature: rebuilt(armour, (parts) => parts.slice(0, -1)), code: 'BUNDLE_MALFORMED' },
    { what: 'another armour', signature: armour.replaceAll('SSH', 'PGP'), code: 'BUNDLE_MALFORMED' },
    { what: 'two', signature: armour + armour, code: 'BUNDLE_MALFORMED' },
    { what: 'cut off', signature: armour.slice(0, 200), code: 'BUNDLE_MALFORMED' },
  ];
  for (const { what, signature, code } of table) assert.equal(verdict({ ...tag, signature }, key), code, what);
});

test('public keys are read from the file that SSH writes, or an allowed signer', () => {
  const line = file('ed25519.pub').toString().trim();
  const [type = '', key = ''] = line.split(' ');
  for (const text of [line, `${type} ${key}`, `# ours\nsigner@example.com ${line}\n`, `*@example.com,other ${type} ${key}`])
    assert.deepEqual(sshPublicKeys(text), sshPublicKeys(line), text);
  const hostile = [
    '',
    'x',
    `${line}\nx`,
    `* cert-authority ${line}`,
    `* namespaces="files" ${line}`,
    `* namespaces="*,!g?t,!f*" ${line}`,
    `* namespaces=git ${line}`,
    `* namespaces ${line}`,
    `* Cert-Authority,namespaces="git" ${line}`,
    `cert-authority ${line}`,
    `namespaces="git" ${line}`,
    `* no-touch-required ${line}`,
    `a valid-before="20200101" ${line}`,
    `a namespaces="git",valid-after="20200101" ${line}`,
    `${line}\na valid-after="20200101" ${line}`,
    `ssh-rsa ${key}`,
    `${type} ${key.slice(0, -4)}`,
    `${type} ${key}=`,
    `ssh-dss ${key}`,
  ];
  for (const text of hostile) assert.equal(sshPublicKeys(text).kind, 'refused', text.slice(0, 60));
});

test('of several allowed signers those count that may sign git objects', () => {
  const [one, two, three] = ['ed25519', 'ecdsa-256', 'rsa-2048'].map((name) => file(`${name}.pub`).toString().trim());
  const text = [
    `a@lens.example ${one}`,
    `b@lens.example namespaces="file, g*" ${two}`,
    `c@lens.example cert-authority ${three}`,
    `"d e" namespaces="ssh" ${three}`,
  ].join('\n');
  const keys = sshPublicKeys(text);
  const [first = new Uint8Array(), ...others] = keys.kind === 'parsed' ? keys.value.keys : [];
  assert.deepEqual(keys.kind === 'parsed' && keys.value.uses, ['anything', ['git', 'file']]);
  assert.deepEqual([first, ...others], [keyOf('ed25519'), keyOf('ecdsa-256')]);
  const saidBy = (name: string) => {
    const { signature = '', payload } = objectOf(file(`${name}.tag`));
    const read = sshSignature(signature, { namespace: 'git', digest: (hash) => createHash(hash).update(payload).digest() });
    if (read.kind === 'refused') return read.reason.code;
    const { bundle, signed } = read.value;
    const artifact = { digests: { sha256: createHash('sha256').update(signed).digest('hex') }, read: () => [signed] };
    const judged = verifier.verify(bundle, artifact, { signer: { kind: 'key', spki: first, others }, artifact: { kind: 'artifact' } });
    return judged.verified ? judged.facts.signer.fingerprint : judged.reasons[0].code;
  };
  const fingerprint = (name: string) => createHash('sha256').update(keyOf(name)).digest('hex');
  assert.equal(saidBy('ed25519'), fingerprint('ed25519'));
  assert.equal(saidBy('ecdsa-256'), fingerprint('ecdsa-256'));
  assert.notEqual(saidBy('rsa-2048'), fingerprint('rsa-2048'));
  assert.equal(sshPublicKeys(Array.from({ length: 300 }, () => one).join('\n')).kind, 'refused');
});

test('a changed bit is found out wherever it is', () => {
  const tag = objectOf(file('ecdsa-256.tag'));
  const key = keyOf('ecdsa-256');
  const bytes = Buffer.from((tag.signature ?? '').replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      const signature = `-----BEGIN SSH SIGNATURE-----\n${changed
        .toString('base64')
        .replaceAll(/(.{70})/g, '$1\n')
        .trimEnd()}\n-----END SSH SIGNATURE-----\n`;
      // The key within is a hint: another one there changes nothing of what the given key signed.
      const said = verdict({ ...tag, signature }, key);
      if (said === 'verified') assert.ok(at >= 14 && at < 14 + bytes.readUInt32BE(10), `bit ${bit} of byte ${at}`);
    }),
    { numRuns: 400 },
  );
});

test('what a key on a token signed verifies where somebody touched it', () => {
  const tag = objectOf(file('ed25519.tag'));
  const length = (part: Buffer) => Buffer.from(part.length.toString(16).padStart(8, '0'), 'hex');
  const parts = (...all: readonly (Buffer | string)[]) => Buffer.concat(all.map((one) => Buffer.from(one)).flatMap((one) => [length(one), one]));
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const header = Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, 1])]);
  const over = Buffer.concat([Buffer.from('SSHSIG'), parts('git', '', 'sha512', createHash('sha512').update(tag.payload).digest())]);
  const kindsOfTokens = [
    { type: 'sk-ssh-ed25519@openssh.com', ...generateKeyPairSync('ed25519') },
    { type: 'sk-ecdsa-sha2-nistp256@openssh.com', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
  ];
  for (const { type, publicKey, privateKey } of kindsOfTokens) {
    const { x = '', y } = publicKey.export({ format: 'jwk' });
    const point = y === undefined ? Buffer.from(x, 'base64url') : Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const application = 'ssh:';
    const key = parts(type, ...(y === undefined ? [] : ['nistp256']), point, application);
    const signature = (flags: number, end = 0) => {
      const tail = Buffer.from([flags, 0, 0, 0, 7]);
      const message = Buffer.concat([hash(Buffer.from(application)), tail, hash(over)]);
      const raw = y === undefined ? sign(null, message, privateKey) : sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const number = (bytes: Buffer) => ((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
      const blob = y === undefined ? raw : parts(number(stripped(raw.subarray(0, 32))), number(stripped(raw.subarray(32))));
      const whole = Buffer.concat([header, parts(key, 'git', '', 'sha512', Buffer.concat([parts(type, blob), tail.subarray(0, 5 - end)]))]);
      return `-----BEGIN SSH SIGNATURE-----\n${whole
        .toString('base64')
        .replaceAll(/(.{70})/g, '$1\n')
        .trimEnd()}\n-----END SSH SIGNATURE-----\n`;
    };
    const line = sshPublicKeys(`${type} ${key.toString('base64')} on a token`);
    const spki = line.kind === 'parsed' ? line.value.keys[0] : assert.fail(type);
    assert.equal(verdict({ ...tag, signature: signature(1) }, spki), 'verified', type);
    assert.equal(verdict({ ...tag, signature: signature(5) }, spki), 'verified', `${type}, with a PIN`);
    assert.equal(verdict({ ...tag, signature: signature(0) }, spki), 'BUNDLE_MALFORMED', `${type}, untouched`);
    assert.equal(verdict({ ...tag, signature: signature(1, 1) }, spki), 'BUNDLE_MALFORMED', `${type}, cut off`);
    assert.equal(verdict({ ...tag, signature: signature(1), payload: Buffer.from('x') }, spki), 'SIGNATURE_INVALID', type);
  }
});

function stripped(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  return bytes.subarray(start);
}

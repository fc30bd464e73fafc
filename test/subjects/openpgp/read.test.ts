import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { armoured, packetsOf } from '../../../src/subjects/openpgp/packets.ts';
import { readClearSigned } from '../../../src/subjects/openpgp/clear-signed.ts';
import { looksLikeOpenPgp, openPgpKeys, openPgpSignatures } from '../../../src/subjects/openpgp/read.ts';

const armour = (label: string, bytes: Uint8Array, headers = '') =>
  `-----BEGIN PGP ${label}-----\n${headers}\n${Buffer.from(bytes).toString('base64')}\n=abcd\n-----END PGP ${label}-----\n`;
const signature = Buffer.from([0x88, 4, 4, 0, 22, 8]);

test('the heads of packets, old and new, say where they end', () => {
  const body = (length: number) => Buffer.alloc(length, 1);
  const table = [
    { head: [0x88, 3], length: 3, tag: 2 },
    { head: [0x89, 1, 0], length: 256, tag: 2 },
    { head: [0x9a, 0, 0, 1, 1], length: 257, tag: 6 },
    { head: [0xc2, 3], length: 3, tag: 2 },
    { head: [0xc6, 0xc0, 0], length: 192, tag: 6 },
    { head: [0xc6, 0xdf, 0xff], length: 8383, tag: 6 },
    { head: [0xc6, 255, 0, 0, 1, 0], length: 256, tag: 6 },
  ];
  for (const { head, length, tag } of table) {
    const whole = Buffer.concat([Buffer.from(head), body(length)]);
    assert.deepEqual(
      packetsOf(Buffer.concat([whole, whole]))?.map((one) => [one.tag, one.body.length]),
      [
        [tag, length],
        [tag, length],
      ],
      head.join(' '),
    );
    assert.equal(packetsOf(whole.subarray(0, -1)), undefined, 'cut off');
    assert.equal(packetsOf(Buffer.concat([whole, Buffer.from([0x88])])), undefined, 'a head alone after it');
  }
  for (const head of [
    [0x8b, 1],
    [0xc2, 0xe1, 1, 1],
    [0x80, 0],
    [0xc0, 0],
    [0x08, 0],
    [0xc6, 255, 255, 255, 255, 255],
  ])
    assert.equal(packetsOf(Buffer.from(head)), undefined, head.join(' '));
});

test('a signature is one packet of a kind that signs documents', () => {
  const table = [
    { what: 'armoured', bytes: armour('SIGNATURE', signature), gives: 'parsed' },
    { what: 'with headers', bytes: armour('SIGNATURE', signature, 'Version: GnuPG v2\nComment: x: y\n'), gives: 'parsed' },
    { what: 'with other line ends', bytes: armour('SIGNATURE', signature).replaceAll('\n', '\r\n'), gives: 'parsed' },
    { what: 'plain', bytes: signature, gives: 'parsed' },
    { what: 'a comment that begins a block', bytes: armour('SIGNATURE', signature, 'Comment: -----BEGIN PGP SIGNATURE-----\n'), gives: 'parsed' },
    { what: 'of version 3', bytes: Buffer.from([0x88, 4, 3, 5, 0, 0]), gives: 'BUNDLE_MALFORMED' },
    { what: 'of a key', bytes: Buffer.from([0x88, 4, 4, 0x13, 22, 8]), gives: 'BUNDLE_MALFORMED' },
    { what: 'of nothing', bytes: Buffer.from([0x88, 4, 4, 2, 22, 8]), gives: 'BUNDLE_MALFORMED' },
    { what: 'before a marker', bytes: Buffer.concat([signature, Buffer.from([0xca, 3, 80, 71, 80])]), gives: 'BUNDLE_UNSUPPORTED' },
    { what: 'under another label', bytes: armour('MESSAGE', signature), gives: 'BUNDLE_UNSUPPORTED' },
    { what: 'in base64 of another spelling', bytes: armour('SIGNATURE', signature).replace('=abcd', 'AA=='), gives: 'BUNDLE_MALFORMED' },
  ];
  for (const { what, bytes, gives } of table) {
    const all = openPgpSignatures(Buffer.from(bytes));
    const read = all.kind === 'parsed' ? (all.value[0] ?? assert.fail(what)) : all;
    assert.equal(read.kind === 'parsed' ? 'parsed' : read.reason.code, gives, what);
    if (read.kind === 'parsed') assert.deepEqual(Buffer.from(read.value), signature, what);
  }
  assert.equal(looksLikeOpenPgp(signature), true);
  assert.equal(looksLikeOpenPgp(Buffer.from([0x30, 4, 2, 0, 2, 0])), false, 'a signature in DER');
});

test('whatever bytes come, each gives a value or a reason, in time', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      openPgpSignatures(bytes);
      readClearSigned(bytes);
      openPgpKeys(bytes);
      openPgpSignatures(Buffer.from(armour('SIGNATURE', bytes)));
    }),
  );
  const started = performance.now();
  const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n';
  for (const part of [begin, `${begin}A: b\n`, `${begin}\nAAAA\n`, 'A: b\n', 'AAAA\n', `A: ${begin}`])
    armoured(begin + part.repeat(Math.floor(1_000_000 / part.length)));
  assert.ok(performance.now() - started < 10_000);
});

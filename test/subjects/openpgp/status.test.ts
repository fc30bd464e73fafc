import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readVerified } from '../../../src/subjects/openpgp/status.ts';

const key = 'A'.repeat(40);
const primary = 'B'.repeat(40);
const valid = `VALIDSIG ${key} 2026-01-01 1767225600 0 4 0 22 10 00 ${primary}`;
const good = ['NEWSIG ada@lens.example', `KEY_CONSIDERED ${primary} 0`, `GOODSIG ${key.slice(-16)} Ada`, valid, 'TRUST_FULLY 0 always'];
const run = (lines: readonly string[], code = 0) => ({ code, stdout: Buffer.from(lines.map((line) => `[GNUPG:] ${line}\n`).join('')) });

function said(lines: readonly string[], code?: number): string {
  const read = readVerified(run(lines, code));
  return read.kind === 'parsed' ? 'good' : read.reason.code;
}

test('only what is said once, with nothing against it, is good', () => {
  assert.deepEqual(readVerified(run(good)), { kind: 'parsed', value: { fingerprint: key, primary, hash: 10 } });
  const without = (keyword: string) => good.filter((line) => !line.startsWith(keyword));
  const table = [
    { what: 'another exit code', lines: good, exit: 1, code: 'PROGRAM_FAILED' },
    { what: 'nothing', lines: [], code: 'PROGRAM_FAILED' },
    { what: 'no NEWSIG', lines: without('NEWSIG'), code: 'PROGRAM_FAILED' },
    { what: 'two signatures', lines: [...good, ...good], code: 'PROGRAM_FAILED' },
    { what: 'a second signature that is not known', lines: [...good, 'NEWSIG', 'ERRSIG CCCCCCCCCCCCCCCC 22 10 00 1767225600 9 -'], code: 'OPENPGP_KEY_OTHER' },
    { what: 'no GOODSIG', lines: without('GOODSIG'), code: 'PROGRAM_FAILED' },
    { what: 'no VALIDSIG', lines: without('VALIDSIG'), code: 'PROGRAM_FAILED' },
    { what: 'BADSIG beside it', lines: [...good, `BADSIG ${key.slice(-16)} Ada`], code: 'SIGNATURE_INVALID' },
    { what: 'EXPSIG', lines: [...without('GOODSIG'), `EXPSIG ${key.slice(-16)} Ada`], code: 'OPENPGP_KEY_LAPSED' },
    { what: 'EXPKEYSIG', lines: [...without('GOODSIG'), `EXPKEYSIG ${key.slice(-16)} Ada`], code: 'OPENPGP_KEY_LAPSED' },
    { what: 'REVKEYSIG', lines: [...without('GOODSIG'), `REVKEYSIG ${key.slice(-16)} Ada`], code: 'OPENPGP_KEY_LAPSED' },
    { what: 'a hash that gpg refuses', lines: ['NEWSIG', `ERRSIG ${key.slice(-16)} 1 1 00 1767225600 5 -`], code: 'PROGRAM_FAILED' },
    { what: 'no public key', lines: ['NEWSIG', `ERRSIG ${key.slice(-16)} 1 10 00 1767225600 9 -`, `NO_PUBKEY ${key.slice(-16)}`], code: 'OPENPGP_KEY_OTHER' },
    { what: 'a failure', lines: [...good, 'FAILURE gpg-exit 33554433'], code: 'PROGRAM_FAILED' },
    { what: 'a signature of a key', lines: good.map((line) => line.replace(' 00 ', ' 10 ')), code: 'PROGRAM_FAILED' },
    { what: 'a key number in place of a fingerprint', lines: good.map((line) => line.replace(primary, primary.slice(-16))), code: 'PROGRAM_FAILED' },
    { what: 'no primary key', lines: good.map((line) => line.replace(` ${primary}`, '')), code: 'PROGRAM_FAILED' },
  ];
  const expired = readVerified(run([...without('GOODSIG'), `EXPKEYSIG ${key.slice(-16)} Ada`]));
  assert.match((expired.kind === 'refused' && expired.reason.hint) || '', /newer copy of the key/);
  for (const { what, lines, exit, code } of table) assert.equal(said(lines, exit), code, what);
});

test('a name cannot be a line: gpg escapes line ends, and a line of another form refuses all', () => {
  const eve = `Eve%0A[GNUPG:] ${valid}`;
  assert.equal(said(['NEWSIG', `GOODSIG ${key.slice(-16)} ${eve}`]), 'PROGRAM_FAILED');
  assert.equal(said(['NEWSIG', `ERRSIG ${key.slice(-16)} 1 10 00 1767225600 9 -`, `NO_PUBKEY ${key.slice(-16)} ${eve}`]), 'OPENPGP_KEY_OTHER');
  // A gpg that did not escape would say it twice.
  assert.equal(said([...good.slice(0, 2), `GOODSIG ${key.slice(-16)} Eve\n[GNUPG:] ${valid}`, valid]), 'PROGRAM_FAILED');
  assert.equal(said([...good.slice(0, 2), `GOODSIG ${key.slice(-16)} Eve\nand more`, valid]), 'PROGRAM_FAILED');
  assert.equal(readVerified({ code: 0, stdout: run(good).stdout.subarray(0, -1) }).kind, 'refused', 'a line that is cut off');
});

test('whatever a program says is good or a coded reason', () => {
  const words = fc.constantFrom('NEWSIG', 'GOODSIG', 'VALIDSIG', 'BADSIG', 'ERRSIG', valid, key, primary, '[GNUPG:]', '\n', ' ', '\r', '00', '9');
  fc.assert(
    fc.property(fc.array(words), (parts) => {
      const read = readVerified({ code: 0, stdout: Buffer.from(parts.join(' ')) });
      assert.ok(read.kind === 'parsed' || /^[A-Z_]+$/.test(read.reason.code));
    }),
  );
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { verifyBench } from './bench.ts';

const bench = verifyBench();
after(bench.close);
const repo = ['--repo', 'acme/lens', '--workflow', 'release.yml'] as const;

test('what lies beyond a bound is not decided, and never silent', async () => {
  const lens = bench.put('many/lens', 'lens');
  const other = bench.attest('another', 'https://slsa.dev/provenance/v1');
  const rest = `${other}\n`.repeat(4_096);
  bench.put('many/lens.intoto.jsonl', `${other}\n${rest}`);
  const { code, out } = await bench.verify([lens, ...repo]);
  assert.equal(code, 3, out.slice(0, 400));
  assert.match(out, /1 more pieces of evidence are not read, of 4097 \[EVIDENCE_TOO_MUCH\]/);
  bench.put('many/lens.intoto.jsonl', `${bench.attest('lens', 'https://spdx.dev/Document', { spdxVersion: 'SPDX-2.3' })}\n${rest}`);
  assert.equal((await bench.verify([lens, ...repo, '--type', 'spdx'])).code, 0);
});

test('the seventeenth list counts as the first does', async () => {
  const lens = bench.put('lists/lens', 'lens');
  for (let i = 0; i < 20; i++) bench.put(`lists/${'a'.repeat(i + 1)}.sha256`, `${'0'.repeat(64)}  something-else-${i}\n`);
  const sums = `${createHash('sha256').update('lens').digest('hex')}  lens\n`;
  bench.put('lists/sha256sums.txt', sums);
  bench.put('lists/sha256sums.txt.sigstore.json', bench.sign(sums));
  const { code, out } = await bench.verify([lens, ...repo]);
  assert.equal(code, 0, out);
  assert.match(out, /lens is listed in sha256sums\.txt/);
});

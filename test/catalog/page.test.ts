import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogRow } from '../../src/catalog/index.ts';
import { actionRows } from '../../src/catalog/actions/index.ts';
import { catalogPage } from '../../src/catalog/index.ts';

const rows: readonly CatalogRow[] = [
  {
    kind: 'action',
    uses: 'octo/sign',
    aliases: ['octo/old-sign'],
    roles: ['signs', 'publishes'],
    defaults: {
      mode: 'a|b',
      empty: '',
      tries: [
        { value: '1', until: '2.0' },
        { value: '3', since: '2.0' },
      ],
    },
    outputs: {},
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'source' },
        mechanism: 'sigstore',
        keyless: true,
        attachedTo: 'beside',
        choose: { attachedTo: { cases: [{ when: { event: 'release' }, value: 'release' }] } },
      },
    ],
    source: { url: 'https://github.com/octo/sign/blob/abc/action.yml', version: 'v2.1.0', checked: '2026-11-23' },
    note: 'signs\nall of it',
  },
  {
    kind: 'command',
    program: 'shipit',
    words: ['push'],
    flags: [],
    roles: ['publishes'],
    effects: [
      { kind: 'attests', subject: { kind: 'source' }, predicate: 'custom', signed: false, mechanism: 'custom', keyless: false, attachedTo: 'registry' },
    ],
    source: { url: 'https://example.org/x', checked: null },
  },
  { kind: 'action', uses: 'octo/lint', roles: ['none'], defaults: {}, outputs: {}, effects: [], source: { url: '', checked: null }, subpaths: true },
  {
    kind: 'tool',
    name: 'syft',
    onRunners: ['ubuntu'],
    packages: ['brew:syft'],
    impostors: { 'npm:syft': 'a logger' },
    source: { url: 'https://example.org/t', checked: '2026-11-23' },
  },
];

test('a page of tables by first role', () => {
  const page = catalogPage(rows);
  assert.deepEqual(
    page.split('\n').filter((line) => line.startsWith('#')),
    ['# Catalog', '## Sign', '## Publish', '## Nothing that is released', '## Tools', '## Notes'],
  );
  assert.ok(
    page.includes(
      '| `octo/sign`, `octo/old-sign` | signs, publishes | `mode`=`a\\|b`; `tries`=`1` until 2.0, `3` since 2.0 | beside, release | yes (sigstore) | [v2.1.0](https://github.com/octo/sign/blob/abc/action.yml) | 2026-11-23 |',
    ),
  );
  assert.ok(page.includes('| `shipit push` | publishes |  | registry | no | [source](https://example.org/x) | **unchecked** |'));
  assert.ok(page.includes('| `octo/lint` and below | none |'));
  assert.ok(page.includes('| `syft` | ubuntu | `brew:syft` | `npm:syft`: a logger |'));
  assert.ok(page.includes('- `octo/sign`, `octo/old-sign`: signs all of it.'));
  assert.ok(page.includes('| actions and reusable workflows | 1 | 1 |'));
  assert.ok(page.includes('| commands | 0 | 1 |'));
  assert.ok(page.includes('| tools | 1 | 0 |'));
  assert.ok(page.includes('| all | 2 | 2 |'));
  assert.equal(page.split('that hash, sign, describe, attest, verify, tag or publish | 1 | 0 |').length, 2);
});

test('the page of the whole catalog: one line for each row, seven columns in each', () => {
  const page = catalogPage(actionRows);
  const lines = page.split('\n').filter((line) => line.startsWith('| `'));
  assert.equal(lines.length, actionRows.length);
  for (const line of lines) assert.equal(line.replaceAll('\\|', '').split('|').length, 9, line);
});

test('the order of the rows does not change the page', () => {
  assert.equal(catalogPage([...rows].reverse()), catalogPage(rows));
});

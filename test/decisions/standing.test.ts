import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeDisposition, type Disposition, type Scene } from '../../src/decisions/index.ts';
import { reaches } from '../../src/decisions/reaches.ts';
import { at } from '../support/sample-report.ts';

const scene: Scene = {
  findings: [
    { id: 'tag-unsigned > t', fingerprint: 'tag-unsigned > t', rule: 'tag-unsigned', surface: 'git-tag:v', parts: [] },
    { id: 'sbom-missing > i', fingerprint: 'sbom-missing > i', rule: 'sbom-missing', surface: 'image:a', parts: [] },
    { id: 'sbom-missing > i #2', fingerprint: 'sbom-missing > i', rule: 'sbom-missing', surface: 'image:b', parts: [] },
    { id: 'tags-collide > -', fingerprint: 'tags-collide > -', rule: 'tags-collide', surface: null, parts: [] },
  ],
  surfaces: [
    { id: 'git-tag:v', kind: 'git-tag', name: 'git tag v*', members: ['git tag v*'] },
    { id: 'image:a', kind: 'container-image', name: 'ghcr.io/acme/lens', members: ['ghcr.io/acme/lens:latest'] },
    { id: 'image:b', kind: 'container-image', name: 'ghcr.io/acme/lens-b', members: ['ghcr.io/acme/lens-b:1, ghcr.io/acme/lens-b:2'] },
  ],
  rows: ['Helm chart lens (charts/lens/Chart.yaml)'],
  rules: new Set(['tag-unsigned', 'sbom-missing', 'tags-collide', 'sbom-of-source-tree', 'tags-can-be-moved']),
  asking: new Set(['tags-can-be-moved']),
  exists: (path) => path === 'charts/release.yml',
  versionsOf: (action) => (action === 'acme/sign' ? ['v4', '5.1.0'] : action === 'acme/any' ? ['v1', 'main'] : []),
  premiseOf: (on) => `2-premise of ${on.findings.length}`,
  named: new Set(),
  today: '2026-06-01',
};

function decision(rest: Partial<Disposition>): Disposition {
  return {
    id: 'x',
    disposition: 'accepted',
    finding: null,
    rule: null,
    surface: null,
    reason: 'r',
    by: null,
    date: null,
    reviewBy: null,
    revisit: null,
    record: null,
    premise: null,
    isShared: false,
    at: at('sealwright.yaml', 3),
    ...rest,
  };
}

const table: readonly {
  readonly what: string;
  readonly of: Partial<Disposition>;
  readonly standing: string;
  readonly on: readonly string[];
  readonly why?: RegExp;
}[] = [
  { what: 'a finding', of: { finding: 'tag-unsigned > t' }, standing: 'current', on: ['tag-unsigned > t'] },
  { what: 'a fingerprint of two', of: { finding: 'sbom-missing > i' }, standing: 'current', on: ['sbom-missing > i', 'sbom-missing > i #2'] },
  { what: 'one of two', of: { finding: 'sbom-missing > i #2' }, standing: 'current', on: ['sbom-missing > i #2'] },
  { what: 'a finding that is gone', of: { finding: 'tag-unsigned > u' }, standing: 'stale', on: [], why: /fingerprint/ },
  { what: 'a rule', of: { rule: 'sbom-missing' }, standing: 'current', on: ['sbom-missing > i', 'sbom-missing > i #2'] },
  { what: 'a rule without findings', of: { rule: 'sbom-of-source-tree' }, standing: 'stale', on: [], why: /finds nothing/ },
  { what: 'a rule that asks a service', of: { rule: 'tags-can-be-moved', premise: 'x' }, standing: 'current', on: [] },
  { what: 'a finding of such a rule', of: { finding: 'tags-can-be-moved > -' }, standing: 'current', on: [] },
  { what: 'a rule without findings, for several repositories', of: { rule: 'sbom-of-source-tree', isShared: true, premise: 'x' }, standing: 'current', on: [] },
  { what: 'a rule that there is not', of: { rule: 'sbom-absent' }, standing: 'stale', on: [], why: /no rule sbom-absent/ },
  { what: 'a rule of a surface', of: { rule: 'sbom-missing', surface: 'image:a' }, standing: 'current', on: ['sbom-missing > i'] },
  { what: 'by a name', of: { rule: 'sbom-missing', surface: 'ghcr.io/acme/lens' }, standing: 'current', on: ['sbom-missing > i'] },
  { what: 'by what it holds', of: { surface: 'ghcr.io/acme/lens-b:2' }, standing: 'current', on: ['sbom-missing > i #2'] },
  { what: 'by a kind', of: { surface: 'container-image' }, standing: 'current', on: ['sbom-missing > i', 'sbom-missing > i #2'] },
  { what: 'a part of a name is no name', of: { surface: 'ghcr.io/acme' }, standing: 'stale', on: [], why: /nothing of this name/ },
  { what: 'a row', of: { surface: 'Helm chart lens' }, standing: 'current', on: [] },
  { what: 'a row with a rule is none', of: { surface: 'Helm chart lens', rule: 'sbom-missing' }, standing: 'stale', on: [] },
  { what: 'before the day', of: { rule: 'tag-unsigned', reviewBy: '2026-06-02' }, standing: 'current', on: ['tag-unsigned > t'] },
  { what: 'on the day', of: { rule: 'tag-unsigned', reviewBy: '2026-06-01' }, standing: 'current', on: ['tag-unsigned > t'] },
  { what: 'after the day', of: { rule: 'tag-unsigned', reviewBy: '2026-05-31' }, standing: 'due', on: ['tag-unsigned > t'], why: /by 2026-05-31/ },
  { what: 'words', of: { rule: 'tag-unsigned', revisit: { kind: 'words', text: 'w' } }, standing: 'current', on: ['tag-unsigned > t'] },
  {
    what: 'a file',
    of: { rule: 'tag-unsigned', revisit: { kind: 'file', path: 'charts/release.yml' } },
    standing: 'due',
    on: ['tag-unsigned > t'],
    why: /is there now/,
  },
  { what: 'no file yet', of: { rule: 'tag-unsigned', revisit: { kind: 'file', path: 'x' } }, standing: 'current', on: ['tag-unsigned > t'] },
  {
    what: 'a version',
    of: { rule: 'tag-unsigned', revisit: { kind: 'action', action: 'acme/sign', version: '5' } },
    standing: 'due',
    on: ['tag-unsigned > t'],
    why: /acme\/sign is used at 5\.1\.0 now/,
  },
  {
    what: 'no version yet',
    of: { rule: 'tag-unsigned', revisit: { kind: 'action', action: 'acme/sign', version: 'v6' } },
    standing: 'current',
    on: ['tag-unsigned > t'],
  },
  {
    what: 'a version that cannot be told',
    of: { rule: 'tag-unsigned', revisit: { kind: 'action', action: 'acme/any', version: 'v5' } },
    standing: 'due',
    on: ['tag-unsigned > t'],
    why: /acme\/any is used at main, of which it cannot be told whether that is v5 or later/,
  },
  {
    what: 'a surface appears, and its row is gone',
    of: { surface: 'Helm chart other', revisit: { kind: 'surface', surface: 'container-image' } },
    standing: 'due',
    on: [],
    why: /lens is published now/,
  },
  { what: 'the premise holds', of: { rule: 'sbom-missing', premise: '2-premise of 2' }, standing: 'current', on: ['sbom-missing > i', 'sbom-missing > i #2'] },
  {
    what: 'the premise changed',
    of: { rule: 'tag-unsigned', premise: '2-premise of 2' },
    standing: 'premise-changed',
    on: ['tag-unsigned > t'],
    why: /not built/,
  },
  {
    what: 'a premise of an earlier form',
    of: { rule: 'tag-unsigned', premise: '1-premise of 1' },
    standing: 'premise-changed',
    on: ['tag-unsigned > t'],
    why: /another version/,
  },
  { what: 'fixed, and gone', of: { disposition: 'fixed', rule: 'sbom-of-source-tree' }, standing: 'current', on: [] },
  {
    what: 'fixed, and found',
    of: { disposition: 'fixed', rule: 'sbom-missing' },
    standing: 'not-fixed',
    on: ['sbom-missing > i', 'sbom-missing > i #2'],
    why: /2 are found/,
  },
];

for (const row of table) {
  test(`${row.what}: ${row.standing}`, () => {
    const { standing, on, why } = judgeDisposition(decision(row.of), scene);
    assert.equal(standing, row.standing);
    assert.deepEqual(on.findings, row.on);
    if (row.why === undefined) assert.ok(why === null || row.standing !== 'current', why ?? '');
    else assert.match(why ?? '', row.why);
  });
}

test('a decision on one thing does not reach what is judged together with it later', () => {
  const of = decision({ rule: 'sbom-missing', surface: 'lens.deb' });
  const holding = (...members: readonly string[]): Scene => ({
    ...scene,
    surfaces: [{ id: 'image:a', kind: 'release-asset', name: members.join(', '), members }],
  });
  assert.equal(judgeDisposition(of, holding('lens.deb')).standing, 'current');
  const { standing, why } = judgeDisposition(of, holding('lens.deb', 'lens.tar.gz'));
  assert.equal(standing, 'premise-changed');
  assert.match(why ?? '', /judged together with lens\.tar\.gz/);
  const confirmed = { ...of, premise: '2-premise of 1' };
  assert.equal(judgeDisposition(confirmed, holding('lens.deb', 'lens.tar.gz')).standing, 'current', 'somebody decided on it as it is');
  assert.equal(judgeDisposition({ ...confirmed, premise: '2-premise of 3' }, holding('lens.deb', 'lens.tar.gz')).standing, 'premise-changed');
  const whole = { ...of, surface: 'lens.deb, lens.tar.gz' };
  assert.equal(judgeDisposition(whole, holding('lens.deb', 'lens.tar.gz')).standing, 'current', 'all of it is named');
  const apart: Scene = { ...scene, surfaces: [...holding('lens.deb', 'lens.tar.gz').surfaces, { ...holding('lens.deb').surfaces[0]!, id: 'image:b' }] };
  assert.deepEqual(judgeDisposition(of, apart).on.surfaces, ['image:b'], 'the surface that is this alone comes first');
});

test('without a day nothing is due by its date', () => {
  const { standing } = judgeDisposition(decision({ rule: 'tag-unsigned', reviewBy: '2020-01-01' }), { ...scene, today: null });
  assert.equal(standing, 'current');
});

test('versions are compared by their numbers, and a moving tag is the newest of its line', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['v5', '5', true],
    ['v5', 'v5.1', true],
    ['v4', '5', false],
    ['v10', '9', true],
    ['5.0.9', '5.1', false],
    ['5.1.0-rc.1', '5.1', true],
    ['release/v1', 'v1', true],
    ['main', '1', false],
    ['0123456789abcdef0123456789abcdef01234567', '0', false],
    ['', '0', false],
  ];
  for (const [version, wanted, expected] of rows) assert.equal(reaches(version, wanted), expected, `${version} reaches ${wanted}`);
});

test('without a premise a story is not decided on until each of its parts is', () => {
  const part = (id: string): Scene['findings'][number] => ({ id, fingerprint: id, rule: id, surface: null, parts: [] });
  const of = (parts: readonly string[], named: readonly string[]): Scene => ({
    ...scene,
    findings: [{ ...part('story'), parts }, ...parts.map(part)],
    named: new Set(['story', ...named]),
  });
  const onStory = decision({ finding: 'story' });
  assert.equal(judgeDisposition(onStory, of(['a', 'b'], ['a', 'b'])).standing, 'current');
  const { standing, why } = judgeDisposition(onStory, of(['a', 'b', 'c'], ['a', 'b']));
  assert.equal(standing, 'premise-changed');
  assert.match(why ?? '', /joins c, on which nothing was decided/);
  assert.equal(judgeDisposition(decision({ rule: 'story' }), of(['a'], [])).standing, 'premise-changed', 'by its rule');
  assert.equal(judgeDisposition(decision({ finding: 'story', premise: '2-premise of 1' }), of(['a'], [])).standing, 'current', 'its premise holds the parts');
  assert.equal(judgeDisposition(decision({ finding: 'story', disposition: 'open' }), of(['a'], [])).standing, 'current', 'it settles nothing');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, type AuditReport } from '../../src/audit/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine, type FakeMachine } from '../support/fake-machine.ts';

const release = `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
      - run: gh release upload "$GITHUB_REF_NAME" lens
        env: { GH_TOKEN: '${'$'}{{ github.token }}' }
`;
const entry = (rule: string, rest = ''): string => `  - { rule: ${rule}, disposition: accepted, reason: r, by: Kim, reviewBy: 2026-12-31${rest} }\n`;
const config = (...entries: readonly string[]): string => `version: 1\ndispositions:\n${entries.join('')}`;

function machineOf(now: string | undefined, then: string | undefined): FakeMachine {
  const files = (text: string | undefined): Readonly<Record<string, string>> => ({
    '.github/workflows/release.yml': release,
    ...(text === undefined ? {} : { 'sealwright.yaml': text }),
  });
  return fakeMachine({ audit, folders: { '.': files(now) }, commits: { main: files(then) } });
}

async function reportOf(now: string | undefined, then: string | undefined, ...argv: readonly string[]): Promise<AuditReport> {
  const machine = machineOf(now, then);
  await run(['audit', '--against', 'main', '--format', 'json', '--exit-zero', ...argv], machine);
  return JSON.parse(machine.out()) as AuditReport;
}

test('what a decision of the change says is told apart from what was decided before', async () => {
  const one = entry('published-unsigned');
  const table: readonly { readonly what: string; readonly now: string; readonly then: string | undefined; readonly is: string | undefined }[] = [
    { what: 'as before', now: config(one), then: config(one), is: undefined },
    { what: 'the first of all', now: config(one), then: undefined, is: 'new' },
    { what: 'one more', now: config(entry('tag-unsigned'), one), then: config(entry('tag-unsigned')), is: 'new' },
    { what: 'a later end', now: config(one), then: config(one.replace('2026-12-31', '2026-11-30')), is: 'changed' },
    { what: 'another decision', now: config(one), then: config(one.replace('accepted', 'open')), is: 'changed' },
    { what: 'other words', now: config(one), then: config(one.replace('reason: r', 'reason: q')), is: undefined },
    { what: 'a file that cannot be read', now: config(one), then: 'version: 7\n', is: 'new' },
  ];
  for (const { what, now, then, is } of table) {
    const { dispositions } = await reportOf(now, then);
    assert.equal(dispositions.find((decision) => decision.rule === 'published-unsigned')?.change, is, what);
    assert.equal(dispositions.find((decision) => decision.rule === 'tag-unsigned')?.change, undefined, what);
  }
});

test('what only the change decides can be left open', async () => {
  const found = (await reportOf(undefined, undefined)).findings.map((one) => one.rule);
  const now = config(...[...new Set(['published-unsigned', ...found])].map((rule) => entry(rule)));
  const open = machineOf(undefined, undefined);
  assert.equal(await run(['audit', '--against', 'main'], open), 1, open.out());
  assert.equal(await run(['audit', '--against', 'main'], machineOf(now, undefined)), 0, 'its own decisions answer it');
  const strict = machineOf(now, undefined);
  assert.equal(await run(['audit', '--against', 'main', '--decisions', 'before'], strict), 1);
  assert.match(strict.out(), /accepted by this change alone: published-unsigned \(sealwright\.yaml:3\), left open, with 1 finding/);
  assert.equal(await run(['audit', '--against', 'main', '--decisions', 'before'], machineOf(now, now)), 0, 'those of before hold');
});

test('every form of the report says whose decision it is', async () => {
  const now = config(entry('published-unsigned'));
  for (const [format, told] of [
    ['terminal', /accepted by this change alone: published-unsigned \(sealwright\.yaml:3\), which answers 1 finding/],
    ['markdown', /- Decided by the change: accepted by this change alone: published-unsigned/],
    ['summary', /- \*\*Decided by this change:\*\* accepted by this change alone: published-unsigned/],
    ['github', /^accepted by this change alone: published-unsigned \(sealwright\.yaml:3\), which answers 1 finding$/m],
    ['html', /<b>Decided by this change:<\/b> accepted by this change alone/],
  ] as const) {
    const machine = machineOf(now, undefined);
    await run(['audit', '--against', 'main', '--format', format, '--exit-zero'], machine);
    assert.match(machine.out(), told, format);
    const before = machineOf(now, now);
    await run(['audit', '--against', 'main', '--format', format, '--exit-zero'], before);
    assert.doesNotMatch(before.out(), /this change alone/, format);
  }
  const sarif = machineOf(now, undefined);
  await run(['audit', '--against', 'main', '--format', 'sarif', '--sarif-suppressed', '--exit-zero'], sarif);
  assert.match(sarif.out(), /"justification": "accepted by this change alone: r \(Kim\)/);
});

test('a configuration that a person names is no part of the change', async () => {
  const machine = fakeMachine({
    audit,
    folders: { '.': { '.github/workflows/release.yml': release }, own: { 'c.yaml': config(entry('published-unsigned')) } },
    commits: { main: {} },
  });
  await run(['audit', '--against', 'main', '--config', 'own/c.yaml', '--format', 'json', '--exit-zero'], machine);
  assert.equal((JSON.parse(machine.out()) as AuditReport).dispositions[0]?.change, undefined);
});

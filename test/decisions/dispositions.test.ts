import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SealwrightError } from '../../src/base/index.ts';
import { loadConfig, type Config } from '../../src/decisions/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

const load = (entries: string, others: Readonly<Record<string, string>> = {}): Promise<Config> =>
  loadConfig({ files: memoryTree({ 'sealwright.yaml': `version: 1\n${entries}`, ...others }), trust: 'checkout' });

test('a decision is read with all that it says', async () => {
  const { dispositions } = await load(`dispositions:
  - rule: tag-unsigned
    surface: git-tag
    disposition: deferred
    reason: >
      Tags are made by a bot
      that has no key.
    by: Kim
    date: 2026-05-30
    reviewBy: 2027-05-30
    revisit: { action: googleapis/release-please-action, version: 6 }
    record: docs/adr/0902.md
    premise: 2-0123456789abcdef
  - { finding: 'sbom-missing > x', disposition: accepted, reason: small }
`);
  assert.deepEqual(
    dispositions.map(({ at, ...rest }) => ({ ...rest, line: at.line })),
    [
      {
        id: 'tag-unsigned > git-tag',
        disposition: 'deferred',
        finding: null,
        rule: 'tag-unsigned',
        surface: 'git-tag',
        reason: 'Tags are made by a bot that has no key.',
        by: 'Kim',
        date: '2026-05-30',
        reviewBy: '2027-05-30',
        revisit: { kind: 'action', action: 'googleapis/release-please-action', version: '6' },
        record: 'docs/adr/0902.md',
        premise: '2-0123456789abcdef',
        isShared: false,
        line: 3,
      },
      {
        id: 'sbom-missing > x',
        disposition: 'accepted',
        finding: 'sbom-missing > x',
        rule: null,
        surface: null,
        reason: 'small',
        by: null,
        date: null,
        reviewBy: null,
        revisit: null,
        record: null,
        premise: null,
        isShared: false,
        line: 15,
      },
    ],
  );
});

test('every form of a condition is read', async () => {
  const table = [
    { what: 'words', text: 'when the action can sign', read: { kind: 'words', text: 'when the action can sign' } },
    { what: 'a file', text: '{ file: charts/release.yml }', read: { kind: 'file', path: 'charts/release.yml' } },
    { what: 'a version', text: '{ action: acme/sign/deep, version: v5.1 }', read: { kind: 'action', action: 'acme/sign/deep', version: 'v5.1' } },
    { what: 'a surface', text: '{ surface: helm-chart }', read: { kind: 'surface', surface: 'helm-chart' } },
  ];
  for (const row of table) {
    const { dispositions } = await load(`dispositions:\n  - { rule: tag-unsigned, disposition: deferred, reason: r, revisit: ${row.text} }\n`);
    assert.deepEqual(dispositions[0]?.revisit, row.read, row.what);
  }
});

test('every mistake of an entry is a coded error with its line', async () => {
  const entry = (rest: string): string => `dispositions:\n  - rule: tag-unsigned\n    disposition: accepted\n    ${rest}\n`;
  const table = [
    { what: 'no reason', text: entry('by: Kim'), line: 3, says: /reason is missing/ },
    { what: 'a blank reason', text: entry('reason: "  "'), line: 5, says: /expected a reason in words/ },
    { what: 'a word that is no decision', text: 'dispositions:\n  - { rule: a-b, reason: r, disposition: ignored }\n', line: 3, says: /got "ignored"/ },
    { what: 'a day that there is not', text: entry('reason: r\n    reviewBy: 2027-02-29'), line: 6, says: /expected a day such as 2026-11-30/ },
    { what: 'a day in another form', text: entry('reason: r\n    date: 30.05.2026'), line: 6, says: /expected a day such as/ },
    { what: 'a day and an hour', text: entry('reason: r\n    date: 2026-05-30T10:00:00Z'), line: 6, says: /expected a day such as/ },
    { what: 'a condition of no known form', text: entry('reason: r\n    revisit: { branch: x }'), line: 6, says: /expected words, or a map/ },
    { what: 'a premise that nobody wrote', text: entry('reason: r\n    premise: abc'), line: 6, says: /disposition add writes/ },
    { what: 'an unknown key', text: entry('reason: r\n    until: 2027-01-01'), line: 6, says: /unknown key "until"/ },
    {
      what: 'nothing that it is about',
      text: 'dispositions:\n  - disposition: open\n    reason: r\n',
      line: 3,
      says: /expected one of finding, rule and surface/,
    },
    { what: 'two things at once', text: 'dispositions:\n  - { finding: x, rule: a-b, disposition: open, reason: r }\n', line: 3, says: /not both/ },
    { what: 'no rule', text: 'dispositions:\n  - { rule: Tags, disposition: open, reason: r }\n', line: 3, says: /the name of a rule/ },
    {
      what: 'two decisions on one thing',
      text: 'dispositions:\n  - { rule: a-b, disposition: open, reason: r }\n  - { rule: a-b, disposition: fixed, reason: r }\n',
      line: 4,
      says: /decided on twice/,
    },
    { what: 'a map of decisions', text: 'dispositions:\n  a: 1\n', line: 2, says: /expected a list/ },
  ];
  for (const row of table) {
    await assert.rejects(load(row.text), (error) => {
      assert.ok(error instanceof SealwrightError, String(error));
      assert.equal(error.code, 'CONFIG_MALFORMED', row.what);
      assert.match(error.message, row.says, row.what);
      assert.equal(error.details.at, `sealwright.yaml:${row.line}`, row.what);
      assert.ok(error.details.hint !== undefined, row.what);
      return true;
    });
  }
});

test('of two files that decide on the same thing the nearer counts', async () => {
  const { dispositions } = await load('extends: org.yaml\ndispositions:\n  - { rule: a-b, disposition: open, reason: near }\n', {
    'org.yaml': 'version: 1\ndispositions:\n  - { rule: a-b, disposition: accepted, reason: far }\n  - { rule: c-d, disposition: accepted, reason: far }\n',
  });
  assert.deepEqual(
    dispositions.map((one) => [one.id, one.reason, one.at.file, one.isShared]),
    [
      ['a-b > *', 'near', 'sealwright.yaml', false],
      ['c-d > *', 'far', 'org.yaml', true],
    ],
  );
});

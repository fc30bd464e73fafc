import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf } from '../lineage/surfaces-of.ts';

const on = (events: string): string => `on: ${events}
jobs:
  look:
    runs-on: ubuntu-latest
    steps: [{ run: ls }]
`;

const cases = [
  { what: 'a pull request', events: '{ pull_request: {} }', doubts: [/a pull request publishes is a preview/] },
  { what: 'a comment', events: '{ issue_comment: { types: [created] } }', doubts: [/issues, comments and statuses/] },
  { what: 'a merged pull request is followed', events: '{ pull_request_target: { types: [closed] } }', merged: true, doubts: [null] },
  { what: 'a push', events: '{ push: { branches: [main] } }', doubts: [null] },
];

for (const c of cases) {
  test(`why an event is not followed: ${c.what}`, () => {
    const workflow = c.merged === true ? on(c.events).replace('  look:\n', '  look:\n    if: github.event.pull_request.merged == true\n') : on(c.events);
    const rows = auditOf({ '.github/workflows/look.yml': workflow }).report.scenarios;
    const seen = c.merged === true ? rows.filter((row) => row.id === 'pull_request:merged') : rows;
    assert.equal(seen.length, c.doubts.length);
    for (const [i, doubt] of c.doubts.entries()) {
      if (doubt === null) assert.equal(seen[i]?.doubt, null);
      else assert.match(seen[i]?.doubt ?? '', doubt);
    }
  });
}

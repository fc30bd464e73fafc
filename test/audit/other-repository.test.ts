import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditReport } from '../../src/index.ts';
import { otherRepository } from '../../src/lineage/index.ts';
import { lit } from '../../src/values/index.ts';
import { auditTexts, type Texts } from '../support/little-repo.ts';

const path = '.github/workflows/release.yml';

function reportOf(steps: string, more: Texts = {}, on = 'push: { branches: [main] }'): AuditReport {
  const text = `on: { ${on} }
permissions: { contents: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    env: { GH_TOKEN: "\${{ secrets.PAT }}" }
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
${steps}`;
  return auditTexts({ [path]: text, 'go.mod': 'module lens\n', ...more }, 'acme', 'lens').report;
}

const tagged = (report: AuditReport): boolean => report.findings.some((one) => one.rule === 'tag-unsigned');

test('a release of another repository is a place of its own, and its tag is none of this one', () => {
  const table: readonly { readonly what: string; readonly steps: string; readonly more?: Texts; readonly is: string; readonly own: boolean }[] = [
    { what: 'by gh', steps: '      - run: gh release create v1 lens --repo acme/nightly\n', is: 'lens (acme/nightly)', own: false },
    {
      what: 'by gh, told by the environment',
      steps: '      - run: gh release create v1 lens\n        env: { GH_REPO: acme/nightly }\n',
      is: 'lens (acme/nightly)',
      own: false,
    },
    {
      what: 'by an action',
      steps: '      - uses: softprops/action-gh-release@v2\n        with: { files: lens, tag_name: v1, repository: acme/nightly }\n',
      is: 'lens (acme/nightly)',
      own: false,
    },
    {
      what: 'by chart-releaser',
      steps: '      - run: cr package charts/lens && cr upload --owner acme --git-repo charts\n',
      more: { 'charts/lens/Chart.yaml': 'name: lens\nversion: 1.0.0\n' },
      is: 'lens-<version>.tgz (acme/charts)',
      own: false,
    },
    { what: 'its own, by name', steps: '      - run: gh release create v1 lens --repo Acme/Lens\n', is: 'lens', own: true },
    { what: 'its own, by the variable', steps: '      - run: gh release create v1 lens -R "$GITHUB_REPOSITORY"\n', is: 'lens', own: true },
    { what: 'one that only a variable names', steps: '      - run: gh release create v1 lens --repo "$TARGET"\n', is: 'lens', own: true },
  ];
  for (const { what, steps, more, is, own } of table) {
    const report = reportOf(steps, more);
    assert.deepEqual(
      report.surfaces.filter((one) => one.kind === 'release-asset').map((one) => one.name),
      [is],
      what,
    );
    assert.equal(tagged(report), own, what);
  }
});

test('the same file on two releases is two places', () => {
  const report = reportOf('      - run: gh release create v1 lens && gh release create v1 lens --repo acme/nightly\n');
  assert.deepEqual(
    report.surfaces.filter((one) => one.kind === 'release-asset').map((one) => one.name),
    ['lens', 'lens (acme/nightly)'],
  );
});

test('a repository is another one only where both names are known', () => {
  const git = { owner: 'acme', repo: 'lens' };
  assert.equal(otherRepository(lit('acme/nightly'), git), 'acme/nightly');
  assert.equal(otherRepository(lit('https://github.com/acme/nightly.git'), git), 'acme/nightly');
  assert.equal(otherRepository(lit('ACME/lens'), git), undefined);
  assert.equal(otherRepository(lit('nightly'), git), undefined, 'no owner');
  assert.equal(otherRepository(lit(''), git), undefined);
  assert.equal(otherRepository(undefined, git), undefined);
  assert.equal(otherRepository(lit('acme/nightly'), { owner: null, repo: null }), undefined);
});

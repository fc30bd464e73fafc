import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, defaultConfig } from '../../src/index.ts';
import { planFixes, type FixPlan } from '../../src/fix/index.ts';
import type { Texts } from '../support/little-repo.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { showPlan } from '../support/plan-fixes.ts';

const git = { host: 'github.com', owner: 'acme', repo: 'lens', commit: null, date: null, tags: [], defaultBranch: 'main' };
const rule = 'recipe-identity-too-wide';

/** A release with a signature, and documents that check it with patterns that take too much. */
function checkout(documents: readonly string[]): Texts {
  const release = `on: { push: { tags: ['v*'] } }
permissions: { contents: write, id-token: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - run: go build -o lens . && cosign sign-blob --yes --bundle lens.sigstore.json lens
      - run: gh release upload "$GITHUB_REF_NAME" lens lens.sigstore.json
`;
  const page = `# Lens

\`\`\`sh
cosign verify-blob --bundle lens.sigstore.json --certificate-identity-regexp 'https://github.com/acme/.*' --certificate-oidc-issuer https://token.actions.githubusercontent.com lens
\`\`\`
`;
  return { '.github/workflows/release.yml': release, ...Object.fromEntries(documents.map((path) => [path, page])) };
}

function counted(texts: Texts, apply: 'safe' | 'all' = 'all'): { readonly plan: FixPlan; readonly audits: number } {
  let audits = 0;
  const plan = planFixes({
    files: memoryTree(texts),
    audit: (files) => {
      audits++;
      return audit({ files, folderName: 'lens', git, config: defaultConfig, resolve: new Map() });
    },
    wanted: (one) => one.rule === rule,
    apply,
  });
  return { plan, audits };
}

test('edits of one sort at several places are proved by one audit, and each is told by itself', () => {
  const documents = ['README.md', 'SECURITY.md', 'docs/verify.md', 'docs/install.md'];
  const { plan, audits } = counted(checkout(documents));
  assert.equal(audits, 2, 'before, and with all of them');
  assert.equal(plan.applied.length, documents.length, showPlan(plan));
  assert.deepEqual(plan.applied.flatMap((one) => one.files).toSorted(), documents.toSorted());
  for (const one of plan.applied) assert.ok(one.findings.some((finding) => finding.rule === rule && one.files.includes(finding.at.file)));
  assert.deepEqual([...plan.texts.keys()].toSorted(), documents.toSorted());
  assert.ok(plan.after.report.findings.every((one) => one.rule !== rule));
});

test('what only a person may accept is proved one by one', () => {
  const { plan, audits } = counted(checkout(['README.md', 'SECURITY.md']), 'safe');
  assert.equal(plan.review.length, 2);
  assert.equal(audits, 3);
  assert.equal(plan.texts.size, 0);
});

test('where one of several is refused the others are tried by themselves', () => {
  const texts = checkout(['README.md', 'SECURITY.md']);
  let audits = 0;
  const plan = planFixes({
    files: memoryTree(texts),
    audit: (files) => {
      audits++;
      const result = audit({ files, folderName: 'lens', git, config: defaultConfig, resolve: new Map() });
      const read = files.read('SECURITY.md');
      const isTouched = read.kind === 'text' && read.text !== texts['SECURITY.md'];
      // As if the edit of that file had made something unreadable.
      return isTouched
        ? { ...result, report: { ...result.report, unread: [...result.report.unread, { path: 'SECURITY.md', line: 1, reason: 'cut off' }] } }
        : result;
    },
    wanted: (one) => one.rule === rule,
    apply: 'all',
  });
  assert.deepEqual([...plan.texts.keys()], ['README.md']);
  assert.deepEqual(
    plan.refused.map((one) => one.finding.at.file),
    ['SECURITY.md'],
  );
  assert.match(plan.refused[0]?.reason ?? '', /would not be read any more/);
  assert.equal(audits, 4);
});

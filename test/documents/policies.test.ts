import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeFile } from '../../src/base/index.ts';
import { findPolicies } from '../../src/documents/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

function policies(files: Readonly<Record<string, string>>, ran: readonly string[] = []): readonly string[] {
  const found = findPolicies(
    memoryTree(files),
    ran.map((text) => ({ text, at: wholeFile('.github/workflows/ci.yml') })),
  );
  return found.map((policy) => `${policy.what} | ${policy.enforcedBy ?? '-'} | ${policy.strength} | ${policy.at.file}:${policy.at.line}`);
}

const conventional = 'commit messages follow Conventional Commits';
const signOff = 'commits carry a sign-off (DCO)';
const signed = 'commits are signed';

test('finds rules for commits and what keeps them', () => {
  const cases: readonly { what: string; files: Readonly<Record<string, string>>; ran?: readonly string[]; is: readonly string[] }[] = [
    { what: 'nothing', files: { 'README.md': 'hello' }, is: [] },
    {
      what: 'prose alone',
      files: { 'CONTRIBUTING.md': '# How\n\nWe use Conventional Commits.\n' },
      is: [`${conventional} | - | declared | CONTRIBUTING.md:3`],
    },
    {
      what: 'a workflow checks',
      files: { 'CONTRIBUTING.md': 'We use conventional commits.' },
      ran: ['wagoid/commitlint-github-action@v6'],
      is: [`${conventional} | a check in .github/workflows/ci.yml | enforced | CONTRIBUTING.md:1`],
    },
    {
      what: 'a workflow checks what no prose says',
      files: {},
      ran: ['actions/checkout@v4', 'amannn/action-semantic-pull-request@v5'],
      is: [`${conventional} | a check in .github/workflows/ci.yml | enforced | .github/workflows/ci.yml:1`],
    },
    {
      what: 'a hook is declared only',
      files: {
        'AGENTS.md': 'Conventional Commits.',
        '.pre-commit-config.yaml': 'repos:\n  - repo: x\n    hooks:\n      - id: conventional-pre-commit\n        stages: [commit-msg]\n',
      },
      is: [`${conventional} | .pre-commit-config.yaml, a hook on each contributor's machine | declared | AGENTS.md:1`],
    },
    {
      what: 'a folder of hooks',
      files: { 'CLAUDE.md': 'Conventional Commits.', 'scripts/git-hooks/commit-msg': "grep -qE '^(feat|fix|docs)(\\(.+\\))?: '" },
      is: [`${conventional} | scripts/git-hooks/commit-msg, a hook on each contributor's machine | declared | CLAUDE.md:1`],
    },
    {
      what: 'husky',
      files: { '.husky/commit-msg': 'npx commitlint --edit' },
      is: [`${conventional} | .husky/commit-msg, a hook on each contributor's machine | declared | .husky/commit-msg:1`],
    },
    {
      what: 'a Makefile names the folder',
      files: { Makefile: 'hooks:\n\tgit config core.hooksPath ./tools/git\n', 'tools/git/commit-msg': 'npx commitlint' },
      is: [`${conventional} | tools/git/commit-msg, a hook on each contributor's machine | declared | tools/git/commit-msg:1`],
    },
    {
      what: 'a Makefile copies a hook',
      files: { Makefile: 'hooks:\n\tln -sf ../../build/msg-check.sh .git/hooks/commit-msg\n', 'build/msg-check.sh': 'grep "Signed-off-by" "$1"' },
      is: [`${signOff} | build/msg-check.sh, a hook on each contributor's machine | declared | build/msg-check.sh:1`],
    },
    { what: 'words that check nothing', files: {}, ran: ['git diff --exit-code # all is committed', 'x/conventional-changelog-action@v5', 'cz bump'], is: [] },
    { what: 'a configuration', files: { 'commitlint.config.js': '' }, is: [`${conventional} | - | declared | commitlint.config.js:1`] },
    {
      what: 'sign-off',
      files: { 'CONTRIBUTING.md': 'Each commit needs a line.\n\n    git commit -s\n' },
      is: [`${signOff} | - | declared | CONTRIBUTING.md:3`],
    },
    {
      what: 'sign-off by an app',
      files: { 'CONTRIBUTING.md': 'We use the DCO.', '.github/dco.yml': 'require: {}' },
      is: [`${signOff} | the app that reads .github/dco.yml, if it is installed | unknown | CONTRIBUTING.md:1`],
    },
    {
      what: 'sign-off checked',
      files: { DCO: 'x' },
      ran: ['tim-actions/dco@master'],
      is: [`${signOff} | a check in .github/workflows/ci.yml | enforced | DCO:1`],
    },
    { what: 'no sign-off', files: { 'CONTRIBUTING.md': 'A DCO sign-off is not required here.' }, is: [] },
    { what: 'signed commits', files: { 'CONTRIBUTING.md': 'All commits must be GPG-signed.' }, is: [`${signed} | - | declared | CONTRIBUTING.md:1`] },
    {
      what: '"signed" that means signed off',
      files: { 'CONTRIBUTING.md': 'All commits need to be signed. See the Developer Certificate of Origin.' },
      is: [`${signOff} | - | declared | CONTRIBUTING.md:1`],
    },
    { what: 'signed off is not signed', files: { 'CONTRIBUTING.md': 'Commits must be signed-off.' }, is: [`${signOff} | - | declared | CONTRIBUTING.md:1`] },
    { what: 'a commit made by CI checks nothing', files: {}, ran: ['git commit --signoff -m x'], is: [] },
    {
      what: 'code owners',
      files: { '.github/CODEOWNERS': '* @a' },
      is: ['changes are reviewed by code owners | a branch rule, if one requires it | unknown | .github/CODEOWNERS:1'],
    },
    {
      what: 'a ruleset',
      files: { '.github/rulesets/main.json': '{"name":"main","enforcement":"active","rules":[{"type":"required_signatures"},{"type":"deletion"}]}' },
      is: ['ruleset: required_signatures, deletion | the ruleset of .github/rulesets/main.json, if it was imported | unknown | .github/rulesets/main.json:1'],
    },
    { what: 'other JSON', files: { '.github/x.json': '{"type":"a"}' }, is: [] },
    {
      what: 'settings for an app',
      files: { '.github/settings.yml': 'repository:\n  name: x\nbranches:\n  - name: main\n' },
      is: ['branch protection | the app that reads .github/settings.yml, if it is installed | unknown | .github/settings.yml:3'],
    },
  ];
  for (const one of cases) assert.deepEqual(policies(one.files, one.ran ?? []), one.is, one.what);
});

test('a file that cannot be read is passed over', () => {
  const tree = memoryTree({ 'CONTRIBUTING.md': 'Conventional Commits' }, { 'CONTRIBUTING.md': 'binary' });
  assert.deepEqual(findPolicies(tree, []), []);
});

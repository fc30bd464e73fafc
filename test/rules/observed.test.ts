import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Served } from '../support/api-server.ts';
import { auditConfigured, type Texts } from '../support/little-repo.ts';
import { rulePairs } from '../support/rule-repos.ts';
import { foreignCommit as pinned, ownCommit as tagged } from '../support/sample-service.ts';

const action = '/repos/acme/sign';
const service: Record<string, Served> = {
  '/repos/acme/lens': { full_name: 'acme/lens', visibility: 'public', private: false, fork: false, archived: false, default_branch: 'main' },
  [action]: { full_name: 'acme/sign', default_branch: 'main' },
  [`${action}/git/ref/tags/v1.2.0`]: { object: { type: 'commit', sha: tagged } },
  [`${action}/git/ref/tags/v1.3.0`]: { object: { type: 'commit', sha: pinned } },
  [`${action}/git/commits/${pinned}`]: { sha: pinned },
  [`${action}/compare/main...${pinned}`]: { status: 'behind' },
  [`${action}/contents/action.yml`]: 'runs: {using: node24, main: index.js}\n',
};

/** A workflow that tests and one job that releases, with this comment behind the action in each. */
function workflow(inTest: string, inRelease: string): string {
  return `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: acme/sign@${pinned} # ${inTest}
  release:
    runs-on: ubuntu-24.04
    permissions: { contents: write }
    steps:
      - uses: acme/sign@${pinned} # ${inRelease}
      - env: { GH_TOKEN: '\${{ github.token }}' }
        run: gh release create "$GITHUB_REF_NAME" lens
`;
}

async function foundIn(text: string, answers: Record<string, Served>): Promise<readonly string[]> {
  const texts = { '.github/workflows/release.yml': text, 'service.json': JSON.stringify(answers) };
  const { report } = await auditConfigured(texts, 'acme', 'lens');
  return report.findings.filter((one) => one.rule.startsWith('pinned-commit')).map((one) => `${one.rule}:${one.at.line}`);
}

test('a complaint about an action stands where a release uses it, and where the comment is wrong', async () => {
  assert.deepEqual(await foundIn(workflow('v1.2.0', 'v1.3.0'), service), [], 'a job that releases nothing');
  assert.deepEqual(await foundIn(workflow('v1.3.0', 'v1.2.0'), service), ['pinned-commit-of-another-version:12']);
  const stranger = { ...service, [`${action}/git/commits/${pinned}`]: 404, [`${action}/git/ref/tags/v1.3.0`]: 404 };
  assert.deepEqual(await foundIn(workflow('v1.3.0', 'v1.3.0'), stranger), ['pinned-commit-of-a-stranger:12']);
});

test('what the service does not answer is no complaint', async () => {
  for (const status of [403, 404, 500]) {
    const silent = Object.fromEntries(Object.keys(service).map((path) => [path, status]));
    assert.deepEqual(await foundIn(workflow('v1.2.0', 'v1.2.0'), silent), [], String(status));
    const own = { ...silent, '/repos/acme/lens': service['/repos/acme/lens'] ?? null };
    const { report } = await auditConfigured({ '.github/workflows/release.yml': workflow('v1', 'v1'), 'service.json': JSON.stringify(own) }, 'acme', 'lens');
    const without = await auditConfigured({ '.github/workflows/release.yml': workflow('v1', 'v1') }, 'acme', 'lens');
    assert.deepEqual(
      report.findings.map((one) => one.id),
      without.report.findings.map((one) => one.id),
    );
  }
});

test('releases that hold nothing of what is published now say nothing of its recipe', async () => {
  const asked = async (asset: string, published: string): Promise<number> => {
    const answers = {
      '/repos/acme/lens': service['/repos/acme/lens'],
      '/repos/acme/lens/releases': [{ tag_name: 'v1', draft: false, prerelease: false, assets: [{ name: asset }] }],
    };
    const texts = {
      '.github/workflows/release.yml': workflow('v1', 'v1').replace('"$GITHUB_REF_NAME" lens', `"$GITHUB_REF_NAME" ${published}`),
      'README.md': '# Lens\n\n```sh\ngh attestation verify lens-linux --repo acme/lens\n```\n',
      'service.json': JSON.stringify(answers),
    };
    const { report } = await auditConfigured(texts, 'acme', 'lens');
    return report.findings.filter((one) => one.rule === 'recipe-names-file-of-no-release').length;
  };
  assert.equal(await asked('lens-linux-amd64', 'dist/*'), 1);
  assert.equal(await asked('lens-linux', 'dist/*'), 0, 'it is there');
  assert.equal(await asked('prism.tar.gz', 'dist/lens-*'), 0, 'releases of another part');
});

test('the remedy is one that the policy of the repository allows', async () => {
  const texts = ruleTexts('provenance-builder-pinned-by-commit', 'flagged');
  const asked = async (required: boolean): Promise<readonly string[]> => {
    const answers = { '/repos/acme/lens': service['/repos/acme/lens'], '/repos/acme/lens/actions/permissions': { sha_pinning_required: required } };
    const { report } = await auditConfigured({ ...texts, 'service.json': JSON.stringify(answers) }, 'acme', 'lens');
    return report.findings.filter((one) => one.rule === 'provenance-builder-pinned-by-commit').map((one) => one.action);
  };
  const refused = await asked(true);
  assert.ok(refused.length > 0);
  for (const remedy of refused) assert.match(remedy, /demands commits/);
  const allowed = await asked(false);
  assert.ok(allowed.length > 0);
  for (const remedy of allowed) assert.doesNotMatch(remedy, /demands commits/);
});

function ruleTexts(rule: string, side: 'flagged' | 'clean'): Texts {
  const pair = rulePairs().find((one) => one.rule === rule);
  assert.ok(pair !== undefined);
  return pair[side];
}

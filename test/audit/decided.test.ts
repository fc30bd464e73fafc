import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditReport } from '../../src/index.ts';
import { failingIn, settledIn } from '../../src/report/index.ts';
import { auditConfigured, loadRepo } from '../support/little-repo.ts';

const seed = loadRepo('seed-before').texts;

async function decided(entries: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<AuditReport> {
  const config = `version: 1\ndispositions:\n${entries.map((one) => `  - ${one}\n`).join('')}`;
  return (await auditConfigured({ ...seed, ...more, 'sealwright.yaml': config }, 'vidscore', 'vidscore')).report;
}

/** The premise of all stories of a rule, as `disposition add --rule` writes it. */
async function premiseOfStories(rule: string): Promise<string> {
  const { premiseFor } = await import('../../src/audit/index.ts');
  const result = await auditConfigured(seed, 'vidscore', 'vidscore');
  const findings = result.report.findings.filter((one) => one.rule === rule).map((one) => one.id);
  return premiseFor(result, { findings, surfaces: [], rows: [] });
}

test('what is decided on a story holds for its parts, unless they have decisions of their own', async () => {
  const premise = await premiseOfStories('branch-passes-as-release');
  const report = await decided([
    `{ rule: branch-passes-as-release, disposition: accepted, reason: r, premise: ${premise} }`,
    '{ rule: recipe-identity-too-wide, disposition: open, reason: r }',
  ]);
  const stories = report.findings.filter((one) => one.rule === 'branch-passes-as-release');
  const parts = report.findings.filter((one) => stories.some((story) => story.id === one.within));
  assert.ok(parts.some((one) => one.rule === 'dispatch-publishes-any-branch') && parts.some((one) => one.rule === 'recipe-identity-too-wide'));
  const settled = settledIn(report);
  for (const one of [...stories, ...parts]) {
    const isOpen = one.rule === 'recipe-identity-too-wide';
    assert.equal(one.disposition, isOpen ? 'recipe-identity-too-wide > *' : 'branch-passes-as-release > *', one.id);
    assert.equal(settled.has(one.id), !isOpen, one.id);
  }
  const failing = new Set(failingIn(report, { severity: 'low', audience: 'everyone' }).map((one) => one.id));
  for (const one of parts) assert.equal(failing.has(one.id), one.rule === 'recipe-identity-too-wide', one.id);
});

test('a decision on a story that says no premise settles nothing while one of its parts is undecided', async () => {
  const entries = ['branch-passes-as-release', 'dispatch-publishes-any-branch', 'recipe-identity-too-wide'].map(
    (rule) => `{ rule: ${rule}, disposition: accepted, reason: r }`,
  );
  const [story = '', dispatch = '', pattern = ''] = entries;
  const all = await decided([story, dispatch, pattern]);
  const stories = all.findings.filter((one) => one.rule === 'branch-passes-as-release');
  assert.ok(stories.length > 0 && stories.every((one) => settledIn(all).has(one.id)), 'each part is decided on');
  const later = await decided([story, dispatch]);
  assert.equal(later.dispositions[0]?.standing, 'premise-changed');
  const told = later.findings.find((one) => one.rule === 'disposition-premise-changed');
  assert.match(told?.message ?? '', /recipe-identity-too-wide/);
  for (const one of later.findings.filter(({ rule }) => rule === 'branch-passes-as-release')) assert.ok(!settledIn(later).has(one.id), one.id);
});

test('the narrowest decision is the one that holds, whatever the order', async () => {
  const image = 'container-image:ghcr-io-vidscore-vidscore@docker-publish-production-yml-build-rocm6';
  const report = await decided([
    '{ surface: container-image, disposition: accepted, reason: all of them }',
    '{ rule: sbom-missing, disposition: accepted, reason: all without SBOM }',
    `{ rule: sbom-missing, surface: '${image}', disposition: deferred, reason: this one }`,
    `{ finding: 'sbom-missing > ${image} > .github/workflows/docker-publish-production.yml > build-rocm6', disposition: open, reason: this very one }`,
  ]);
  const one = report.findings.find((finding) => finding.rule === 'sbom-missing' && finding.surface === image);
  assert.match(one?.disposition ?? '', /^sbom-missing > container-image:.* > build-rocm6$/);
  assert.ok(!settledIn(report).has(one?.id ?? ''), 'it was decided to be open');
  const other = report.findings.find((finding) => finding.rule === 'sbom-missing' && finding.surface?.endsWith('oneapi2026') === true);
  assert.equal(other?.disposition, '* > container-image', 'of equally narrow ones the first');
});

test('a day that nobody will see is no end', async () => {
  for (const [reviewBy, isFound] of [
    ['2031-05-30', false],
    ['9999-12-31', true],
  ] as const) {
    const report = await decided([`{ rule: tag-unsigned, disposition: accepted, reason: r, by: me, date: 2026-06-01, reviewBy: ${reviewBy} }`]);
    assert.equal(
      report.findings.some((one) => one.rule === 'disposition-without-end'),
      isFound,
      reviewBy,
    );
  }
});

test('nothing can be decided on decisions', async () => {
  const report = await decided(['{ rule: disposition-stale, disposition: accepted, reason: r }', '{ rule: sbom-absent, disposition: accepted, reason: r }']);
  const own = report.findings.filter((one) => one.rule === 'disposition-stale');
  assert.equal(own.length, 2);
  assert.deepEqual(
    own.map((one) => one.disposition),
    [undefined, undefined],
  );
});

test('conditions are looked up in the checkout', async () => {
  const table: readonly { readonly what: string; readonly revisit: string; readonly standing: string }[] = [
    { what: 'a file', revisit: '{ file: ./docs/usage/docker.md }', standing: 'due' },
    { what: 'a folder', revisit: '{ file: docs/ }', standing: 'due' },
    { what: 'no file', revisit: '{ file: docs/none.md }', standing: 'current' },
    { what: 'a file outside', revisit: '{ file: ../../../etc/passwd }', standing: 'current' },
    { what: 'a version behind a commit', revisit: '{ action: Acme/Sign, version: v2.1 }', standing: 'due' },
    { what: 'a later version', revisit: '{ action: acme/sign, version: v3 }', standing: 'current' },
    { what: 'a branch', revisit: '{ action: acme/branch, version: v2 }', standing: 'due' },
    { what: 'a bare commit', revisit: '{ action: acme/commit, version: v2 }', standing: 'due' },
    { what: 'an action that is not used', revisit: '{ action: acme/none, version: v2 }', standing: 'current' },
    { what: 'a reusable workflow', revisit: '{ action: acme/flows/.github/workflows/sign.yml, version: 4 }', standing: 'due' },
    { what: 'a surface', revisit: '{ surface: vidscore-mcp }', standing: 'due' },
  ];
  const workflow = `on: push
jobs:
  sign:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/sign@0123456789abcdef0123456789abcdef01234567 # v2.3.0
      - uses: acme/branch@main
      - uses: acme/commit@0123456789abcdef0123456789abcdef01234567
  call:
    uses: acme/flows/.github/workflows/sign.yml@v4
`;
  const rules = [
    'tag-unsigned',
    'sbom-missing',
    'tags-collide',
    'recipe-elided',
    'recipe-missing',
    'recipe-by-tag',
    'digests-never-read',
    'platforms-unsigned',
    'provenance-missing',
    'provenance-unsigned',
    'published-unsigned',
  ];
  const entries = table.map((row, i) => `{ rule: ${rules[i]}, disposition: deferred, reason: r, revisit: ${row.revisit} }`);
  const { dispositions } = await decided(entries, { '.github/workflows/sign.yml': workflow });
  assert.deepEqual(
    dispositions.map((one, i) => `${table[i]?.what}: ${one.standing}`),
    table.map((row) => `${row.what}: ${row.standing}`),
  );
});

test('the report says whose word the decisions are', async () => {
  const report = await decided(['{ rule: tag-unsigned, disposition: deferred, reason: r }']);
  assert.deepEqual(report.configuration?.told, ['what was decided on findings (one entry), as sealwright.yaml of this checkout says']);
});

test('an edit that has nothing to do with it leaves a premise as it was; one of its path does not', async () => {
  const path = '.github/workflows/docker-publish-production.yml';
  const entry = (premise: string): string =>
    `{ rule: sbom-missing, surface: 'ghcr.io/vidscore/vidscore (build-rocm6)', disposition: accepted, reason: r, premise: ${premise} }`;
  const standingWith = async (premise: string, more: Readonly<Record<string, string>> = {}): Promise<string> =>
    (await decided([entry(premise)], more)).dispositions[0]?.standing ?? '';
  const text = seed[path] ?? '';
  const { audit, loadConfig } = await import('../../src/index.ts');
  const { premiseFor } = await import('../../src/audit/index.ts');
  const { memoryTree } = await import('../support/memory-tree.ts');
  const git = { host: 'github.com', owner: 'vidscore', repo: 'vidscore', commit: null, date: null, tags: [], defaultBranch: 'main' };
  const files = memoryTree(seed);
  const result = audit({ files, folderName: 'vidscore', git, config: await loadConfig({ files, trust: 'checkout' }), resolve: new Map() });
  const on = result.report.findings.filter((one) => one.rule === 'sbom-missing' && one.surface?.endsWith('rocm6') === true).map((one) => one.id);
  const premise = premiseFor(result, {
    findings: on,
    surfaces: result.report.surfaces.filter((one) => one.id.endsWith('rocm6')).map((one) => one.id),
    rows: [],
  });
  assert.equal(await standingWith(premise), 'current');
  assert.equal(await standingWith(premise, { [path]: `# a comment\n\n${text}` }), 'current', 'a comment');
  assert.equal(
    await standingWith(premise, { '.github/workflows/lint.yml': 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: echo }]\n' }),
    'current',
    'another workflow',
  );
  const softer = text.replace(/( {2}build-rocm6:[^]*?cosign sign[^\n]*)/, '$1 || true');
  assert.notEqual(softer, text);
  assert.equal(await standingWith(premise, { [path]: softer }), 'premise-changed', 'its signature may fail now');
  const elsewhere = text.replace(/workflow_dispatch:/, 'schedule: [{ cron: "0 0 * * *" }]\n  workflow_dispatch:');
  assert.notEqual(elsewhere, text);
  assert.equal(await standingWith(premise, { [path]: elsewhere }), 'premise-changed', 'it is published on another event too');
});

const small = `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  image:
    runs-on: ubuntu-latest
    permissions: { contents: write, packages: write, id-token: write }
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - uses: docker/build-push-action@v6
        id: push
        with:
          push: true
          tags: ghcr.io/acme/lens:\${{ github.ref_name }}
      - run: cosign sign --yes ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}
      - run: |
          make
          sha256sum bin/* > bin/SHA256SUMS
          gh release create "$GITHUB_REF_NAME" bin/*
`;
const guide = `# Lens

\`\`\`sh
cosign verify ghcr.io/acme/lens:1.4.0 --certificate-identity-regexp '^https://github\\.com/acme/lens/' --certificate-oidc-issuer https://token.actions.githubusercontent.com
\`\`\`
`;

/** How a decision on the findings of a rule stands, that was made of the little release, once a text of it is another. */
async function standingAfter(rule: string, change: (workflow: string, readme: string) => readonly [workflow: string, readme: string]): Promise<string> {
  const { audit, loadConfig } = await import('../../src/index.ts');
  const { premiseFor } = await import('../../src/audit/index.ts');
  const { memoryTree } = await import('../support/memory-tree.ts');
  const git = { host: 'github.com', owner: 'acme', repo: 'lens', commit: null, date: null, tags: [], defaultBranch: 'main' };
  const run = async (workflow: string, readme: string, config: Readonly<Record<string, string>>) => {
    const files = memoryTree({ Dockerfile: 'FROM scratch\n', 'README.md': readme, '.github/workflows/release.yml': workflow, ...config });
    return audit({ files, folderName: 'lens', git, config: await loadConfig({ files, trust: 'checkout' }), resolve: new Map() });
  };
  const result = await run(small, guide, {});
  const on = result.report.findings.filter((one) => one.rule === rule).map((one) => one.id);
  assert.ok(on.length > 0, `${rule} finds something`);
  const premise = premiseFor(result, { findings: on, surfaces: [], rows: [] });
  const config = `version: 1\ndispositions:\n  - { rule: ${rule}, disposition: accepted, reason: r, premise: ${premise} }\n`;
  return (await run(...change(small, guide), { 'sealwright.yaml': config })).report.dispositions[0]?.standing ?? '';
}

test('a premise holds how a thing is made, what a command asks, and what happens around a finding of no surface', async () => {
  const replaced =
    (from: string, to: string) =>
    (workflow: string, readme: string): readonly [string, string] => {
      assert.ok(workflow.includes(from) || readme.includes(from), from);
      return [workflow.replace(from, to), readme.replace(from, to)];
    };
  const table = [
    { what: 'as it was', rule: 'provenance-unsigned', change: replaced('push: true', 'push: true'), standing: 'current' },
    {
      what: 'another folder is built',
      rule: 'provenance-unsigned',
      change: replaced('push: true', 'push: true\n          context: other'),
      standing: 'premise-changed',
    },
    {
      what: 'another recipe is built',
      rule: 'provenance-unsigned',
      change: replaced('push: true', 'push: true\n          file: b.Dockerfile'),
      standing: 'premise-changed',
    },
    {
      what: 'other arguments',
      rule: 'provenance-unsigned',
      change: replaced('push: true', 'push: true\n          build-args: BASE=x'),
      standing: 'premise-changed',
    },
    { what: 'a newer action', rule: 'provenance-unsigned', change: replaced('action@v6', 'action@v7'), standing: 'current' },
    {
      what: 'another list',
      rule: 'evidence-file-unsigned',
      change: replaced('sha256sum bin/* > bin/SHA256SUMS', 'md5sum bin/* > bin/MD5SUMS'),
      standing: 'premise-changed',
    },
    { what: 'the list of before', rule: 'evidence-file-unsigned', change: replaced('# Lens', '# The lens'), standing: 'current' },
    { what: 'a wider pattern', rule: 'recipe-identity-too-wide', change: replaced("'^https://github\\.com/acme/lens/'", "'.*'"), standing: 'premise-changed' },
    {
      what: 'the same over two lines',
      rule: 'recipe-identity-too-wide',
      change: replaced(' --certificate-oidc', ' \\\n  --certificate-oidc'),
      standing: 'current',
    },
  ] as const;
  for (const row of table) assert.equal(await standingAfter(row.rule, row.change), row.standing, row.what);
});

test('another unsigned list is another fault', async () => {
  const idsOf = async (workflow: string): Promise<readonly string[]> => {
    const { report } = await auditConfigured({ '.github/workflows/release.yml': workflow }, 'acme', 'lens');
    return report.findings.filter((one) => one.rule === 'evidence-file-unsigned').map((one) => one.id);
  };
  const two = small.replace('sha256sum bin/* > bin/SHA256SUMS', 'sha256sum bin/* > bin/SHA256SUMS\n          sha512sum bin/lens > bin/SHA512SUMS');
  const [one, both] = [await idsOf(small), await idsOf(two)];
  assert.equal(one.length, 1);
  assert.equal(both.length, 1);
  assert.notDeepEqual(both, one);
});

test('a story that a new fault joins is not the one that was decided on', async () => {
  const { premiseFacts } = await import('../../src/audit/premise-facts.ts');
  const report = await decided(['{ rule: tag-unsigned, disposition: accepted, reason: r }']);
  const story = report.findings.find((one) => one.parts.length > 1);
  assert.ok(story !== undefined);
  const factsOf = (of: AuditReport): readonly string[] =>
    premiseFacts({ findings: [story.id], surfaces: [], rows: [] }, of, () => ({ nodes: [], edges: [], cells: new Map(), wordsAt: () => '' }));
  const part = story.parts[0];
  const fewer = report.findings.map((one) => (one.id === story.id ? { ...one, parts: one.parts.slice(1) } : one));
  const worse = report.findings.map((one) => (one.id === part ? { ...one, severity: one.severity === 'high' ? ('low' as const) : ('high' as const) } : one));
  assert.notDeepEqual(factsOf({ ...report, findings: fewer }), factsOf(report));
  assert.notDeepEqual(factsOf({ ...report, findings: worse }), factsOf(report));
});

test('what a finding is: how bad, and of a command what it asks', async () => {
  const { substancesOf } = await import('../../src/audit/index.ts');
  const report = await decided(['{ rule: tag-unsigned, disposition: accepted, reason: r }']);
  const wide = report.findings.find((one) => one.rule === 'recipe-identity-too-wide');
  assert.ok(wide?.asks?.startsWith('cosign ') === true);
  const withCommand = (from: string | RegExp, to: string): string => {
    const findings = [{ ...wide, asks: wide.asks!.replace(from, to) }];
    return substancesOf({ ...report, findings }).get(wide.id) ?? '';
  };
  const is = withCommand('', '');
  assert.match(is, /^(?:high|medium|low) [0-9a-f]{16}$/);
  assert.equal(withCommand('cosign', '  cosign'), is, 'layout');
  assert.notEqual(withCommand('cosign', 'cosign --insecure-ignore-tlog'), is, 'it asks less');
  assert.equal(withCommand('cosign', 'cosign 1.2.3'), withCommand('cosign', 'cosign 1.12.0'), 'the next version');
  const { asks: _, ...silent } = wide;
  assert.match(substancesOf({ ...report, findings: [silent] }).get(wide.id) ?? '', /^[a-z]+ [0-9a-f]{16}$/, 'of any other finding at its place the command');
  assert.match(substancesOf({ findings: [silent], recipes: [] }).get(wide.id) ?? '', /^[a-z]+$/);
});

test('a pattern that a variable holds is what it holds: wider at the same severity, it is another', async () => {
  const { substancesOf } = await import('../../src/audit/index.ts');
  const signs = `on: { push: { tags: ['v*'] } }
permissions: { contents: write, id-token: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - run: go build -o lens .
      - run: cosign sign-blob --yes --bundle lens.sigstore.json lens
      - run: gh release upload "$GITHUB_REF_NAME" lens lens.sigstore.json
`;
  const command = (tool: string): string =>
    `cosign ${tool} --bundle lens.sigstore.json --certificate-identity-regexp "$ID" --certificate-oidc-issuer https://token.actions.githubusercontent.com lens\n`;
  const substances = async (pattern: string): Promise<ReadonlyMap<string, string>> => {
    const set = `ID='${pattern}'\n`;
    const texts = {
      '.github/workflows/release.yml': signs,
      'README.md': `# Lens\n\n\`\`\`sh\n${set}${command('verify-blob')}\`\`\`\n`,
      'verify.sh': `#!/bin/sh\n${set}${command('verify-blob')}`,
    };
    return substancesOf((await auditConfigured(texts, 'acme', 'lens')).report);
  };
  const narrow = await substances('^https://github\\.com/acme/lens/\\.github/workflows/release\\.yml@refs/.*$');
  const wide = await substances('^https://github\\.com/acme/lens/\\.github/workflows/release\\.yml@.*$');
  const ids = [...narrow.keys()].filter((id) => id.includes('identity-too-wide'));
  assert.equal(ids.length, 2, ids.join());
  for (const id of ids) {
    assert.equal(wide.get(id)?.split(' ')[0], narrow.get(id)?.split(' ')[0], `as bad: ${id}`);
    assert.notEqual(wide.get(id), narrow.get(id), id);
  }
  assert.deepEqual(await substances('^https://github\\.com/acme/lens/\\.github/workflows/release\\.yml@.*$'), wide);
});

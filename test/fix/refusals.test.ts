import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Texts } from '../support/little-repo.ts';
import type { FileTree } from '../../src/base/index.ts';
import { decode } from '../../src/cli/ports/decode.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { afterPlan, planTexts, planTree, showPlan } from '../support/plan-fixes.ts';

const path = '.github/workflows/release.yml';
const head = 'on:\n  push:\n    tags: ["v*"]\n';

/** A build, an attestation of it, and a publication that does not wait for that. */
function threeJobs(
  parts: { readonly attest?: string; readonly runner?: string; readonly publish?: string; readonly top?: string; readonly tail?: string } = {},
): string {
  return `${head}${parts.top ?? ''}jobs:
  build:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v4
      - run: mkdir dist && go build -o dist/lens .
      - uses: actions/upload-artifact@v4
        with: { name: lens, path: dist }
  attest:
    needs: build
${parts.attest ?? ''}    runs-on: ${parts.runner ?? 'ubuntu-latest'}
    permissions: { id-token: write, attestations: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: lens, path: dist }
      - uses: actions/attest-build-provenance@v2
        with: { subject-path: dist/lens }
  publish:
    needs: build
${parts.publish ?? ''}    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: lens, path: dist }
      - uses: softprops/action-gh-release@v2
        with: { files: dist/lens, fail_on_unmatched_files: true }
${parts.tail ?? ''}`;
}

const image = (parts: { readonly top?: string; readonly permissions?: string; readonly push?: string; readonly on?: string } = {}): string =>
  `${parts.on ?? head}${parts.top ?? ''}jobs:
  image:
    runs-on: ubuntu-latest
${parts.permissions ?? '    permissions: { contents: read, packages: write }\n'}    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: x, password: "\${{ secrets.GITHUB_TOKEN }}" }
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: ghcr.io/acme/lens:\${{ github.ref_name }}
${parts.push ?? ''}`;

const rows: readonly {
  readonly what: string;
  readonly rule: string;
  readonly texts: Texts;
  readonly apply?: 'safe';
  readonly applied: number;
  /** Something that is said of it, or of what is refused. */
  readonly says: RegExp;
}[] = [
  { what: 'needs', rule: 'evidence-not-awaited', texts: { [path]: threeJobs() }, applied: 1, says: /needs: \[build, attest\]/ },
  {
    what: 'a file that something writes is looked at first',
    rule: 'evidence-not-awaited',
    apply: 'safe',
    texts: { [path]: `# Made by a tool.\n# DO NOT EDIT.\n${threeJobs()}` },
    applied: 0,
    says: /^$/,
  },
  {
    what: 'needs on a job that is skipped at times',
    rule: 'evidence-not-awaited',
    texts: { [path]: threeJobs({ attest: "    if: github.actor != 'x'\n" }) },
    applied: 0,
    says: /job publish would be skipped with it/,
  },
  {
    what: 'needs on a job that is skipped when this one is',
    rule: 'evidence-not-awaited',
    texts: { [path]: threeJobs({ attest: "    if: github.actor != 'x'\n", publish: "    if: ${{ github.actor != 'x' }}\n" }) },
    applied: 1,
    says: /needs: \[build, attest\]/,
  },
  {
    what: 'a file that shares values by anchors',
    rule: 'evidence-not-awaited',
    texts: { [path]: threeJobs({ top: 'env: &e { A: b }\n' }) },
    applied: 0,
    says: /shares values by anchors/,
  },
  {
    what: 'an attestation, which names the repository in a public log: not without a look',
    rule: 'provenance-unsigned',
    apply: 'safe',
    texts: { [path]: image(), 'README.md': '# lens\n' },
    applied: 0,
    says: /^$/,
  },
  {
    what: 'an attestation says so',
    rule: 'provenance-unsigned',
    texts: { [path]: image(), 'README.md': '# lens\n' },
    applied: 1,
    says: /look: it signs by the identity .* public log[^]*attestations: write[^]*id: push/,
  },
  {
    what: 'an attestation in a job whose permissions are those of the workflow: a block of its own keeps them',
    rule: 'provenance-unsigned',
    texts: { [path]: image({ permissions: '', top: 'permissions:\n  contents: read\n  packages: write\n  issues: write\n' }), 'README.md': '# lens\n' },
    applied: 1,
    says: /\+ {4}permissions:\n\+ {6}contents: read\n\+ {6}packages: write\n\+ {6}issues: write\n\+ {6}id-token: write\n\+ {6}attestations: write/,
  },
  {
    what: 'permissions that a setting gives',
    rule: 'provenance-unsigned',
    texts: { [path]: image({ permissions: '' }), 'README.md': '# lens\n' },
    applied: 1,
    says: /look: job image had the permissions that the repository's settings give/,
  },
  {
    what: 'permissions that are read-all',
    rule: 'provenance-unsigned',
    texts: { [path]: image({ permissions: '    permissions: read-all\n' }), 'README.md': '# lens\n' },
    applied: 0,
    says: /refused/,
  },
  {
    what: 'a caller that does not grant what a called workflow would ask for',
    rule: 'provenance-unsigned',
    texts: {
      [path]: image({ on: 'on:\n  workflow_call:\n' }),
      '.github/workflows/tag.yml': `${head}permissions: { contents: read, packages: write }\njobs:\n  call:\n    uses: ./.github/workflows/release.yml\n    secrets: inherit\n`,
      'README.md': '# lens\n',
    },
    applied: 0,
    says: /tag\.yml calls it and does not grant (?:id-token|attestations): write in job call/,
  },
];

for (const { what, rule, texts, apply, applied, says } of rows) {
  test(`plan: ${what}`, () => {
    const plan = planTexts(texts, { rule, apply: apply ?? 'all' });
    const shown = showPlan(plan);
    assert.equal(plan.applied.length, applied, shown);
    assert.match(shown, says);
    assert.ok(
      plan.before.report.findings.some((one) => one.rule === rule),
      'the fault is found at all',
    );
    assert.equal(plan.texts.size === 0, applied === 0);
  });
}

test('plan: what waits for a look is proved and left out', () => {
  const plan = planTexts({ [path]: image(), 'README.md': '# lens\n' }, { apply: 'safe' });
  assert.ok(plan.review.some(({ findings }) => findings.some((one) => one.rule === 'provenance-unsigned')));
  assert.ok(plan.review.every(({ fix }) => fix.kind === 'needs-review' && fix.notes.length > 0));
  assert.equal(plan.texts.size, 0);
});

test('plan: files with CRLF keep their line breaks', () => {
  const texts = { [path]: threeJobs().replaceAll('\n', '\r\n') };
  const plan = planTexts(texts, { rule: 'evidence-not-awaited' });
  assert.equal(plan.applied.length, 1, showPlan(plan));
  assert.equal(
    afterPlan(texts, plan)[path],
    threeJobs().replace('publish:\n    needs: build', 'publish:\n    needs: [build, attest]').replaceAll('\n', '\r\n'),
  );
});

test('plan: the pin of an action is the one that the checkout has', () => {
  const own = 'actions/attest@0123456789012345678901234567890123456789 # v4.0.9';
  const other = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${own}\n        with: { subject-path: x }\n`;
  const shown = showPlan(planTexts({ [path]: image(), '.github/workflows/other.yml': other, 'README.md': '# lens\n' }, { rule: 'provenance-unsigned' }));
  assert.ok(shown.includes(`+        uses: ${own}\n`), shown);
  assert.ok(!shown.includes('is new here'));
});

test('plan: a pin of the checkout that could not do what is inserted is not taken', () => {
  const commit = '0123456789012345678901234567890123456789';
  for (const comment of [' # v2.4.0', ' # v3', ' # 41-final of ours', ' # v9.0.0', '']) {
    const other = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/attest@${commit}${comment}\n        with: { subject-path: x, predicate-type: 'https://example.com/p', predicate-path: p }\n`;
    const shown = showPlan(planTexts({ [path]: image(), '.github/workflows/other.yml': other, 'README.md': '# lens\n' }, { rule: 'provenance-unsigned' }));
    assert.match(shown, /look: actions\/attest is not pinned here to a commit whose version can do this/);
    assert.match(shown, /\+ {8}uses: actions\/attest@(?!0123)[0-9a-f]{40} # v4\.\d/, comment);
  }
});

for (const { what, login, beside } of [
  { what: 'credentials of the push alone', login: '', beside: false },
  { what: 'a login before it', login: '      - uses: docker/login-action@v3\n        with: { registry: ghcr.io, username: x, password: y }\n', beside: true },
  { what: 'a login elsewhere', login: '      - uses: docker/login-action@v3\n        with: { username: x, password: y }\n', beside: false },
  { what: 'a login of a script', login: '      - run: echo "$T" | docker login ghcr.io -u x --password-stdin\n', beside: true },
  { what: 'a login of a script elsewhere', login: '      - run: echo "$T" | docker login -u x --password-stdin # not ghcr.io\n', beside: false },
  { what: 'a login of another tool', login: '      - run: echo "$T" | podman login ghcr.io -u x --password-stdin\n', beside: false },
]) {
  test(`plan: an attestation ${beside ? 'is' : 'is not'} put beside the image after ${what}`, () => {
    const text = `${head}permissions: {}
jobs:
  image:
    runs-on: ubuntu-latest
    permissions: { contents: read, packages: write, id-token: write }
    steps:
      - uses: actions/checkout@v4
${login}      - uses: redhat-actions/buildah-build@v2
        with: { image: lens, tags: "\${{ github.ref_name }}", containerfiles: Dockerfile }
      - id: push
        uses: redhat-actions/push-to-registry@v2
        with: { image: lens, tags: "\${{ github.ref_name }}", registry: ghcr.io/acme, username: x, password: "\${{ github.token }}" }
`;
    const plan = planTexts({ [path]: text, 'README.md': '# lens\n' }, { rule: 'provenance-missing' });
    const shown = showPlan(plan);
    assert.equal(plan.applied.length, 1, shown);
    assert.match(shown, /\+ {10}subject-name: ghcr\.io\/acme\/lens\n/);
    assert.equal(shown.includes('+          push-to-registry: true'), beside, shown);
    assert.equal(/look: docker is not seen to log in/.test(shown), !beside);
  });
}

const waits: readonly { readonly what: string; readonly parts: Parameters<typeof threeJobs>[0]; readonly says: RegExp | undefined }[] = [
  { what: 'a machine of GitHub', parts: {}, says: undefined },
  {
    what: 'several machines of GitHub',
    parts: { attest: '    strategy: { matrix: { os: [ubuntu-latest, macos-15] } }\n', runner: '${{ matrix.os }}' },
    says: undefined,
  },
  { what: 'another machine', parts: { runner: 'self-hosted' }, says: /job attest runs on machines that are not known to be those of GitHub/ },
  { what: 'a machine with labels', parts: { runner: '[self-hosted, linux]' }, says: /not known to be those of GitHub/ },
  { what: 'a machine by a variable', parts: { runner: '${{ vars.RUNNER }}' }, says: /not known to be those of GitHub/ },
  { what: 'an environment', parts: { attest: '    environment: by-hand\n' }, says: /job attest is in an environment, which may ask for an approval/ },
  {
    what: 'an environment with an address',
    parts: { attest: '    environment: { name: by-hand, url: "https://example.com" }\n' },
    says: /is in an environment/,
  },
  { what: 'a group', parts: { attest: '    concurrency: one\n' }, says: /held up or cancelled by another run/ },
  {
    what: 'a condition of both',
    parts: { attest: "    if: github.actor != 'x'\n", publish: "    if: github.actor != 'x'\n" },
    says: undefined,
  },
];

for (const { what, parts, says } of waits) {
  test(`plan: to wait for a job of ${what}${says === undefined ? '' : ' is looked at first'}`, () => {
    const plan = planTexts({ [path]: threeJobs(parts) }, { rule: 'evidence-not-awaited' });
    assert.deepEqual(
      plan.applied.map(({ fix }) => fix.kind),
      [says === undefined ? 'safe' : 'needs-review'],
      showPlan(plan),
    );
    if (says !== undefined) assert.match(showPlan(plan), says);
  });
}

const unused = (push: string): Texts => ({
  [path]: image({
    permissions: '    permissions: { contents: read, packages: write, id-token: write, attestations: write }\n',
    push: `          provenance: false\n        id: push\n      - uses: sigstore/cosign-installer@v3\n${push}`,
  }),
  'README.md': '# lens\n',
});

test('plan: a permission is taken away only where it is not wanted for what lacks an attestation', () => {
  const refused = showPlan(
    planTexts(unused('      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n'), { rule: 'attestation-permission-unused' }),
  );
  assert.match(
    refused,
    /^refused: attestation-permission-unused: nothing attests .*, which job image publishes: [^\n]*\n {4}do: attest it with actions\/attest, and the permission is needed/,
  );
  const both = planTexts(unused('      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n'), { apply: 'safe' });
  assert.ok(
    both.review.some(({ findings }) => findings.some((one) => one.rule === 'attestation-permission-unused')),
    showPlan(both),
  );
  assert.ok(both.refused.every(({ finding }) => finding.rule !== 'attestation-permission-unused'));
  const attested = '      - run: cosign attest --yes --type slsaprovenance1 --predicate p.json ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n';
  const taken = planTexts(unused(`      - run: ./provenance.sh > p.json\n${attested}`), { rule: 'attestation-permission-unused' });
  assert.deepEqual(
    taken.applied.map(({ fix }) => fix.title),
    ['take attestations: write from job image'],
    showPlan(taken),
  );
});

test('plan: a first block of permissions holds what the job publishes with', () => {
  const upload = `${head}jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: mkdir dist && go build -o dist/lens .
      - uses: softprops/action-gh-release@v2
        with: { files: dist/lens, fail_on_unmatched_files: true }
`;
  const files = showPlan(planTexts({ [path]: upload, 'README.md': '# lens\n' }, { rule: 'provenance-missing' }));
  assert.match(files, /look: job release had the permissions that the repository's settings give/);
  assert.match(files, /\+ {4}permissions:\n\+ {6}contents: write\n\+ {6}id-token: write\n\+ {6}attestations: write\n/);
});

for (const { what, before, says } of [
  {
    what: 'begins with a byte-order mark',
    before: '\ufeff',
    says: /release\.yml begins with a byte-order mark\n {4}do: save it as UTF-8 without one, then run sealwright fix again/,
  },
  { what: 'is UTF-16', before: 'utf16le', says: /release\.yml is not kept as UTF-8 \(decoded from UTF-16LE\)/ },
])
  test(`plan: a file that ${what} is left alone, and is said to`, () => {
    const bytes = before === 'utf16le' ? Buffer.from(`\ufeff${threeJobs()}`, 'utf16le') : Buffer.from(`${before}${threeJobs()}`);
    const plan = planTree(decodedTree(path, bytes), { rule: 'evidence-not-awaited' });
    assert.match(showPlan(plan), says);
    assert.equal(plan.texts.size, 0);
  });

/** A checkout with one file, decoded as files of a disk are. */
function decodedTree(name: string, bytes: Buffer): FileTree {
  const tree = memoryTree({ [name]: '' });
  return { ...tree, read: (one) => (one === name ? decode(bytes) : tree.read(one)) };
}

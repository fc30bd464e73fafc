import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const chart = { 'charts/lantern/Chart.yaml': 'apiVersion: v2\nname: lantern\nversion: 1.0.0\n' };
const seen = (steps: string, extra: Readonly<Record<string, string>> = {}, permissions?: string): readonly (readonly string[])[] =>
  surfacesOf({ ...chart, ...extra, '.github/workflows/release.yml': onTag(`- uses: actions/checkout@v4\n${steps}`, permissions) })
    .filter((s) => s.kind !== 'site')
    .map((s) => [s.kind, s.name, s.hashes, s.signature]);
const pack = (folder: string): string => `helm package charts/lantern -d ${folder}\n    helm repo index ${folder} --url https://acme.test/charts`;
const found = [['helm-chart', 'lantern', 'present', 'absent']];

test('charts beside their index on a branch, a site or in a bucket are a Helm repository', () => {
  const ways = [
    `- run: |\n    ${pack('site')}\n- uses: peaceiris/actions-gh-pages@v4\n  with: { github_token: "\${{ github.token }}", publish_dir: ./site }`,
    `- uses: actions/checkout@v4\n  with: { ref: gh-pages, path: pages }\n- run: |\n    ${pack('pages')}\n    cd pages\n    git add . && git commit -m x && git push`,
    `- run: |\n    helm package charts/lantern\n    git fetch origin gh-pages && git checkout gh-pages\n    helm repo index .\n    git add -A\n    git commit -m x\n    git push origin gh-pages`,
    `- run: |\n    git clone https://x:\${{ secrets.T }}@github.com/acme/charts.git repo\n    ${pack('repo/docs')}\n    cd repo && git add --all && git commit -m x && git push`,
    `- run: |\n    ${pack('out')}\n    aws s3 sync out s3://acme-charts`,
  ];
  for (const steps of ways) assert.deepEqual(seen(steps), found, steps);
});

test('no package, no index, or a list that git leaves out: no Helm repository', () => {
  const push = 'git add . && git commit -m x && git push';
  assert.deepEqual(seen(`- run: |\n    helm repo index .\n    ${push}`), []);
  assert.deepEqual(seen(`- run: |\n    helm package charts/lantern\n    ${push}`), []);
  assert.deepEqual(seen(`- run: |\n    ${pack('out')}\n    ${push}`, { '.gitignore': '/out/\n' }), []);
  assert.deepEqual(seen(`- run: |\n    ${pack('out')}\n    git add --force . && git commit -m x && git push`, { '.gitignore': '/out/\n' }), found);
});

test('packages beside the lists of apt or yum are a package repository; who signs its index is not followed', () => {
  const clone = `- uses: actions/checkout@v4\n  with: { repository: acme/apt, path: apt, token: "\${{ secrets.T }}" }\n`;
  const lists = (sign: string): string =>
    `${clone}- run: |\n    nfpm pkg -p deb -t apt/lantern_1.0.0_amd64.deb\n    cd apt\n    dpkg-scanpackages . > Packages\n    ${sign}git add . && git commit -m x && git push`;
  assert.deepEqual(seen(lists('')), [['os-package', 'lantern (apt)', 'present', 'absent']]);
  assert.deepEqual(seen(lists('gpg --clearsign -o InRelease Release && ')), [['os-package', 'lantern (apt)', 'present', 'unknown']]);
});

test('a signature that git leaves out by its list reaches nobody', () => {
  const steps = (ignored: string): readonly (readonly string[])[] =>
    seen(
      '- uses: sigstore/cosign-installer@v3\n- run: |\n    mkdir dist && go build -o dist/lantern .\n    cosign sign-blob --yes --bundle sig/lantern.json dist/lantern\n    gh release create v1 dist/lantern\n    git add . && git commit -m x && git push\n  env: { GH_TOKEN: "${{ github.token }}" }',
      { '.gitignore': ignored, 'go.mod': 'module x\n', 'main.go': 'package main\n' },
      'contents: write\nid-token: write',
    );
  assert.deepEqual(
    steps('sig\n').map((s) => s[3]),
    ['absent'],
  );
  assert.notDeepEqual(
    steps('other\n').map((s) => s[3]),
    ['absent'],
  );
});

test('a repository that reprepro keeps and one whose index is copied as a folder, pushed from a checkout of another repository', () => {
  const steps = `- uses: actions/checkout@v4
  with: { repository: acme/pages, path: site, token: "\${{ secrets.T }}" }
- run: |
    nfpm pkg -p deb -t dist/lantern_1.0.0_amd64.deb
    nfpm pkg -p rpm -t dist/lantern-1.0.0.rpm
    mkdir -p site/packages/rpm
    cp dist/*.rpm site/packages/rpm/
    createrepo dist
    cp -r dist/repodata site/packages/rpm/
    reprepro includedeb stable dist/lantern_1.0.0_amd64.deb
    cp -a dists/ pool/ site/packages/
    gh release create v1 dist/lantern_1.0.0_amd64.deb
- run: |
    git add packages
    git commit -m packages
    git push
  working-directory: ./site`;
  assert.deepEqual(
    seen(steps).filter(([kind]) => kind === 'os-package'),
    [
      ['os-package', 'lantern (apt)', 'present', 'unknown'],
      ['os-package', 'lantern (yum)', 'present', 'unknown'],
    ],
  );
  assert.deepEqual(
    seen(steps.replace('cp -a dists/ pool/', 'cp -a pool/').replace('cp -r dist/repodata', 'cp -r dist/other')).filter(([kind]) => kind === 'os-package'),
    [],
  );
});

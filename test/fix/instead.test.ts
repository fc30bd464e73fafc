import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Texts } from '../support/little-repo.ts';
import { planTexts, showPlan } from '../support/plan-fixes.ts';

const path = '.github/workflows/release.yml';
const head = 'on:\n  push:\n    tags: ["v*"]\n';
const image = (steps: string, permissions = '{ contents: write, packages: write, id-token: write }'): Texts => ({
  'README.md': '# lens\n',
  [path]: `${head}jobs:
  release:
    runs-on: ubuntu-latest
    permissions: ${permissions}
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: x, password: "\${{ secrets.GITHUB_TOKEN }}" }
${steps}`,
});
const build = (rest = ''): string => `      - uses: docker/build-push-action@v6
        with: { push: true, tags: "ghcr.io/acme/lens:\${{ github.ref_name }}"${rest} }
`;
const release = (steps: string): Texts => ({
  'README.md': '# lens\n',
  [path]: `${head}jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
${steps}`,
});

const rows: readonly { readonly what: string; readonly rule: string; readonly texts: Texts; readonly why: RegExp; readonly instead: RegExp }[] = [
  {
    what: 'an image that a script pushes',
    rule: 'provenance-missing',
    texts: image('      - run: docker build -t ghcr.io/acme/lens:v1 . && docker push ghcr.io/acme/lens:v1\n'),
    why: /no step of a workflow of the checkout pushes it and gives its digest/,
    instead: /write its digest \(docker buildx imagetools inspect.*into \$GITHUB_OUTPUT.*subject-digest/,
  },
  {
    what: 'permissions that are read-all',
    rule: 'provenance-unsigned',
    texts: image(build(), 'read-all'),
    why: /the permissions are read-all/,
    instead: /write out what job release needs, and add id-token: write, attestations: write, packages: write/,
  },
  {
    what: 'a signing command behind a push that gives no digest',
    rule: 'signed-by-tag',
    texts: image(
      '      - uses: sigstore/cosign-installer@v3\n      - run: docker build -t ghcr.io/acme/lens:v1 . && docker push ghcr.io/acme/lens:v1\n      - run: cosign sign --yes ghcr.io/acme/lens:v1\n',
    ),
    why: /no step gives the digest of what is pushed/,
    instead: /push with docker\/build-push-action, or write the digest that docker push prints into \$GITHUB_OUTPUT/,
  },
  {
    what: 'files that a release tool makes and uploads in one go',
    rule: 'provenance-missing',
    texts: {
      ...release('      - uses: goreleaser/goreleaser-action@v6\n        with: { args: release }\n        env: { GITHUB_TOKEN: "${{ github.token }}" }\n'),
      '.goreleaser.yaml': 'version: 2\nbuilds: [{ binary: lens }]\n',
    },
    why: /uploads what it makes in one go/,
    instead: /in a step behind it, from its list of digests: actions\/attest with subject-checksums/,
  },
  {
    what: 'a wheel',
    rule: 'provenance-missing',
    texts: {
      ...release('      - run: python -m build\n      - run: twine upload dist/*\n        env: { TWINE_PASSWORD: "${{ secrets.PYPI }}" }\n'),
      'pyproject.toml': '[project]\nname = "lens"\nversion = "1.0"\n',
    },
    why: /only images and the files of releases are attested by a fix/,
    instead: /trusted publishing with pypa\/gh-action-pypi-publish/,
  },
  {
    what: 'a key that no file tells',
    rule: 'recipe-missing',
    texts: release(
      '      - run: go build -o lens . && cosign sign-blob --yes --key env://KEY --bundle lens.sigstore.json lens\n        env: { KEY: "${{ secrets.KEY }}" }\n      - run: gh release upload "$GITHUB_REF_NAME" lens lens.sigstore.json\n        env: { GH_TOKEN: "${{ github.token }}" }\n',
    ),
    why: /signed with a key, and no file says where/,
    instead: /publish the public key, name its address in a document/,
  },
  {
    what: 'no document to write into',
    rule: 'recipe-missing',
    texts: {
      [path]: release(
        '      - run: go build -o lens . && cosign sign-blob --yes --bundle lens.sigstore.json lens\n      - run: gh release upload "$GITHUB_REF_NAME" lens lens.sigstore.json\n        env: { GH_TOKEN: "${{ github.token }}" }\n',
      )[path]!,
    },
    why: /there is no README.md or SECURITY.md/,
    instead: /add SECURITY.md with a title, then run sealwright fix again/,
  },
  {
    what: 'a script that decides by itself to go on',
    rule: 'evidence-may-fail-unseen',
    texts: release(
      '      - run: |\n          go build -o lens .\n          if ! cosign sign-blob --yes --bundle lens.sigstore.json lens; then echo none; fi\n      - run: gh release upload "$GITHUB_REF_NAME" lens lens.sigstore.json\n        env: { GH_TOKEN: "${{ github.token }}" }\n',
    ),
    why: /a decision of the script/,
    instead: /let the script end with an error.*sealwright disposition add/,
  },
];

for (const { what, rule, texts, why, instead } of rows)
  test(`what gets no edit says what to do: ${what}`, () => {
    const plan = planTexts(texts, { rule });
    const [first] = plan.refused;
    assert.ok(first !== undefined, `${showPlan(plan)}\n${plan.before.report.findings.map((one) => `${one.rule} ${one.message}`).join('\n')}`);
    assert.match(first.reason, why);
    assert.match(first.instead, instead);
    for (const one of plan.refused) assert.ok(one.instead.length > 15 && one.instead !== one.reason, one.instead);
  });
